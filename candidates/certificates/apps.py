from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "candidates.certificates"
    label = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from candidates.certificates.desk_tasks import certificates_to_issue, how_many_to_issue
        from candidates.certificates.facts import FACTS
        from candidates.certificates.samples import SAMPLES
        from candidates.certificates.terms import term_ends
        from candidates.fees.seats.faring import TERM_ENDS
        from candidates.journey import timeline
        from lsscert import samples
        from lsscert.access import SIGNED_IN, STAFF
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.todo import DESK_TASKS

        samples.add(SAMPLES)
        timeline.say(FACTS)
        TERM_ENDS.add(term_ends)
        DESK_TASKS.add(certificates_to_issue, order=60)
        NAVIGATION.add(Link(_("Check a certificate"), "verify"), order=40)
        NAVIGATION.add(Link(_("Certificate"), "my_certificate", area="my", role=SIGNED_IN), order=50)
        NAVIGATION.add(
            Link(_("Certificates"), "desk_certificates", area="desk", role=STAFF, count=how_many_to_issue),
            order=60,
        )

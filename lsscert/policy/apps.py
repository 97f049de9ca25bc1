from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "lsscert.policy"
    label = "policy"
    verbose_name = _("Policy")

    def ready(self) -> None:
        from lsscert import samples
        from lsscert.access import STAFF
        from lsscert.accounts.approval_kinds import APPROVAL_KINDS
        from lsscert.navigation import NAVIGATION, Link
        from lsscert.policy.proposals import A_NEW_FIGURE, KIND
        from lsscert.policy.samples import SAMPLES

        samples.add(SAMPLES)
        NAVIGATION.add(Link(_("Policy"), "desk_policy", area="desk", role=STAFF), order=90)
        APPROVAL_KINDS[KIND] = A_NEW_FIGURE

"""What is left to do once a round is announced, on its page; and what applicants read of it in their thread."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lsscert.access import STAFF
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import Viewer
from lsscert.ui.wording import money
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.thread import Entry
from scholarships.awarding.stepping import TOLD
from scholarships.following.models import Claim, FollowUp
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round
from scholarships.rounds.steps import Step


def steps(round_: Round, viewer: Viewer) -> list[Step]:
    theirs = has_role(
        viewer.person, round_.organisation, Membership.Role.ORGANISER, Membership.Role.TREASURER
    )
    if round_.state not in TOLD or not (theirs or viewer.has(STAFF)):
        return []
    url = reverse("committee_awards", args=[round_.ref])
    return [Step(_("Awards and what became of them"), _("Accepted, paid, in reserve, reports."), url)]


def thread(application: ScholarshipApplication) -> list[Entry]:
    """Proofs, what was paid, the report."""
    found = []
    for claim in Claim.objects.filter(award__application=application):
        found.append(Entry(claim.sent_at, _("You sent your proofs.")))
        if claim.asked_for:
            found.append(Entry(claim.checked_at, _("The treasurer asked for something more.")))
        if claim.paid_on and claim.approved_amount:
            said = _("%(amount)s were paid to you.") % {"amount": money(claim.approved_amount)}
            found.append(Entry(claim.checked_at, said))
    for report in FollowUp.objects.filter(award__application=application).exclude(handed_in_at=None):
        found.append(Entry(report.handed_in_at, _("You handed in your follow-up report.")))
    return found

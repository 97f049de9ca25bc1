"""What is left to do once a round is announced, on its page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lsscert.access import STAFF
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import Viewer
from scholarships.awarding.stepping import TOLD
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

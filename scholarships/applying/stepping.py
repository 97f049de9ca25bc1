"""What an organiser does with applications, on the round's page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.access import STAFF
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import Viewer
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round
from scholarships.rounds.steps import Step


def steps(round_: Round, viewer: Viewer) -> list[Step]:
    organises = has_role(viewer.person, round_.organisation, Membership.Role.ORGANISER) or viewer.has(STAFF)
    if not organises or round_.state in {Round.Status.DRAFT, Round.Status.CALLED_OFF}:
        return []
    waiting = round_.applications.filter(state="to_check").count()
    said = ngettext("%(count)d waits for somebody to look.", "%(count)d wait for somebody to look.", waiting)
    sentence = said % {"count": waiting} if waiting else _("Nothing waits.")
    url = reverse("committee_applications", args=[round_.ref])
    return [Step(_("Check the facts of applications"), sentence, url, "act" if waiting else "done")]

"""What the committee does with a round before it meets, on the round's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lsscert import clock
from lsscert.access import STAFF
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import Viewer
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round
from scholarships.rounds.steps import Step
from scholarships.scoring import finding, services


def steps(round_: Round, viewer: Viewer) -> list[Step]:
    if round_.state in {Round.Status.DRAFT, Round.Status.CALLED_OFF} or viewer.person is None:
        return []
    found = []
    organises = has_role(viewer.person, round_.organisation, Membership.Role.ORGANISER)
    if organises or viewer.has(STAFF):
        url = reverse("committee_judges", args=[round_.ref])
        found.append(Step(_("Who judges it"), _("Members, and people invited from outside."), url))
    judge = services.judge_of(round_, viewer.person)
    if round_.method == Round.Method.DRAW or not (judge or organises):
        return found
    if judge and services.scoring_is_open(round_, clock.now()):
        turn = finding.turn_of(round_, viewer.person, clock.now())
        if turn.left or judge.declared_at is None:
            found.append(Step(turn.action, turn.sentence, turn.url, "act"))
    url = reverse("committee_progress", args=[round_.ref])
    found.append(Step(_("How far the committee is"), _("Who has scored how many; no scores."), url))
    return found

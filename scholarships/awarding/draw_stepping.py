"""The draw among the steps on a round's page. No step for rounds without one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lsscert import clock
from lsscert.access import ORGANISER, STAFF
from lsscert.accounts.viewer import Viewer
from scholarships.awarding.draw_services import DRAWN, draw_of
from scholarships.awarding.draw_showing import standing
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round
from scholarships.rounds.steps import Step


def steps(round_: Round, viewer: Viewer) -> list[Step]:
    if round_.method not in DRAWN or round_.state in {Round.Status.DRAFT, Round.Status.CALLED_OFF}:
        return []
    made = draw_of(round_)
    over = round_.closes_on is not None and clock.today() > round_.closes_on
    now = standing(round_, made, over=over)
    organises = viewer.has(STAFF) or has_role(viewer.person, round_.organisation, ORGANISER)
    to_do = organises and over and (made is None or made.drawn_at is None)
    label = _("Draw") if organises else _("See the draw")
    url = reverse("committee_draw" if organises else "scholarship_draw", args=[round_.ref])
    return [Step(label, now.sentence, url, "act" if to_do else now.tone)]

"""Who sits in the meeting of a round, and who may decide in it (DOMAIN §7)."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Round
from scholarships.scoring.finding import is_member, require_member
from scholarships.scoring.models import Judge
from scholarships.scoring.services import has_met, judge_of


def has_applied(round_: Round, person: Person) -> bool:
    """Whatever became of it: nobody sees how others judge a round they applied to."""
    rows = round_.applications.exclude(state=ScholarshipApplication.Status.DRAFT)
    return rows.filter(person=person).exists()


def require_sits(request: HttpRequest, round_: Round) -> None:
    """Somebody who judges the round or runs it, and did not apply in it; 404 for everybody else."""
    require_member(request, round_)
    if has_applied(round_, me(request)):
        raise Http404


def reads_letters(application: ScholarshipApplication, person: Person) -> bool:
    """As at the meeting, once it was opened; a blind round does not hide them there."""
    round_ = application.round
    if application.recusals.filter(judge__person=person).exists() or has_applied(round_, person):
        return False
    return is_member(round_, person) and has_met(round_)


def is_ready(judge: Judge) -> bool:
    """Somebody who has not said whom they know might decide about a friend. A draw decides about nobody."""
    return judge.declared_at is not None or judge.round.method == Round.Method.DRAW


def require_judge(round_: Round, person: Person) -> Judge:
    """Refused: not_a_judge, not_declared."""
    judge = judge_of(round_, person)
    if judge is None:
        raise Refused(
            "not_a_judge",
            _("Only members who judge this round mark and ask."),
            _("You can note who is present, and announce it when it is decided."),
        )
    require_ready(judge)
    return judge


def require_ready(judge: Judge) -> None:
    """Refused: not_declared."""
    if not is_ready(judge):
        raise Refused(
            "not_declared",
            _("%(name)s has not said yet whom of the applicants they know.") % {"name": judge.person.name},
            _("They go through the names first; it takes a minute."),
        )

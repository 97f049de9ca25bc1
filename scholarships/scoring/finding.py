"""Which rounds somebody sits in, and how far they and the committee are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert import clock
from lsscert.accounts.models import Membership, Person
from lsscert.accounts.viewer import me
from scholarships.applying.models import ScholarshipApplication
from scholarships.funds.members import organisations_of
from scholarships.rounds.models import Round
from scholarships.rounds.showing import Shown, shown
from scholarships.rounds.steps import Step, waiting_in
from scholarships.scoring import services
from scholarships.scoring.models import COUNTED_OF_APPLICATION, Judge, Recusal, Sheet

LIVE = (Round.Status.DRAFT, Round.Status.PUBLISHED, Round.Status.DECIDED)


@dataclass(frozen=True)
class Turn:
    """One round of somebody, what waits for them there and where it leads. `left` and `done` count applications;
    `given` of the `needed` scores are in, of the whole committee, where it is being scored."""

    round: Round
    judge: Judge | None
    sentence: str
    url: str
    action: Any
    done: int = 0
    left: int = 0
    given: int = 0
    needed: int = 0
    waits: Sequence[Step] = ()

    @property
    def shown(self) -> Shown:
        return shown(self.round, clock.today())


def rounds_of(person: Person) -> Any:
    """Rounds of one's organisations, and those one judges from outside; the newest first."""
    theirs = Q(organisation__in=organisations_of(person)) | Q(judges__person=person, judges__left_at=None)
    return (
        Round.objects.filter(theirs)
        .select_related("organisation")
        .prefetch_related("meetings")
        .distinct()
        .order_by("-pk")
    )


def judge_for(request: HttpRequest, ref: str) -> Judge:
    """The seat of the person looking in this round; 404 for everybody else."""
    rows = Judge.objects.sitting().select_related("round__organisation", "person")
    return get_object_or_404(rows, round__ref=ref, person=me(request))


def turns_of(person: Person, rounds: Sequence[Round], now: datetime) -> list[Turn]:
    """One for each round. Somebody of the committee takes their seat in rounds that have closed."""
    mine = {judge.round_id: judge for judge in _seats(person, rounds)}
    theirs = set(organisations_of(person, Membership.Role.COMMITTEE).values_list("pk", flat=True))
    for round_ in rounds:
        member = round_.organisation_id in theirs and round_.pk not in mine
        if member and services.scoring_is_open(round_, now) and services.seat(round_=round_, now=now):
            mine |= {judge.round_id: judge for judge in _seats(person, [round_])}
    far = how_far_of(list(mine.values()))
    seats = [(round_, mine.get(round_.pk)) for round_ in rounds]
    turns = [_turn(round_, seat, far[seat.pk] if seat else None, now) for round_, seat in seats]
    whole = _given_and_needed([turn.round for turn in turns if services.scoring_is_open(turn.round, now)])
    waits = waiting_in(person, rounds, now)
    return [
        replace(turn, given=given, needed=needed, waits=waits[turn.round.pk])
        for turn in turns
        for given, needed in [whole[turn.round.pk]]
    ]


def _given_and_needed(rounds: Sequence[Round]) -> dict[int, tuple[int, int]]:
    """Scores of the whole committee by round; more for one application than it needs do not count."""
    readers = {round_.pk: round_.readers for round_ in rounds}
    handed_in = Count("sheets", filter=COUNTED_OF_APPLICATION)
    rows = (
        ScholarshipApplication.objects.in_the_running().filter(round__in=rounds).annotate(sheets_in=handed_in)
    )
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for round_id, count in rows.values_list("round", "sheets_in"):
        given, needed = found[round_id]
        found[round_id] = (given + min(count, readers[round_id]), needed + readers[round_id])
    return found


def _seats(person: Person, rounds: Sequence[Round]) -> QuerySet[Judge]:
    return Judge.objects.sitting().filter(person=person, round__in=rounds)


def turn_of(round_: Round, person: Person, now: datetime) -> Turn:
    judge = services.judge_of(round_, person)
    return _turn(round_, judge, how_far_of([judge])[judge.pk] if judge else None, now)


def _turn(round_: Round, judge: Judge | None, far: "Far | None", now: datetime) -> Turn:
    page = reverse("committee_round", args=[round_.ref])
    if judge is None or far is None or not services.scoring_is_open(round_, now):
        return Turn(round_, judge, "", page, _("Open it"))
    if judge.declared_at is None:
        url = reverse("committee_recuse", args=[round_.ref])
        return Turn(
            round_, judge, _("Say first whom of the applicants you know."), url, _("Go through the names")
        )
    done, left = far.done, far.left
    if not left:
        return Turn(
            round_, judge, _("You have scored all you can. Thank you."), page, _("Open it"), done, left
        )
    said = ngettext(
        "%(left)d application waits for your scores.", "%(left)d applications wait for your scores.", left
    )
    url = reverse("committee_next", args=[round_.ref])
    return Turn(round_, judge, said % {"left": left}, url, _("Score the next one"), done, left)


@dataclass(frozen=True)
class Far:
    """How many applications in the running a judge has scored, has left, and stepped aside from."""

    done: int
    left: int
    recused: int


def how_far(judge: Judge) -> tuple[int, int]:
    """How many this judge has scored, and how many are left for them."""
    far = how_far_of([judge])[judge.pk]
    return far.done, far.left


def how_far_of(judges: Sequence[Judge]) -> dict[int, Far]:
    """By the judge's id, in three queries for all of them."""
    running: dict[int, set[int]] = defaultdict(set)
    aside: dict[int, set[int]] = defaultdict(set)
    scored: dict[int, set[int]] = defaultdict(set)
    rows = ScholarshipApplication.objects.in_the_running().filter(
        round__in=[each.round_id for each in judges]
    )
    for round_id, pk in rows.values_list("round", "pk"):
        running[round_id].add(pk)
    for judge_id, pk in Recusal.objects.filter(judge__in=judges).values_list("judge", "application"):
        aside[judge_id].add(pk)
    sheets = Sheet.objects.filter(judge__in=judges).exclude(handed_in_at=None)
    for judge_id, pk in sheets.values_list("judge", "application"):
        scored[judge_id].add(pk)
    found = {}
    for judge in judges:
        theirs = running[judge.round_id] - aside[judge.pk]
        done = len(theirs & scored[judge.pk])
        found[judge.pk] = Far(done, len(theirs) - done, len(aside[judge.pk]))
    return found


def progress(round_: Round) -> dict[str, Any]:
    """Of the committee, without any score: who is how far, and which application still needs readers."""
    handed_in = Count("sheets", filter=COUNTED_OF_APPLICATION)
    rows = list(round_.applications.in_the_running().annotate(sheets_in=handed_in).order_by("number"))
    judges = list(Judge.objects.sitting().filter(round=round_).select_related("person"))
    far = how_far_of(judges)
    return {
        "judges": [{"judge": judge, "far": far[judge.pk]} for judge in judges],
        "ended": ended(round_),
        "applications": rows,
        "ready": sum(row.sheets_in >= round_.readers for row in rows),
    }


def reads_letters(application: ScholarshipApplication, person: Person) -> bool:
    """As beside the scores: never in a blind round, nor after stepping aside."""
    judge = services.judge_of(application.round, person)
    if judge is None or judge.declared_at is None or application.round.blind:
        return False
    return not judge.recusals.filter(application=application).exists()


def ended(round_: Round) -> list[Judge]:
    """Seats that ended, each with how many sheets `given` are kept of it."""
    given = Count("sheets", filter=Q(sheets__handed_in_at__isnull=False))
    rows = round_.judges.exclude(left_at=None).select_related("person").annotate(given=given)
    return list(rows.order_by("left_at", "pk"))


def require_member(request: HttpRequest, round_: Round) -> None:
    """Somebody of the committee, or who runs the round; 404 for others."""
    if not is_member(round_, me(request)):
        raise Http404


def is_member(round_: Round, person: Person) -> bool:
    roles = (Membership.Role.COMMITTEE, Membership.Role.ORGANISER)
    theirs = organisations_of(person, *roles).filter(pk=round_.organisation_id).exists()
    return theirs or services.judge_of(round_, person) is not None

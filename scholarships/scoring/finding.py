"""Which rounds somebody sits in, and how far they and the committee are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.accounts.models import Membership, Person
from lsscert.accounts.viewer import me
from scholarships.funds.members import organisations_of
from scholarships.rounds.models import Round
from scholarships.scoring import services
from scholarships.scoring.models import Judge

LIVE = (Round.Status.DRAFT, Round.Status.PUBLISHED, Round.Status.DECIDED, Round.Status.ANNOUNCED)


@dataclass(frozen=True)
class Turn:
    """One round of somebody, what waits for them there and where it leads. `left` and `done` count applications."""

    round: Round
    judge: Judge | None
    sentence: str
    url: str
    action: Any
    done: int = 0
    left: int = 0


def rounds_of(person: Person) -> Any:
    """Rounds of one's organisations, and those one judges from outside; the newest first."""
    theirs = Q(organisation__in=organisations_of(person)) | Q(judges__person=person, judges__left_at=None)
    return Round.objects.filter(theirs).select_related("organisation").distinct().order_by("-pk")


def judge_for(request: HttpRequest, ref: str) -> Judge:
    """The seat of the person looking in this round; 404 for everybody else."""
    rows = Judge.objects.select_related("round__organisation", "person")
    return get_object_or_404(rows, round__ref=ref, person=me(request), left_at=None)


def turn_of(round_: Round, person: Person, now: datetime) -> Turn:
    judge = services.judge_of(round_, person)
    page = reverse("committee_round", args=[round_.ref])
    if judge is None or not services.scoring_is_open(round_, now):
        return Turn(round_, judge, "", page, _("Open it"))
    if judge.declared_at is None:
        url = reverse("committee_recuse", args=[round_.ref])
        return Turn(
            round_, judge, _("Say first whom of the applicants you know."), url, _("Go through the names")
        )
    done, left = how_far(judge)
    if not left:
        return Turn(
            round_, judge, _("You have scored all you can. Thank you."), page, _("Open it"), done, left
        )
    said = ngettext(
        "%(left)d application waits for your scores.", "%(left)d applications wait for your scores.", left
    )
    url = reverse("committee_next", args=[round_.ref])
    return Turn(round_, judge, said % {"left": left}, url, _("Score the next one"), done, left)


def how_far(judge: Judge) -> tuple[int, int]:
    """How many this judge has scored, and how many are left for them."""
    running = judge.round.applications.in_the_running().exclude(recusals__judge=judge)
    done = judge.sheets.filter(application__in=running).exclude(handed_in_at=None).count()
    return done, running.count() - done


def progress(round_: Round) -> dict[str, Any]:
    """Of the committee, without any score: who is how far, and which application still needs readers."""
    handed_in = Count("sheets", filter=Q(sheets__handed_in_at__isnull=False))
    rows = list(round_.applications.in_the_running().annotate(sheets_in=handed_in).order_by("number"))
    judges = list(round_.judges.filter(left_at=None).select_related("person", "round"))
    return {
        "judges": [
            {"judge": judge, "far": how_far(judge), "recused": judge.recusals.count()} for judge in judges
        ],
        "applications": rows,
        "ready": sum(row.sheets_in >= round_.readers for row in rows),
    }


def require_member(request: HttpRequest, round_: Round) -> None:
    """Somebody of the committee, or who runs the round; 404 for others."""
    person = me(request)
    roles = (Membership.Role.COMMITTEE, Membership.Role.ORGANISER)
    theirs = organisations_of(person, *roles).filter(pk=round_.organisation_id).exists()
    if not theirs and services.judge_of(round_, person) is None:
        raise Http404

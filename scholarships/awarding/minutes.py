"""Minutes, written from what was done."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lsscert.accounts.models import Person
from lsscert.ui.wording import day, money
from scholarships.awarding.models import Meeting
from scholarships.rounds.models import Round
from scholarships.scoring.finding import ended
from scholarships.scoring.models import Recusal

SENTENCES: dict[str, Any] = {
    "opened": gettext_lazy("The meeting was opened."),
    "present": gettext_lazy("%(name)s was present."),
    "stepped_aside": gettext_lazy("%(name)s stepped aside from an application."),
    "marked": gettext_lazy("Application %(number)s was marked for an award of %(amount)s."),
    "reserve": gettext_lazy("Application %(number)s was put in reserve."),
    "reserve_up": gettext_lazy("Application %(number)s moved one place up in reserve."),
    "reserve_down": gettext_lazy("Application %(number)s moved one place down in reserve."),
    "taken_off": gettext_lazy("Application %(number)s was taken off."),
    "asked": gettext_lazy("A second member was asked to confirm what was marked."),
    "stopped": gettext_lazy("The confirmation was stopped: %(why)s"),
    "confirmed": gettext_lazy("A second member confirmed the awards; the meeting ended."),
    "unopposed": gettext_lazy("Nobody stopped the awards in the time set, so they stand; the meeting ended."),
    "announced": gettext_lazy("The round was announced."),
    "late_asked": gettext_lazy("A place was free: a late award to application %(number)s was asked for."),
    "late": gettext_lazy("A second member confirmed it: application %(number)s was awarded %(amount)s late."),
    "late_unopposed": gettext_lazy(
        "Nobody stopped it in the time set: application %(number)s was awarded %(amount)s late."
    ),
    "late_stopped": gettext_lazy("The late award was stopped: %(why)s"),
    "place_kept": gettext_lazy("A free place was not given again; its money stays in its fund: %(why)s"),
}


@dataclass(frozen=True)
class Line:
    at: datetime
    sentence: str
    by: str


def hidden_from(person: Person, round_: Round) -> frozenset[int]:
    """Numbers of the applications somebody stepped aside from, until the round is announced."""
    if round_.announced_at:
        return frozenset()
    rows = Recusal.objects.filter(judge__round=round_, judge__person=person)
    return frozenset(number for number in rows.values_list("application__number", flat=True) if number)


def lines(meeting: Meeting, hidden: Collection[int] = ()) -> Iterator[Line]:
    for minute in meeting.minutes.select_related("by"):
        params = dict(minute.params)
        if params.get("number") in hidden:
            continue
        if "amount" in params:
            params["amount"] = money(Decimal(params["amount"]))
        sentence = str(SENTENCES[minute.code]) % params
        if params.get("outside"):
            sentence = f"{sentence} {_('From outside.')}"
        yield Line(minute.at, sentence, minute.by.name if minute.by else "")


def departures(round_: Round) -> list[str]:
    """Whose seat ended, and whether what they gave counts."""
    found = []
    for judge in ended(round_):
        words = {"name": judge.person.name, "day": day(judge.left_at), "why": judge.left_why}
        said = _("%(name)s left on %(day)s: %(why)s.") if judge.left_why else _("%(name)s left on %(day)s.")
        found.append(f"{said % words} {_what_they_gave(judge)}".strip().replace("..", "."))
    return found


def _what_they_gave(judge: Any) -> str:
    if not judge.scores_count:
        said = ngettext(
            "Their score of %(count)d application is kept and not counted.",
            "Their scores of %(count)d applications are kept and not counted.",
            judge.given,
        )
    else:
        said = ngettext(
            "Their score of %(count)d application counts.",
            "Their scores of %(count)d applications count.",
            judge.given,
        )
    return said % {"count": judge.given} if judge.given else ""


def recusals(round_: Round) -> list[str]:
    """Who stepped aside from how many: not from whom, which would say who knows whom."""
    rows = round_.judges.annotate(count=Count("recusals")).filter(count__gt=0).select_related("person")
    return [
        ngettext(
            "%(name)s stepped aside from %(count)d application.",
            "%(name)s stepped aside from %(count)d applications.",
            row.count,
        )
        % {"name": row.person.name, "count": row.count}
        for row in rows
    ]

"""One catalogue card per set of the plan: its state and the one next step. Pure: plain values in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lsscert.words import day_in_words

REPORTED, WAITING, VERIFIED, REFUSED = "reported", "waiting", "verified", "refused"


@dataclass(frozen=True)
class Report:
    """A completion the candidate reported for a set. `problem` says why it was refused, else empty."""

    title: str
    state: str
    reported_on: date
    url: str
    problem: Any = ""


@dataclass(frozen=True)
class SetFacts:
    """`offers` counts the ways by approved courses. `source` and `achieved_on` are set when it is done."""

    code: str
    name: str
    required: bool
    offers: int
    competencies: int
    achieved_on: date | None
    source: str
    reports: Sequence[Report]
    set_url: str
    report_url: str


@dataclass(frozen=True)
class Card:
    code: str
    name: str
    kind_label: Any
    tone: str
    label: Any
    sentence: Any
    url: str
    action: Any


def card(facts: SetFacts, *, check_days: int) -> Card:
    """Done before all; then what the candidate must do; then what others do; then how to begin."""
    tone, label, sentence, url, action = _face(facts, check_days)
    kind = _("required") if facts.required else _("elective")
    return Card(facts.code, facts.name, kind, tone, label, sentence, url, action)


def _face(facts: SetFacts, check_days: int) -> tuple[str, Any, Any, str, Any]:
    by_state = {report.state: report for report in facts.reports}
    if facts.achieved_on:
        url = facts.reports[0].url if facts.reports else facts.set_url
        return "done", _("Achieved"), facts.source, url, _("See what counted")
    if refused := by_state.get(REFUSED):
        return "act", _("Your turn"), refused.problem, refused.url, _("Answer the office")
    if reported := by_state.get(REPORTED):
        sentence = format_lazy(
            _("Proof for “{title}” received {day}. Checks usually take {days} working days."),
            title=reported.title,
            day=day_in_words(reported.reported_on),
            days=check_days,
        )
        return "wait", _("With the office"), sentence, reported.url, _("See what you sent")
    if waiting := by_state.get(WAITING):
        sentence = format_lazy(
            _("The office is finding out when “{title}” was approved. You need not do anything."),
            title=waiting.title,
        )
        return "wait", _("With the office"), sentence, waiting.url, _("See what you sent")
    if half := by_state.get(VERIFIED):
        sentence = format_lazy(
            _("“{title}” counts. The set needs another course together with it."), title=half.title
        )
        return "act", _("Half way"), sentence, facts.report_url, _("Report the other course")
    return "open", _("Not started"), _offers(facts), facts.report_url, _("Report a course")


def _offers(facts: SetFacts) -> Any:
    if not facts.offers:
        return _("No approved course is on record for this set. The office helps you to find one.")
    return format_lazy(
        ngettext_lazy(
            "{count} approved course covers its {competencies} competencies.",
            "{count} approved courses or bundles to choose from; one of them is enough.",
            facts.offers,
        ),
        count=facts.offers,
        competencies=facts.competencies,
    )


def empty_slot(*, url: str) -> Card:
    """The place of an elective that is not chosen yet."""
    return Card(
        "···",
        str(_("An elective of your choice")),
        _("elective"),
        "open",
        _("Not chosen"),
        _("Seven sets to choose from."),
        url,
        _("Choose it"),
    )

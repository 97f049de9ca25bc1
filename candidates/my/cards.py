"""One catalogue card per set of the plan: its state and the one next step. Pure: plain values in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from candidates.my.portfolio_cards import YOUR_TURN, Face, PortfolioFacts, portfolio_face
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
    """`offers` counts the ways by approved courses. `source` and `achieved_on` are set when it is done.

    `begin_url` begins a portfolio; empty when the pathway is closed.
    """

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
    portfolio: PortfolioFacts | None = None
    begin_url: str = ""


@dataclass(frozen=True)
class Card:
    """`second_url` leads to another way for the same set. `urgent` goes before what else is the candidate's turn."""

    code: str
    name: str
    kind_label: Any
    tone: str
    label: Any
    sentence: Any
    url: str
    action: Any
    second_url: str = ""
    second_action: Any = ""
    urgent: bool = False


def card(facts: SetFacts, *, check_days: int) -> Card:
    """Done before all; then what the candidate must do; then what others do; then how to begin."""
    face = _face(facts, check_days)
    kind = _("required") if facts.required else _("elective")
    second_url, second_action = _second(facts, face)
    return Card(
        facts.code,
        facts.name,
        kind,
        *face,
        second_url=second_url,
        second_action=second_action,
        urgent=face[1] == YOUR_TURN,
    )


def _face(facts: SetFacts, check_days: int) -> Face:
    if facts.achieved_on:
        first = facts.reports[0].url if facts.reports else facts.set_url
        by_portfolio = facts.portfolio is not None and facts.portfolio.state == "achieved"
        url = facts.portfolio.url if by_portfolio and facts.portfolio else first
        return "done", _("Achieved"), facts.source, url, _("See what counted")
    portfolio = portfolio_face(facts.portfolio)
    if portfolio and portfolio[1] == YOUR_TURN:
        return portfolio
    course = _course_face(facts, check_days)
    if course and course[0] == "wait":
        return course
    if portfolio and portfolio[0] == "wait":
        return portfolio
    return course or portfolio or _begin(facts)


def _course_face(facts: SetFacts, check_days: int) -> Face | None:
    by_state = {report.state: report for report in facts.reports}
    if refused := by_state.get(REFUSED):
        return "act", YOUR_TURN, refused.problem, refused.url, _("Answer the office")
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
    return None


def _begin(facts: SetFacts) -> Face:
    return "open", _("Not started"), _offers(facts), facts.report_url, _("Report a course")


def _second(facts: SetFacts, face: Face) -> tuple[str, Any]:
    if face[0] == "open" and face[3] == facts.report_url and facts.begin_url:
        return facts.begin_url, _("Or write a portfolio")
    if face[0] == "stop" or (face[0] == "open" and face[3] != facts.report_url):
        return facts.report_url, _("Report a course")
    return "", ""


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

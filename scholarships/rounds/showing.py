"""Rounds as pages show them, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.open_help import OpenHelp
from lsscert.ui.wording import day as in_words
from scholarships.rounds.clocks import Phase, days_left, phase_of
from scholarships.rounds.entitlement import in_words as rule_in_words
from scholarships.rounds.models import Round
from scholarships.rounds.services import open_on

TONES = {
    Phase.COMING: "wait",
    Phase.OPEN: "done",
    Phase.DECIDING: "wait",
    Phase.OVER: "open",
    Phase.HIDDEN: "open",
}


@dataclass(frozen=True)
class Shown:
    """A round with its phase on a day, in a word and in a sentence."""

    round: Round
    phase: Phase
    tone: str
    word: Any
    sentence: str
    rules: list[Any]


def shown(round_: Round, today: date) -> Shown:
    now = phase_of(round_, today)
    rules = [_rule(round_, rule) for rule in round_.rules]
    return Shown(round_, now, TONES[now], _word(now), _sentence(round_, now, today), rules)


def _rule(round_: Round, rule: dict[str, Any]) -> Any:
    """Of members it says of whom."""
    if rule["rule"] != "member":
        return rule_in_words(rule, round_.closes_on)
    said = _("You are a member of %(organisation)s. ALA membership is something else.")
    return said % {"organisation": round_.organisation.name}


def _word(now: Phase) -> Any:
    return {
        Phase.HIDDEN: _("not published"),
        Phase.COMING: _("opens soon"),
        Phase.OPEN: _("open now"),
        Phase.DECIDING: _("being decided"),
        Phase.OVER: _("decided"),
    }[now]


def _sentence(round_: Round, now: Phase, today: date) -> str:
    opens, closes, news = (
        in_words(each) if each else "" for each in (round_.opens_on, round_.closes_on, round_.news_by)
    )
    if now == Phase.COMING:
        return _("Opens on %(opens)s and closes on %(closes)s.") % {"opens": opens, "closes": closes}
    if now == Phase.OPEN and round_.closes_on:
        left = days_left(round_.closes_on, today)
        if not left:
            return _("Today, %(closes)s, is the last day to apply.") % {"closes": closes}
        return ngettext(
            "Closes on %(closes)s, in %(days)d day.", "Closes on %(closes)s, in %(days)d days.", left
        ) % {"closes": closes, "days": left}
    if now == Phase.DECIDING:
        return _("Closed on %(closes)s. Applicants hear by %(news)s.") % {"closes": closes, "news": news}
    if now == Phase.OVER:
        return _("Closed on %(closes)s, and decided.") % {"closes": closes}
    return _("Not published yet.")


def public_rounds() -> QuerySet[Round]:
    """With what a past round came to: `applied`, and `given`, once it was announced."""
    standing = ["offered", "accepted", "paid"]
    return (
        Round.objects.public()
        .select_related("organisation")
        .annotate(
            applied=Count("applications", filter=Q(applications__number__isnull=False), distinct=True),
            given=Count("awards", filter=Q(awards__state__in=standing), distinct=True),
        )
    )


def by_phase(rounds: Iterable[Round], today: date) -> dict[str, list[Shown]]:
    found: dict[str, list[Shown]] = {name.value: [] for name in Phase}
    for round_ in rounds:
        each = shown(round_, today)
        found[each.phase.value].append(each)
    found["open"].sort(key=lambda each: (each.round.closes_on, each.round.pk))
    return found


def help_open(day: date) -> Iterator[OpenHelp]:
    """For pages that know no rounds: the planner and what certification costs."""
    for round_ in open_on(day):
        assert round_.closes_on is not None  # the database holds it
        yield OpenHelp(
            key=round_.ref,
            name=round_.title,
            amount=round_.amount,
            closes_on=round_.closes_on,
            url=reverse("scholarship", args=[round_.ref]),
            only_fee=round_.purpose == Round.Purpose.FEE,
        )

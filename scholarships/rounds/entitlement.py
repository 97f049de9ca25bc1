"""Who may apply in a round: rules that organisers compose, judged on what an applicant states (DOMAIN §7).

A rule is a dict {"rule": code, …parameters}. All are about facts only, and each answer says why. Days count back from
the closing day of the round, so that nobody's chance depends on when they press a button.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lsscert.words import number_in_words
from scholarships.rounds import work_rules
from scholarships.rounds.stated import CANDIDACIES, Judged, Rule, Stated


@dataclass(frozen=True)
class Verdict:
    """`met` is None where it cannot be said from what is there; `mend` says what would change it."""

    rule: str
    met: bool | None
    sentence: Any
    mend: Any = ""


@dataclass(frozen=True)
class Kind:
    """`words` says the rule on the public page; `judge` answers it; `needs` are its parameters with their types."""

    label: Any
    needs: Mapping[str, type]
    words: Callable[[Rule, date | None], Any]
    judge: Callable[[Rule, Stated, date], Judged]


def judge(rules: Sequence[Rule], stated: Stated, *, closes_on: date) -> list[Verdict]:
    """One verdict for each rule, in the order of the rules."""
    return [Verdict(rule["rule"], *KINDS[rule["rule"]].judge(rule, stated, closes_on)) for rule in rules]


def eligible(verdicts: Sequence[Verdict]) -> bool | None:
    """False when any rule is not met; None while any cannot be said; True otherwise, also without rules."""
    met = [verdict.met for verdict in verdicts]
    if False in met:
        return False
    return None if None in met else True


def in_words(rule: Rule, closes_on: date | None) -> Any:
    return KINDS[rule["rule"]].words(rule, closes_on)


def problems(rules: Any) -> list[str]:
    """Why rules cannot stand as they are; asked before they are kept, so that judging never meets a broken one."""
    if not isinstance(rules, list):
        return [str(_("The rules are no list."))]
    found = [sentence for rule in rules for sentence in _problems_of(rule)]
    codes = [rule.get("rule") for rule in rules if isinstance(rule, dict)]
    if len(set(codes)) != len(codes):
        found.append(str(_("A rule stands twice.")))
    return found


def _problems_of(rule: Any) -> list[str]:
    if not isinstance(rule, dict) or rule.get("rule") not in KINDS:
        return [str(_("There is no such rule."))]
    kind = KINDS[rule["rule"]]
    missing = [name for name, wanted in kind.needs.items() if not _fits(rule.get(name), wanted)]
    return [str(_("“%(rule)s” is not filled in.") % {"rule": kind.label})] if missing else []


def _fits(value: Any, wanted: type) -> bool:
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000
    if wanted is list:
        return isinstance(value, list) and bool(value) and set(value) <= set(CANDIDACIES)
    return isinstance(value, str) and bool(value.strip())


def _member(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    if not stated.member_number.strip():
        return False, _("No member number is given."), _("Give your number, or join first.")
    if stated.on_roll is None:
        return None, _("The organisation looks your member number up."), ""
    if stated.on_roll:
        return True, _("Your member number stands on the list of members."), ""
    mend = _("Check the number; if you joined or paid lately, ask the organisation.")
    return False, _("Your member number is not among those of paid-up members."), mend


def _education(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    if stated.has_diploma is None:
        return None, _("Your education is not stated yet."), _("Say what you hold.")
    if stated.has_diploma:
        return True, _("You hold a high-school diploma or its equivalent."), ""
    return False, _("No high-school diploma or equivalent is stated."), _("A GED counts as well.")


def _candidacy(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    if stated.candidacy in rule["states"]:
        return (
            True,
            format_lazy(_("You are one of those meant: {state}."), state=_state(stated.candidacy)),
            "",
        )
    meant = _listed(rule["states"])
    return False, format_lazy(_("It is for people who are: {meant}."), meant=meant), ""


def _state(code: str) -> Any:
    return CANDIDACIES.get(code, _("none of these"))


def _listed(states: Sequence[str]) -> Any:
    return format_lazy("; ".join(f"{{{code}}}" for code in states), **{code: _state(code) for code in states})


def _never_helped(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    if stated.helped_before:
        return False, _("You had an award before; this round is for people who never had one."), ""
    return True, _("You never had an award before."), ""


def _one_per_scheme(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    if stated.awards_in_scheme:
        return False, _("You have an award of these rounds already; each person may have one."), ""
    return True, _("You have no award of these rounds yet."), ""


KINDS: dict[str, Kind] = {
    "member": Kind(
        _("member of the organisation"),
        {},
        lambda rule, day: _("You are a member of the organisation. ALA membership is something else."),
        _member,
    ),
    "employed": Kind(
        _("employed in a region lately"),
        {"region": str, "years": int},
        work_rules.employed_words,
        work_rules.employed,
    ),
    "education": Kind(
        _("high-school diploma"),
        {},
        lambda rule, day: _("You hold a high-school diploma or its equivalent (GED)."),
        _education,
    ),
    "hours": Kind(
        _("hours of library work"),
        {"hours": int},
        lambda rule, day: format_lazy(
            _("You have worked at least {hours} hours in libraries, paid or not."),
            hours=number_in_words(Fraction(rule["hours"])),
        ),
        work_rules.hours,
    ),
    "months": Kind(
        _("months of library work"),
        {"months": int},
        lambda rule, day: format_lazy(
            _("You have worked in libraries for at least {months} months."), **rule
        ),
        work_rules.months,
    ),
    "candidacy": Kind(
        _("state of the certification"),
        {"states": list},
        lambda rule, day: format_lazy(_("You are one of these: {meant}."), meant=_listed(rule["states"])),
        _candidacy,
    ),
    "never_helped": Kind(
        _("never helped before"), {}, lambda rule, day: _("You never had an award before."), _never_helped
    ),
    "one_per_scheme": Kind(
        _("one award among rounds of the same name"),
        {},
        lambda rule, day: _("You have no award yet of the rounds that share this one’s name."),
        _one_per_scheme,
    ),
}

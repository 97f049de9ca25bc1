"""Who may apply in a round: rules that organisers compose, judged on what an applicant states (DOMAIN §7).

A rule is a dict {"rule": code, …parameters}. All are about facts only, and each answer says why. Days count back from
the closing day of the round, so that nobody's chance depends on when they press a button.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.journey.hours import Post as CountedPost
from candidates.journey.hours import Window, count_post
from lsscert.dates import months_later, years_earlier
from lsscert.us_states import same_region
from lsscert.words import day_in_words, number_in_words

Rule = Mapping[str, Any]
CANDIDACIES = {
    "none": _("not applied for the certification yet"),
    "submitted": _("applied for the certification"),
    "accepted": _("accepted, with the fee still open"),
    "active": _("an active candidate"),
}


@dataclass(frozen=True)
class Post:
    """Library work; `ends` is None while it goes on; both days were worked."""

    region: str
    paid: bool
    starts: date
    ends: date | None
    hours_per_week: Decimal
    weeks_per_year: Decimal = Decimal(52)


@dataclass(frozen=True)
class Stated:
    """What somebody says of themselves. `on_roll` is None where the organisation keeps no list to look in.

    `candidacy` is one of CANDIDACIES. `awards_in_scheme` counts awards that stand in rounds that share the name.
    """

    member_number: str = ""
    on_roll: bool | None = None
    has_diploma: bool | None = None
    posts: Sequence[Post] = field(default_factory=tuple)
    candidacy: str = "none"
    helped_before: bool = False
    awards_in_scheme: int = 0


@dataclass(frozen=True)
class Verdict:
    """`met` is None where it cannot be said from what is there; `mend` says what would change it."""

    rule: str
    met: bool | None
    sentence: Any
    mend: Any = ""


Judged = tuple[bool | None, Any, Any]


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


def _employed(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    first = years_earlier(closes_on, rule["years"])
    there = [post for post in stated.posts if same_region(post.region, rule["region"])]
    window = Window(first, closes_on)
    if any(post.paid and _counted(post, window).days_counted for post in there):
        return (
            True,
            format_lazy(_("You were employed in {region} at some time since {day}."), **_where(rule, first)),
            "",
        )
    mend = format_lazy(_("A paid library post in {region} on any day since {day}."), **_where(rule, first))
    if any(_counted(post, window).days_counted for post in there):
        return False, _("Volunteer work is not employment."), mend
    sentence = _("No paid post in {region} since {day} is stated.")
    return False, format_lazy(sentence, **_where(rule, first)), mend


def _where(rule: Rule, first: date) -> dict[str, Any]:
    return {"region": rule["region"], "day": day_in_words(first)}


def _education(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    if stated.has_diploma is None:
        return None, _("Your education is not stated yet."), _("Say what you hold.")
    if stated.has_diploma:
        return True, _("You hold a high-school diploma or its equivalent."), ""
    return False, _("No high-school diploma or equivalent is stated."), _("A GED counts as well.")


def _hours(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    needed = Fraction(rule["hours"])
    window = Window(date.min, closes_on)
    total = sum((_counted(post, window).hours for post in stated.posts), Fraction(0))
    words = {
        "hours": number_in_words(total),
        "needed": number_in_words(needed),
        "short": number_in_words(max(needed - total, Fraction(0)), up=True),
    }
    if total >= needed:
        return True, format_lazy(_("Your posts come to {hours} hours; {needed} are needed."), **words), ""
    sentence = _("Your posts come to {hours} of the {needed} hours needed.")
    return False, format_lazy(sentence, **words), format_lazy(_("{short} hours more."), **words)


def _months(rule: Rule, stated: Stated, closes_on: date) -> Judged:
    """Months of library work, days of overlapping posts counted once; a month more for each whole month passed."""
    spans = sorted(
        (post.starts, min(post.ends or closes_on, closes_on))
        for post in stated.posts
        if post.starts <= closes_on
    )
    days, reached = 0, None
    for first, last in spans:
        start = first if reached is None else max(first, reached + timedelta(days=1))
        if last >= start:
            days += (last - start).days + 1
            reached = last
    # As many days as the months before the closing day had: twelve months are 365 days, 366 in a leap year.
    needed = (closes_on - months_later(closes_on, -rule["months"])).days
    if days >= needed:
        return True, format_lazy(_("You have worked in libraries for {months} months or more."), **rule), ""
    mend = format_lazy(_("{months} months of library work, paid or not, before the closing day."), **rule)
    return False, format_lazy(_("Your posts come to less than {months} months."), **rule), mend


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


def _counted(post: Post, window: Window) -> Any:
    plain = CountedPost("", post.starts, post.ends, post.hours_per_week, post.weeks_per_year)
    return count_post(plain, window)


def _employed_words(rule: Rule, closes_on: date | None) -> Any:
    if closes_on is None:
        return format_lazy(
            _("You were employed (paid) in a library in {region} within {years} years."), **rule
        )
    first = years_earlier(closes_on, rule["years"])
    sentence = _("You were employed (paid) in a library in {region} at some time since {day}.")
    return format_lazy(sentence, **_where(rule, first))


KINDS: dict[str, Kind] = {
    "member": Kind(
        _("member of the organisation"),
        {},
        lambda rule, day: _("You are a member of the organisation. ALA membership is something else."),
        _member,
    ),
    "employed": Kind(
        _("employed in a region lately"), {"region": str, "years": int}, _employed_words, _employed
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
        _hours,
    ),
    "months": Kind(
        _("months of library work"),
        {"months": int},
        lambda rule, day: format_lazy(
            _("You have worked in libraries for at least {months} months."), **rule
        ),
        _months,
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

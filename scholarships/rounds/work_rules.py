"""The rules of a round that are about library work: where, how many hours, how many months."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.journey.hours import Post as CountedPost
from candidates.journey.hours import Window, count_post
from lsscert.dates import months_later, years_earlier
from lsscert.us_states import same_region
from lsscert.words import day_in_words, number_in_words
from scholarships.rounds.stated import Judged, Post, Rule, Stated


def employed(rule: Rule, stated: Stated, closes_on: date) -> Judged:
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


def hours(rule: Rule, stated: Stated, closes_on: date) -> Judged:
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


def months(rule: Rule, stated: Stated, closes_on: date) -> Judged:
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


def _counted(post: Post, window: Window) -> Any:
    plain = CountedPost("", post.starts, post.ends, post.hours_per_week, post.weeks_per_year)
    return count_post(plain, window)


def employed_words(rule: Rule, closes_on: date | None) -> Any:
    if closes_on is None:
        return format_lazy(
            _("You were employed (paid) in a library in {region} within {years} years."), **rule
        )
    first = years_earlier(closes_on, rule["years"])
    sentence = _("You were employed (paid) in a library in {region} at some time since {day}.")
    return format_lazy(sentence, **_where(rule, first))

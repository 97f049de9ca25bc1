"""What to do in which order to get the money together, and why in that order."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.open_help import OpenHelp
from lsscert.pages.funding import Funding
from lsscert.pages.plan_form import COURSE, DONE, PORTFOLIO
from lsscert.ui.wording import day, money

LONG_MONTH = 31
"""A month is counted long here, so that nobody is told a place waits when it may not."""


@dataclass(frozen=True)
class PlanStep:
    """`url_name` is a page that helps with it, under the words `go`."""

    code: str
    do: Any
    why: Any
    url_name: str = ""
    go: Any = ""


def plan_steps(
    found: Funding,
    *,
    chosen: list[OpenHelp],
    settle_days: int,
    decision_days: int,
    review: Decimal,
    apply_at: str,
) -> list[PlanStep]:
    """Before you apply, applying, after it. `review` is what the review of a portfolio costs you in dollars.

    `apply_at` is the name of the page where one begins to.
    """
    helpers = {use.offer.code for use in found.plan.uses}
    kinds = {line.cost.code for line in found.plan.lines}
    steps = [*_before(found, helpers, kinds, chosen), _apply(decision_days, apply_at)]
    if "award" in helpers:
        steps.append(
            PlanStep(
                "award",
                _("When the award is decided, see that it stands on your invoice."),
                _("It is taken off what you owe. Nobody pays it out to you, so you need not advance it."),
            )
        )
    if found.plan.your_fee:
        steps.append(_fee(found, settle_days))
    return steps + _after(kinds, review)


def _before(found: Funding, helpers: set[str], kinds: set[str], chosen: list[OpenHelp]) -> list[PlanStep]:
    steps = []
    if DONE in kinds:
        steps.append(
            PlanStep(
                "past",
                _("See whether your earlier course counts."),
                _("If it does not, that set costs something after all. The answer takes two minutes."),
                "does_it_count",
                _("Check a course"),
            )
        )
    steps += [
        PlanStep(
            "round",
            _("Apply for %(name)s by %(day)s.") % {"name": each.name, "day": day(each.closes_on)},
            _("After that day it is closed, whatever else is ready."),
        )
        for each in chosen
    ]
    if "employer" in helpers:
        steps.append(
            PlanStep(
                "order",
                _("Ask your employer for a purchase order, or for its word in writing."),
                _("An accounts office takes its time. With an accepted order you may begin before it pays."),
                "accounts_office",
                _("What the accounts office will ask"),
            )
        )
    if "seat" in helpers:
        steps.append(
            PlanStep("seat", _("Have the code of your seat at hand."), _("It works once, for one person."))
        )
    if found.plan.unpriced:
        steps.append(
            PlanStep(
                "ask",
                ngettext(
                    "Ask the provider what the course costs.",
                    "Ask the providers what the %(count)d courses cost.",
                    found.plan.unpriced,
                )
                % {"count": found.plan.unpriced},
                _("Courses for one set differ a lot in price, and this plan does not hold them yet."),
                "courses",
                _("Approved courses"),
            )
        )
    return steps


def _apply(decision_days: int, apply_at: str) -> PlanStep:
    return PlanStep(
        "apply",
        _("Apply."),
        _(
            "Your invoice comes at once and holds the price of that day. You may pay before or after the "
            "decision, which takes about %(days)d days. If you are not eligible, everything goes back."
        )
        % {"days": decision_days},
        apply_at,
        _("Begin your application"),
    )


def _fee(found: Funding, settle_days: int) -> PlanStep:
    amount = money(found.plan.your_fee)
    if len(found.parts) > 1:
        do = _("Pay your part of the fee, %(amount)s, in %(count)d instalments from %(first)s.") % {
            "amount": amount,
            "count": len(found.parts),
            "first": money(found.first_part),
        }
    else:
        do = _("Pay your part of the fee: %(amount)s.") % {"amount": amount}
    waits = _(
        "You are a candidate with everything that goes with it once the fee is settled. An accepted place "
        "waits %(days)d days for that."
    ) % {"days": settle_days}
    held, writes = _holding(found, settle_days)
    return PlanStep("fee", do, f"{waits} {held}", "contact" if writes else "", _("Write to the office"))


def _holding(found: Funding, settle_days: int) -> tuple[Any, bool]:
    """What holds the place for longer, and whether that is for the office to say."""
    months = found.months_to_fee
    if months and months * LONG_MONTH > settle_days:
        amount = {"amount": money(found.per_month)}
        if found.kept_by_saving:
            return _(
                "Putting aside %(amount)s a month may take longer: an instalment plan holds your place for as "
                "long as you keep to it. You arrange it on your invoice's page."
            ) % amount, False
        return _(
            "Putting aside %(amount)s a month may take longer, and is not enough for an instalment plan: "
            "write to the office before the days are over."
        ) % amount, True
    if found.most_parts > 1:
        return _(
            "An instalment plan holds it for longer, for as long as you keep to it. You arrange it on your "
            "invoice's page."
        ), False
    return _("If yours needs longer, write to the office before they are over."), True


def _after(kinds: set[str], review: Decimal) -> list[PlanStep]:
    steps = []
    if COURSE in kinds:
        steps.append(
            PlanStep(
                "courses",
                _("Take the courses one after the other, and pay each provider when you sign up there."),
                _("Not everything is due at once. Keep the receipts, for your employer or a fund."),
            )
        )
    if PORTFOLIO in kinds:
        steps += [
            PlanStep(
                "begin",
                _("Begin a portfolio on your own page as soon as you are active."),
                _("You write it there at your own pace, and nobody sees it until you hand it in."),
            ),
            PlanStep(
                "portfolios",
                _("Hand it in, and pay its review: %(price)s for each portfolio.") % {"price": money(review)},
                _("Two reviewers read it, each alone. Until then it costs you nothing but the work."),
            ),
        ]
    return steps

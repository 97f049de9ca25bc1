"""A plan for the cost, from what somebody typed: the costs, the offers, and what is left to put aside."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lsscert.pages import planning
from lsscert.pages.plan_form import ANYTHING, COURSE, DONE, FEE, PORTFOLIO, PlanForm, Slot
from lsscert.pages.planning import Cost, InParts, Offer, Plan
from lsscert.pages.prices import Prices
from lsscert.ui.bars import Bar, bar


@dataclass(frozen=True)
class Funding:
    """`parts` are the instalments of your part of the fee, at most `most_parts` however many were `asked`.

    `months_*` until enough is put aside, None when never.
    """

    plan: Plan
    parts: tuple[Decimal, ...]
    asked: int
    most_parts: int
    per_month: Decimal
    months_to_fee: int | None
    months_to_all: int | None

    @property
    def bar(self) -> Bar:
        shares: dict[str, Decimal] = {}
        for use in self.plan.uses:
            shares[use.offer.code] = shares.get(use.offer.code, planning.NOTHING) + use.used
        return bar(shares | {"you": self.plan.yours}, whole=self.plan.total)

    @property
    def payers(self) -> list[tuple[str, Any, Decimal]]:
        """Kind, name and amount of everybody who pays something; you come last, always."""
        helpers = [(use.offer.code, use.offer.label, use.used) for use in self.plan.uses if use.used]
        return [*helpers, ("you", _("You"), self.plan.yours)]

    @property
    def unused(self) -> list[planning.Use]:
        return [use for use in self.plan.uses if use.unused]

    @property
    def first_part(self) -> Decimal:
        return self.parts[0] if self.parts else planning.NOTHING

    @property
    def capped(self) -> bool:
        return bool(self.parts) and self.asked > len(self.parts)

    @property
    def kept_by_saving(self) -> bool:
        """Whether what is put aside each month pays the smallest instalments there may be."""
        return self.most_parts > 1 and self.per_month * self.most_parts >= self.plan.your_fee


def funding(form: PlanForm, prices: Prices, in_parts: InParts) -> Funding:
    form.full_clean()
    costs = _costs(form, prices)
    total = planning.planned(costs, ()).total
    plan = planning.planned(costs, _offers(form, total, costs[0].amount or planning.NOTHING))
    asked, saved = form.answer("instalments", 1), form.answer("saved", planning.NOTHING)
    return _found(plan, in_parts, asked=asked, per_month=saved)


def shared_example(fee: Decimal) -> Funding:
    """One fee that three pay together, to show what that looks like: an award, an employer, the candidate."""
    award = planning.percent_of(fee, Decimal(60)).quantize(Decimal(10))
    employer = planning.percent_of(fee, Decimal(30)).quantize(Decimal(10))
    offers = [Offer("award", _("A scholarship"), award), Offer("employer", _("An employer"), employer)]
    plan = planning.planned([Cost("fee", _("Enrolment"), fee, is_fee=True)], offers)
    return _found(plan, InParts(most=1, least=planning.CENT))


def _found(
    plan: Plan, in_parts: InParts, *, asked: int = 1, per_month: Decimal = planning.NOTHING
) -> Funding:
    return Funding(
        plan=plan,
        parts=in_parts.of(plan.your_fee, asked),
        asked=asked,
        most_parts=in_parts.most_of(plan.your_fee),
        per_month=per_month,
        months_to_fee=planning.months_to_save(plan.your_fee, per_month),
        months_to_all=planning.months_to_save(plan.yours, per_month),
    )


def _costs(form: PlanForm, prices: Prices) -> list[Cost]:
    member = form.answer("member", False)
    fee = prices.enrolment_member if member else prices.enrolment
    review = prices.portfolio_member if member else prices.portfolio
    label = _("Enrolment, ALA member price") if member else _("Enrolment")
    return [Cost("fee", label, fee, is_fee=True), *(_of_a_set(form, slot, review) for slot in form.slots)]


def _of_a_set(form: PlanForm, slot: Slot, review: Decimal) -> Cost:
    way = form.answer(f"way{slot.number}", COURSE)
    name = form.names.get(form.answer(f"set{slot.number}", ""), slot.name)
    if way == PORTFOLIO:
        return Cost(PORTFOLIO, _("%(set)s, by a portfolio") % {"set": name}, review)
    if way == DONE:
        return Cost(DONE, _("%(set)s, by an earlier course") % {"set": name}, planning.NOTHING)
    price = form.cleaned_data.get(f"price{slot.number}")
    return Cost(COURSE, _("%(set)s, by a course") % {"set": name}, price if price != "" else None)


def _offers(form: PlanForm, total: Decimal, fee: Decimal) -> list[Offer]:
    offers = [Offer("seat", _("Your sponsor’s seat"), fee, only_fee=True)] if form.answer("seat") else []
    ticked = form.answer("open", [])
    offers += [
        Offer("award", each.name, each.amount, each.only_fee) for each in form.help_open if each.key in ticked
    ]
    if award := form.answer("award"):
        only_fee = form.answer("award_for", FEE) != ANYTHING
        offers.append(Offer("award", _("The award you hope for"), award, only_fee))
    employer = form.answer("employer") or planning.percent_of(total, form.answer("percent", planning.NOTHING))
    if employer:
        offers.append(Offer("employer", _("Your employer"), employer))
    return offers

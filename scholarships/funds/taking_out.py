"""Much money out of a fund for something that is no award is an act of two people (DOMAIN §7a)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lsscert.accounts import approvals
from lsscert.accounts.approval_kinds import ApprovalKind
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Membership, Person
from lsscert.clock import programme_day
from lsscert.money import funds
from lsscert.money.models import Fund, FundEntry
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.wording import money
from lsscert.words import day_in_words
from scholarships.funds.members import people_with

KIND = "funds.take_out"
TOGETHER = timedelta(days=30)
"""Small amounts that follow each other within these days count as one."""


def needs_second_person(amount: Decimal, *, lately: Decimal, limit: Decimal) -> bool:
    return amount + lately > limit


def limit_on(now: datetime) -> Decimal:
    limit: Decimal = policy.at("fund.second_person_above", programme_day(now))
    return limit


def _lately(fund: Fund, now: datetime) -> Decimal:
    taken = fund.entries.filter(kind=FundEntry.Kind.TAKEN_OUT, at__gt=now - TOGETHER)
    return taken.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def waiting(fund: Fund) -> Approval | None:
    rows = Approval.objects.waiting().filter(kind=KIND, subject=fund.ref)
    return rows.select_related("asked_by").first()


@transaction.atomic
def take_out(
    *,
    fund: Fund,
    amount: Decimal,
    who: str,
    reference: str,
    why: str,
    on: date,
    once: str,
    by: Person,
    now: datetime,
) -> FundEntry | Approval:
    """At once, or after a second person of the organisation confirmed it. Sent twice, it is asked once.

    Refused: as in `money.funds.take_out`; fund_too_low, nobody_to_confirm, approval_waits_already.
    """
    fund = fund.lock()
    said: dict[str, Any] = {"amount": amount, "who": who, "reference": reference, "why": why, "on": on}
    if FundEntry.objects.filter(fund=fund, ref=once).exists():
        return funds.take_out(fund=fund, **said, once=once, by=by, now=now)
    if not needs_second_person(amount, lately=_lately(fund, now), limit=limit_on(now)):
        return funds.take_out(fund=fund, **said, once=once, by=by, now=now)
    asked = waiting(fund)
    if asked and asked.params["once"] == once:
        return asked
    _require_possible(fund, amount, on, now)
    return _ask(fund, said | {"amount": str(amount), "on": on.isoformat(), "once": once}, amount, by, now)


def _require_possible(fund: Fund, amount: Decimal, on: date, now: datetime) -> None:
    """What could not be done anyway is not asked of anybody."""
    if on > programme_day(now):
        raise Refused("received_in_future", _("This day has not come yet."))
    if funds.free(fund) < amount:
        raise Refused(
            "fund_too_low",
            _("%(fund)s has %(free)s free, which is not enough for %(amount)s.")
            % {"fund": fund.name, "free": money(funds.free(fund)), "amount": money(amount)},
            _("Choose a smaller amount, or another fund."),
        )


def _ask(fund: Fund, params: dict[str, Any], amount: Decimal, by: Person, now: datetime) -> Approval:
    words = {
        "amount": money(amount),
        "fund": fund.name,
        "organisation": fund.organisation.name,
        "who": params["who"],
        "why": params["why"],
        "limit": money(limit_on(now)),
        "day": day_in_words(date.fromisoformat(params["on"])),
    }
    approval = approvals.ask(
        kind=KIND,
        subject=fund.ref,
        title=_("%(amount)s out of %(fund)s of %(organisation)s") % words,
        explanation=_(
            "%(amount)s would go to %(who)s on %(day)s, for: %(why)s. What is taken out of a fund within thirty days"
            " needs a second person above %(limit)s."
        )
        % words,
        params=params,
        reason=params["why"],
        by=by,
        now=now,
    )
    if not approval.told:
        raise Refused(
            "nobody_to_confirm",
            _("Nobody else keeps the funds or runs the rounds of this organisation."),
            _("Invite a second treasurer or organiser first, or take out less."),
        )
    return approval


def may_confirm(approval: Approval) -> list[Person]:
    fund = Fund.objects.filter(ref=approval.subject).select_related("organisation").first()
    roles = (Membership.Role.TREASURER, Membership.Role.ORGANISER)
    return list(people_with(fund.organisation, *roles)) if fund else []


def _run(approval: Approval, by: Person | None, now: datetime) -> str:
    fund, said = Fund.objects.get(ref=approval.subject), approval.params
    funds.take_out(
        fund=fund,
        amount=Decimal(said["amount"]),
        who=said["who"],
        reference=said["reference"],
        why=said["why"],
        on=date.fromisoformat(said["on"]),
        once=said["once"],
        by=approval.asked_by,
        now=now,
    )
    return _("%(amount)s was taken out of %(fund)s.") % {
        "amount": money(Decimal(said["amount"])),
        "fund": fund.name,
    }


def _page(approval: Approval) -> str:
    return reverse("committee_fund", args=[approval.subject])


A_TAKING_OUT = ApprovalKind(
    gettext_lazy("money out of a scholarship fund"), run=_run, url=_page, people=may_confirm
)

"""A refund above the amount in policy is an act of two people (DOMAIN §7a)."""

from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lsscert.accounts import approvals
from lsscert.accounts.approval_kinds import ApprovalKind
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money.models import Refund
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.wording import money

KIND = "money.refund"


def needs_second_person(amount: Decimal, limit: Decimal, *, decided_by_rule: bool) -> bool:
    """What a rule gives back in full goes by itself; what somebody decides needs another above the limit."""
    return not decided_by_rule and amount > limit


def limit_on(now: datetime) -> Decimal:
    limit: Decimal = policy.at("refund.second_person_above", programme_day(now))
    return limit


def ask(*, refund: Refund, by: Person, now: datetime) -> Approval:
    payment = refund.payment
    words = {
        "amount": money(refund.amount),
        "payer": payment.payer_name,
        "method": payment.get_method_display(),
        "number": payment.reference,
        "way": refund.get_way_display(),
        "limit": money(limit_on(now)),
    }
    return approvals.ask(
        kind=KIND,
        subject=refund.ref,
        title=_("%(amount)s back to %(payer)s") % words,
        explanation=_(
            "%(payer)s paid by %(method)s (%(number)s). %(amount)s of it would go back, %(way)s. Refunds above"
            " %(limit)s need a second person."
        )
        % words,
        params={},
        reason=refund.why,
        by=by,
        now=now,
    )


def _run(approval: Approval, by: Person | None, now: datetime) -> None:
    from lsscert.money import refunding

    refunding.confirmed(refund=_refund(approval), by=by, now=now)


def _stopped(approval: Approval, by: Person | None, now: datetime) -> None:
    from lsscert.money import refunding

    refund = _refund(approval)
    if refund.state == Refund.Status.WAITING:
        refunding.stop(refund=refund, why=approval.decided_why or approval.outcome, by=by, now=now)


def _refund(approval: Approval) -> Refund:
    found = Refund.objects.filter(ref=approval.subject).select_related("payment").first()
    if found is None:
        raise Refused("refund_gone", _("This refund is not there any more."))
    return found


def _page(approval: Approval) -> str:
    return reverse("desk_refunds")


A_REFUND = ApprovalKind(gettext_lazy("refund"), run=_run, stopped=_stopped, url=_page)

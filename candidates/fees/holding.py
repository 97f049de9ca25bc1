"""What keeps an accepted place that nobody settled in time: somebody has promised to, and keeps to it."""

from datetime import date, timedelta

from django.db.models import Q

from candidates.fees.agreeing import plan_of
from candidates.journey.models import Candidacy
from lsscert.dates import end_of_day
from lsscert.money.models import Invoice, PurchaseOrder
from lsscert.policy import services as policy

Status = PurchaseOrder.Status


def place_held(candidacy: Candidacy, today: date) -> bool:
    """A purchase order waits at the desk, or was turned down so lately that another may come; or a plan is kept to."""
    invoice = Invoice.objects.filter(enrolment_fee__candidacy=candidacy).select_related("account").first()
    if invoice is None or invoice.state == Invoice.Status.CANCELLED:
        return False
    days = policy.at("instalments.grace_days", today)
    return _order_waits(invoice, today, days) or _plan_is_kept(invoice, today, days)


def _order_waits(invoice: Invoice, today: date, days: int) -> bool:
    lately = end_of_day(today - timedelta(days=days + 1))
    orders = PurchaseOrder.objects.filter(share__invoice=invoice)
    return orders.filter(
        Q(state=Status.RECEIVED) | Q(state=Status.CANCELLED, decided_by__isnull=False, decided_at__gt=lately)
    ).exists()


def _plan_is_kept(invoice: Invoice, today: date, days: int) -> bool:
    plan = plan_of(invoice, today)
    if plan is None or not plan.asks:
        return False
    return plan.late_since is None or today <= plan.late_since + timedelta(days=days)

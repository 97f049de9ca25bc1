"""What the card company asks of the desk."""

from datetime import UTC, datetime, time

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from lsscert.money.models import Difference, GatewayEvent, Payment
from lsscert.todo import DeskTask, Queue


def _differences() -> Queue:
    found = Difference.objects.filter(explained_at=None).aggregate(count=Count("pk"), oldest=Min("found_at"))
    events = GatewayEvent.objects.filter(refused=True).aggregate(count=Count("pk"), oldest=Min("received_at"))
    moments = [moment for moment in (found["oldest"], events["oldest"]) if moment]
    return Queue(found["count"] + events["count"], min(moments, default=None))


def _disputed() -> Queue:
    found = Payment.objects.filter(state=Payment.Status.DISPUTED).aggregate(
        count=Count("pk"), oldest=Min("returned_on")
    )
    oldest = datetime.combine(found["oldest"], time(12), UTC) if found["oldest"] else None
    return Queue(found["count"], oldest)


differences_to_explain = DeskTask(
    label=_("Card payments that do not fit"),
    sentence=_("Look at each again, or say what it was."),
    url_name="desk_card_company",
    look=_differences,
)
disputed_payments = DeskTask(
    label=_("Disputed card payments"),
    sentence=_("Answer at the card company; it decides, and our books follow."),
    url_name="desk_card_company",
    look=_disputed,
)

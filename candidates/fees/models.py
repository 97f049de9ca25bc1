from django.db import models

from candidates.fees.seats.models import Seat as Seat
from candidates.fees.seats.models import SeatOrder as SeatOrder
from candidates.fees.seats.models import SponsorAccount as SponsorAccount
from candidates.journey.models import Candidacy
from lsscert.money.models import Invoice
from lsscert.personal import classed
from lsscert.records import Record, tracked


@tracked
class EnrolmentFee(Record):
    """Which invoice is the enrolment fee of which candidacy."""

    candidacy = models.OneToOneField(Candidacy, on_delete=models.PROTECT, related_name="enrolment_fee")
    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="enrolment_fee")

    reopened_on = models.DateField(
        null=True, blank=True, help_text="the fee was settled once and is open again since"
    )

    erasure = classed(none="id ref candidacy invoice reopened_on")

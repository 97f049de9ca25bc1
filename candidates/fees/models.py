from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.fees.seats.models import Seat as Seat
from candidates.fees.seats.models import SeatOrder as SeatOrder
from candidates.fees.seats.models import SponsorAccount as SponsorAccount
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.money.fields import MoneyField
from lsscert.money.models import Invoice, Share
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


class EmployerLetter(Record):
    """A letter with a personal link that a candidate caused to be sent to somebody who may pay a part."""

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="employer_letters")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(kept="by", none="id ref share at")

    class Meta(Record.Meta):
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["by", "at"], name="employer_letters_of_a_day")]


@tracked
class ReminderPause(Record):
    """No reminders of an invoice before a day, and why. To lift it is to bring the day forward."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="reminder_pause")
    until = models.DateField(_("no reminders until"))
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(kept="by", none="id ref invoice until why at")


class Reminder(Record):
    """A reminder that was written: of an invoice's own part, or of a share of it. One letter for each step."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    share = models.ForeignKey(Share, null=True, on_delete=models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField(help_text="the first is 1")
    amount = MoneyField()
    written_on = models.DateField()
    at = models.DateTimeField()

    erasure = classed(none="id ref invoice share step amount written_on at")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "share", "step"],
                nulls_distinct=False,
                name="one_reminder_of_an_invoice_and_step",
            ),
        ]
        ordering = ["-at", "-id"]


class CardLook(Record):
    """One nightly comparison with the card company: when, and how much it left to explain."""

    at = models.DateTimeField()
    open = models.PositiveIntegerField(help_text="differences to explain")

    erasure = classed(none="id ref at open")

    class Meta(Record.Meta):
        ordering = ["-at", "-id"]

from django.db import models

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
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

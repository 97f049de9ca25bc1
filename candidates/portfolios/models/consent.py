"""The office's word that a set may be tried again."""

from django.db import models

from candidates.portfolios.models.portfolio import Portfolio
from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, tracked


@tracked
class Consent(Record):
    """That a new portfolio may follow this one, which was not achieved. Each such portfolio needs its own."""

    portfolio = models.OneToOneField(Portfolio, on_delete=models.PROTECT, related_name="consent")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    erasure = classed(kept="given_by", none="id ref portfolio given_at")

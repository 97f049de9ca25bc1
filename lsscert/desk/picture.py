"""A few counts for the desk's home, each with what is counted said beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from candidates.certificates.models import Certificate
from candidates.journey.models import Candidacy
from lsscert.clock import PROGRAMME_ZONE

Status = Candidacy.Status
RECENT_DAYS = 30


@dataclass(frozen=True)
class Figure:
    count: int
    label: Any
    counted: Any
    url_name: str = "desk_candidates"
    query: str = ""


def todays_picture(today: date) -> Iterator[Figure]:
    by_state = dict(Candidacy.objects.order_by().values_list("state").annotate(Count("pk")))
    yield Figure(
        by_state.get(Status.ACTIVE, 0),
        _("active candidates"),
        _("accepted and settled, not certified yet"),
        query=f"state={Status.ACTIVE}",
    )
    yield Figure(
        by_state.get(Status.ACCEPTED, 0),
        _("accepted, not settled"),
        _("they become active when the fee is paid"),
        query=f"state={Status.ACCEPTED}",
    )
    since = datetime.combine(today - timedelta(days=RECENT_DAYS), time(), PROGRAMME_ZONE)
    yield Figure(
        Candidacy.objects.filter(applied_at__gte=since).count(),
        _("applications lately"),
        _("sent in the last 30 days, whatever became of them"),
    )
    in_force = Certificate.objects.filter(state=Certificate.Status.IN_FORCE)
    yield Figure(
        in_force.filter(term_ends__gte=today).count(),
        _("certificates in force"),
        _("whose term has not ended; replaced ones are not counted"),
        url_name="desk_certificates",
    )

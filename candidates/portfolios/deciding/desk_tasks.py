"""What decisions and reports ask of the desk."""

from typing import Any

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.deciding import waiting
from candidates.portfolios.models import Report
from lsscert.todo import DeskTask, Queue


def _queue(rows: Any, field: str) -> Queue:
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min(field))
    return Queue(found["count"], found["oldest"])


decisions_to_release = DeskTask(
    label=_("Decisions on portfolios to tell"),
    sentence=_("The reviewers were not of one mind: read how it comes out, then tell the candidate."),
    url_name="desk_decisions",
    look=lambda: _queue(waiting.untold().filter(release_on=None, held_by=None), "decided_at"),
)

decisions_held = DeskTask(
    label=_("Decisions on portfolios that are held"),
    sentence=_("Settle what they wait for, lift the hold and tell the candidate."),
    url_name="desk_decisions",
    look=lambda: _queue(waiting.untold().exclude(held_by=None), "decided_at"),
    query="show=held",
)

reports_to_handle = DeskTask(
    label=_("Files that reviewers reported"),
    sentence=_("Look at the file, then ask for another one or clear it; the clocks stand still meanwhile."),
    url_name="desk_portfolio_reports",
    look=lambda: _queue(Report.objects.filter(state=Report.Status.OPEN), "reported_at"),
)

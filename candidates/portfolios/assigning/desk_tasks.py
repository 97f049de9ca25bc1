"""What portfolios ask of the desk."""

from django.utils.translation import gettext_lazy as _

from candidates.portfolios.assigning import queue
from lsscert import clock
from lsscert.clock import PROGRAMME_ZONE
from lsscert.dates import end_of_day
from lsscert.todo import DeskTask, Queue

portfolios_to_assign = DeskTask(
    label=_("Portfolios without reviewers"),
    sentence=_("Look at who is suggested and ask two with one click."),
    url_name="desk_portfolios",
    look=queue.waiting_to_assign,
)


def _third() -> Queue:
    rows = queue.third_needed()
    first = rows.first()
    return Queue(rows.count(), first.submitted_at if first else None)


third_reviewers = DeskTask(
    label=_("Third reviewers to find"),
    sentence=_("Two reviewers disagree in the second round; ask a third."),
    url_name="desk_portfolios",
    look=_third,
)


def _overdue() -> Queue:
    rows = queue.overdue(clock.today())
    first = rows.first()
    return Queue(rows.count(), end_of_day(first.due_on, PROGRAMME_ZONE) if first else None)


overdue_reviews = DeskTask(
    label=_("Reviews overdue"),
    sentence=_("They were reminded; ask, or give the portfolio to somebody else."),
    url_name="desk_portfolios",
    look=_overdue,
    query="show=overdue",
)

"""What the demo's office has on record that the real one still has to supply."""

from datetime import date, timedelta

from competencies.courses import services as courses
from competencies.courses.models import Course
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person
from lsscert.dates import years_earlier, years_later
from lsscert.desk.demo.past import at, morning_of
from lsscert.pages import services as pages
from lsscert.pages.models import ContactMessage
from lsscert.partial_dates import PartialDate
from lsscert.policy import services as policy
from lsscert.policy.models import PolicyRow

# The day after the first rows, so that every demo invoice is issued under them.
SINCE = date(2010, 1, 2)
NOTE = "Demonstration."
TEXTS = {
    "office.email": "office@programme.demo.test",
    "office.cheque_payee": "ALA-APA (demonstration)",
    "office.postal_address": "Demonstration address",
    "approval.second_person_email": "board@programme.demo.test",
    # No tax number and no bank: even a made-up one could be taken for real.
    "office.vendor_name": "ALA-APA (demonstration)",
    "office.payment_terms_days": "30",
}
YEARS_BACK, YEARS_AHEAD = 9, 2


def receive_a_message(*, today: date) -> None:
    """Written while the office's address was not on record yet, so it waits at the desk."""
    if ContactMessage.objects.exists() or policy.at("office.email", today):
        return
    with at(morning_of(today - timedelta(days=4))) as now:
        pages.write_to_office(
            name="Jonah Pike",
            email="jonah@demo.test",
            text="I finished a cataloging course in 2019. Does it still count if I join now?",
            page="/courses/does-it-count/",
            person=None,
            now=now,
        )


def supply_texts() -> None:
    for key, value in TEXTS.items():
        PolicyRow.objects.get_or_create(
            key=key, effective_from=SINCE, defaults={"value": value, "note": NOTE}
        )


def demo_course(slug: str) -> Course:
    """The demonstration course that covers that set alone."""
    return Course.objects.select_related("provider").get(fixture_key=f"demo-{slug}")


def lengthen_approvals(*, today: date, by: Person) -> None:
    """Demo courses were approved before, too, and still are: demo people have completed them over many years."""
    for slug in CompetencySet.objects.values_list("slug", flat=True):
        course = demo_course(slug)
        if course.version:
            continue
        periods = list(course.approvals.all())
        first = min(period.begins.first() for period in periods if period.begins)
        last = max(period.ends.last() for period in periods if period.ends)
        earlier = years_earlier(min(first, today), YEARS_BACK)
        _add(course, PartialDate.on(earlier), PartialDate.on(first), by)
        if last < today:
            _add(course, PartialDate.on(last), PartialDate.on(years_later(today, YEARS_AHEAD)), by)


def _add(course: Course, begins: PartialDate, ends: PartialDate, by: Person) -> None:
    with at(morning_of(begins.first())) as now:
        courses.add_approval(course=course, begins=begins, ends=ends, source=NOTE, by=by, now=now)

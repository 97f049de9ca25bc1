"""One demo candidate's past, told only through the services that real people use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pghistory
from django.conf import settings
from django.urls import reverse

from candidates.appeals import services as appeals
from candidates.certificates import services as certificates
from candidates.coursework import services as coursework
from candidates.coursework.models import Completion
from candidates.journey import services as journey
from candidates.journey.models import Application, Candidacy, WorkPost
from competencies.courses.models import Course
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person
from lsscert.desk.demo import paper
from lsscert.desk.demo.office import demo_course
from lsscert.desk.demo.past import at, morning_of
from lsscert.money import banking, cards, paying
from lsscert.money.models import CardCheckout, Invoice, SandboxSession

A_YEAR = 365
UNBANKED_DAYS = 5
REQUIRED = ("foundations-of-library-services", "communication-and-teamwork", "technology")


@dataclass
class Story:
    """Days are counted back from `today`: `day(30)` is a month ago."""

    person: Person
    staff: Person
    today: date

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    @contextmanager
    def on(self, ago: int, by: Person | None = None) -> Iterator[datetime]:
        """What is done in it is on record as done then, and by the candidate unless somebody else is named."""
        with at(morning_of(self.day(ago))) as now, pghistory.context(user=(by or self.person).user_id):
            yield now

    @property
    def candidacy(self) -> Candidacy:
        return self.person.candidacies.latest("applied_at")

    def appeal(self, notice_ago: int, reasons_ago: int) -> None:
        """Of the refused application; it then waits for the committee."""
        with self.on(notice_ago) as now:
            row = appeals.give_notice(
                candidacy=self.candidacy,
                kind="eligibility",
                ref=self.candidacy.ref,
                words="I think one of my posts was overlooked.",
                by=self.person,
                now=now,
            )
        with self.on(reasons_ago) as now:
            appeals.give_reasons(
                appeal=row,
                words="My two summers as a page were entered, but the decision does not speak of them.",
                uploads=[paper.work()],
                by=self.person,
                now=now,
            )

    @property
    def invoice(self) -> Invoice:
        return Invoice.objects.get(enrolment_fee__candidacy=self.candidacy)

    def post(self, ago: int, **facts: Any) -> WorkPost:
        usual: dict[str, Any] = {
            "library": "Cedar Hollow Public Library",
            "title": "Circulation assistant",
            "library_type": WorkPost.LibraryType.PUBLIC,
            "starts": self.day(ago + 6 * A_YEAR),
            "hours_per_week": Decimal(35),
            "weeks_per_year": Decimal(50),
        }
        return WorkPost(**usual | facts)

    def apply(
        self, ago: int, *posts: WorkPost, member: str = "", region: str = "Oregon", **facts: Any
    ) -> None:
        usual = {"education": Application.Education.DIPLOMA, "country": "United States"}
        application = Application(**usual | facts, region=region, ala_member_number=member)
        with self.on(ago) as now:
            journey.submit_application(
                person=self.person,
                application=application,
                posts=list(posts or [self.post(ago)]),
                now=now,
                by=self.person,
            )

    def accept(self, ago: int, reason: str = "") -> None:
        with self.on(ago, self.staff) as now:
            journey.accept(candidacy=self.candidacy, by=self.staff, now=now, reason=reason)

    def refuse(self, ago: int, reason: str) -> None:
        with self.on(ago, self.staff) as now:
            journey.refuse(candidacy=self.candidacy, reason=reason, by=self.staff, now=now)

    def withdraw(self, ago: int) -> None:
        with self.on(ago) as now:
            journey.withdraw_application(candidacy=self.candidacy, by=self.person, now=now)

    def open_card_page(self, ago: int, amount: Decimal | None = None) -> CardCheckout:
        with self.on(ago) as now:
            return cards.open_checkout(
                invoice=self.invoice,
                amount=amount,
                success_url=lambda made: settings.SITE_URL + reverse("my_paid", args=[made.ref]),
                cancel_url=lambda made: settings.SITE_URL + reverse("my_not_paid", args=[made.ref]),
                by=self.person,
                now=now,
            )

    def pay_by_card(self, ago: int, amount: Decimal | None = None) -> None:
        checkout = self.open_card_page(ago, amount)
        SandboxSession.objects.filter(ref=checkout.session_id).update(paid=True)
        with self.on(ago) as now:
            cards.confirm(checkout=checkout, now=now)

    def leave_card_page(self, ago: int) -> None:
        checkout = self.open_card_page(ago)
        with self.on(ago) as now:
            cards.give_up(checkout=checkout, now=now)

    def pay_by_cheque(self, ago: int, number: str, amount: Decimal | None = None) -> None:
        """What came in the last days still waits for the bank."""
        invoice = self.invoice
        with self.on(ago, self.staff) as now:
            payment = paying.record_cheque(
                invoice=invoice,
                amount=amount or invoice.total,
                number=number,
                received_on=self.day(ago),
                by=self.staff,
                now=now,
            )
        if ago > UNBANKED_DAYS:
            with self.on(ago - 2, self.staff) as now:
                banking.bank(cheques=[payment], banked_on=self.day(ago - 2), by=self.staff, now=now)

    def become_active(self, ago: int, *, cheque: str = "", **application: Any) -> None:
        """Apply, pay and be accepted, all within three weeks."""
        self.apply(ago, **application)
        if cheque:
            self.pay_by_cheque(ago - 8, cheque)
        else:
            self.pay_by_card(ago)
        self.accept(ago - 20)

    def choose(self, ago: int, *slugs: str) -> None:
        with self.on(ago) as now:
            chosen = list(CompetencySet.objects.filter(slug__in=slugs))
            journey.choose_electives(candidacy=self.candidacy, sets=chosen, by=self.person, now=now)

    def report(self, ago: int, course: Course, *, completed: int, scan: Any = None) -> Completion:
        """`completed` is the day of completion, counted back like `ago`."""
        proof = scan or paper.proof(
            name=self.person.name,
            course=course.title,
            provider=course.provider.name,
            completed_on=self.day(completed),
        )
        with self.on(ago) as now:
            return coursework.report_completion(
                candidacy=self.candidacy,
                course=course,
                completed_on=self.day(completed),
                passed=True,
                proof=proof,
                by=self.person,
                now=now,
            )

    def achieve(self, ago: int, slug: str) -> None:
        """A course of the set, completed, reported a week later and checked two days after that."""
        completion = self.report(ago + 2, demo_course(slug), completed=ago + 9)
        self.check(ago, completion)

    def check(self, ago: int, completion: Completion) -> None:
        with self.on(ago, self.staff) as now:
            coursework.verify(completion=completion, by=self.staff, now=now)

    def ask(self, ago: int, name: str, *, listed: bool = False) -> None:
        with self.on(ago) as now:
            certificates.ask_for_certificate(
                candidacy=self.candidacy, holder_name=name, listed=listed, by=self.person, now=now
            )

    def issue(self, ago: int) -> None:
        with self.on(ago, self.staff) as now:
            certificates.issue(request=self.candidacy.certificate_request, by=self.staff, now=now)

"""A life becomes rows, the same rows that the services would have written."""

import json
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from candidates.certificates.models import CertificateRequest
from candidates.certificates.numbers import certificate_number
from candidates.certificates.term import last_valid_day
from candidates.coursework.models import RefusalReason
from candidates.fees.services import PURPOSE
from candidates.journey.models import Candidacy, SetAchievement
from lsscert.desk.demo.crowd import names
from lsscert.desk.demo.crowd.ground import Ground, Numbers, prices
from lsscert.desk.demo.crowd.lives import Course, Life
from lsscert.desk.demo.crowd.proofs import Proofs
from lsscert.desk.demo.crowd.reviewing import Reviewing, settle
from lsscert.desk.demo.crowd.sheets import Sheets
from lsscert.desk.demo.crowd.telling import at, ref, said
from lsscert.files.models import StoredFile
from lsscert.money.models import Account, Invoice, Payment, Refund
from lsscert.refs import ALPHABET

Status = Candidacy.Status
NOBODY_ELSE = None
CHECKING = timedelta(days=3)


class Scribe(Sheets):
    """Holds the rows of a chunk of candidates until `write`."""

    def __init__(self, ground: Ground, proofs: Proofs) -> None:
        super().__init__()
        self.ground, self.proofs = ground, proofs
        self.reviewing = Reviewing(ground, self)
        self.invoices, self.credit_notes = Numbers("invoice"), Numbers("credit_note")
        self.certificates = Numbers("certificate")
        self.came_in: dict[str, Decimal] = defaultdict(Decimal)

    def prepare(self, candidates: int) -> None:
        """Inside the transaction that will hold them."""
        for table in self.tables:
            table.reserve(candidates * table.most)
        for numbers in (self.invoices, self.credit_notes, self.certificates):
            numbers.lock()
        self.came_in = defaultdict(Decimal)

    def write(self) -> int:
        reviews = [row[0] for row in self.review.rows]
        written = sum(table.write() for table in self.tables)
        settle(reviews)
        for numbers in (self.invoices, self.credit_notes, self.certificates):
            numbers.keep()
        return written

    def tell(self, life: Life, rng: Random, index: int) -> None:
        """All rows of one candidate."""
        name = names.name(rng)
        email = f"c{index:07}@crowd.demo.test"
        person = self.person.add(ref(rng), name, email, at(life.applied_on))
        accepted = life.accepted_on
        candidacy = self.candidacy.add(
            ref(rng), person, life.state, at(life.applied_on), accepted, life.settled_on, life.active_since,
            life.deadline, self.ground.edition if accepted else "", life.closed_on,
        )  # fmt: skip
        clerk = rng.choice(self.ground.staff)
        member = self._application(life, rng, candidacy, clerk)
        self._money(life, rng, person, name, candidacy, clerk, member)
        self._facts(life, candidacy, person, clerk)
        for each in life.electives:
            self.elective.add(
                ref(rng),
                candidacy,
                self.ground.editions[each].set_id,
                at(life.active_since or life.applied_on),
            )
        instead = self.reviewing.tell(life, candidacy, person, index)
        kept = [
            self._achieved(
                course.set,
                rng,
                candidacy,
                clerk,
                course.completed_on,
                SetAchievement.Route.PORTFOLIO,
                f"Portfolio for {self.ground.editions[course.set].set.name}",
            )
            if course is instead
            else self._course(course, rng, candidacy, person, clerk, index)
            for course in life.courses
        ]
        self._certificate(life, rng, candidacy, name, clerk, [copy for copy in kept if copy])

    def _application(self, life: Life, rng: Random, candidacy: int, clerk: int) -> bool:
        member = rng.random() < 0.3
        decided = life.accepted_on or (life.closed_on if life.state == Status.NOT_ELIGIBLE else None)
        country, region = names.home(rng)
        application = self.application.add(
            ref(rng), candidacy, rng.choice(("diploma", "diploma", "ged", "higher")),
            str(rng.randint(1_000_000, 2_999_999)) if member else "", country, region,
            clerk if decided else None, at(decided) if decided else None,
            "Fewer hours than are needed." if life.state == Status.NOT_ELIGIBLE else "",
        )  # fmt: skip
        years = rng.uniform(0.3, 0.8) if life.state == Status.NOT_ELIGIBLE else rng.uniform(1.6, 12)
        started = life.applied_on - timedelta(days=int(years * 365))
        hours = rng.choice((20, 24, 30, 35, 37.5, 40)) if years > 2 else rng.choice((30, 35, 40))
        for number in range(2 if rng.random() < 0.25 else 1):
            library, library_type = names.library(rng)
            begins = started - timedelta(days=number * 900)
            ends = started - timedelta(days=20) if number else None
            self.post.add(
                ref(rng), application, library, rng.choice(names.POSTS), library_type, rng.random() < 0.9,
                begins, ends, hours, rng.choice((46, 48, 50, 52)),
            )  # fmt: skip
        return member

    def _money(
        self, life: Life, rng: Random, person: int, name: str, candidacy: int, clerk: int, member: bool
    ) -> None:
        issued, year = at(life.applied_on), life.applied_on.year
        price = prices(year).ala_member if member else prices(year).standard
        void = life.closed_on is not None and life.active_since is None
        why = life.state if void else ""
        invoice = self.invoice.add(
            ref(rng), f"{year}-{self.invoices.next(year):04d}", PURPOSE, person, name, issued, price,
            price if void else Decimal(0), Invoice.Status.CANCELLED if void else Invoice.Status.ISSUED, why,
        )  # fmt: skip
        self.line.add(invoice, "enrolment", "Enrolment, ALA member price" if member else "Enrolment", price)
        self.fee.add(ref(rng), candidacy, invoice)
        paid = life.settled_on is not None
        account = self.account.add(
            Account.Kind.INVOICE, None, invoice, price if paid and not void else Decimal(0),
            Decimal(0) if void else price,
        )  # fmt: skip
        if void and life.closed_on:
            ended = life.closed_on.year
            self.credit_note.add(
                ref(rng), f"CN-{ended}-{self.credit_notes.next(ended):04d}", invoice, price, why,
                at(life.closed_on), clerk,
            )  # fmt: skip
        if life.settled_on is not None:
            self._payment(life, rng, person, clerk, price, account, void)

    def _payment(
        self, life: Life, rng: Random, person: int, clerk: int, price: Decimal, account: int, void: bool
    ) -> None:
        """What was paid, and how it went back when the candidacy came to nothing."""
        paid_on = life.settled_on
        assert paid_on is not None
        credit = self.account.add(Account.Kind.CREDIT, person, None, Decimal(0), None)
        card, payment_ref = rng.random() < 0.6, ref(rng)
        method = Payment.Method.CARD if card else Payment.Method.CHEQUE
        payment = self.payment.add(
            payment_ref, method, price, person, f"crowd-{payment_ref}" if card else str(rng.randint(101, 9999)),
            paid_on, None if card else clerk, at(paid_on),
            Payment.Status.RECEIVED if card else Payment.Status.BANKED,
        )  # fmt: skip

        def move(source: int, target: int, reason: str, by: int, day: date) -> None:
            key = f"{reason}:{payment_ref}"
            self.transfer.add(source, target, price, reason, key, payment, day, by, at(day))

        source, by = self.ground.sources[method], person if card else clerk
        move(source, credit, "payment", by, paid_on)
        move(credit, account, "use", by, paid_on)
        if not void or life.closed_on is None:
            self.came_in[method] += price
            return
        back = life.closed_on
        move(account, credit, "release", clerk, back)
        move(credit, self.ground.on_its_way, "refund", clerk, back)
        move(self.ground.on_its_way, source, "refund_sent", clerk, back)
        self.refund.add(
            ref(rng), payment, price, Refund.Way.CARD if card else Refund.Way.POST, life.state,
            Refund.Status.SENT, clerk, at(back), at(back), clerk, f"refund-{payment_ref}", "",
        )  # fmt: skip

    def _facts(self, life: Life, candidacy: int, person: int, clerk: int) -> None:
        def happened(code: str, day: date | None, by: int | None, **params: str) -> None:
            if day:
                self.fact.add(candidacy, code, json.dumps(params), by, at(day))

        happened("application_submitted", life.applied_on, person)
        happened("fee_settled", life.settled_on, person)
        if life.deadline:
            happened("accepted", life.accepted_on, clerk, deadline=life.deadline.isoformat())
        happened("active", life.active_since, NOBODY_ELSE)
        if life.state == Status.LAPSED:
            happened("candidacy_lapsed" if life.active_since else "place_lapsed", life.closed_on, NOBODY_ELSE)
        elif life.state == Status.NOT_ELIGIBLE:
            happened("not_eligible", life.closed_on, clerk, reason="Fewer hours than are needed.")
        elif life.state == Status.WITHDRAWN:
            happened("application_withdrawn", life.closed_on, person)
        happened("certificate_asked", life.asked_on, person)
        happened("certified", life.issued_on, clerk)

    def _course(
        self, course: Course, rng: Random, candidacy: int, person: int, clerk: int, index: int
    ) -> dict[str, Any] | None:
        """The completion with its proof; what a certificate keeps of it when it achieved its set."""
        approved = self.ground.courses[course.set]
        reported, checked = course.completed_on + CHECKING, course.completed_on + 2 * CHECKING
        proof = self.file.add(
            ref(rng), person, at(reported), "completion certificate.pdf", StoredFile.Kind.PDF,
            len(self.proofs.content), self.proofs.sha256, self.proofs.put(f"crowd-{index}-{course.set}", reported),
        )  # fmt: skip
        self.completion.add(
            ref(rng), candidacy, approved.pk, course.completed_on, proof, course.answer or "reported", at(reported),
            clerk if course.answer else None, at(checked) if course.answer else None,
            rng.choice(RefusalReason.values) if course.answer == "refused" else "", 1 if course.answer else 0,
        )  # fmt: skip
        if course.answer != "verified":
            return None
        source = f"{approved.title}, {approved.provider.name}, completed {said(course.completed_on)}"
        return self._achieved(
            course.set,
            rng,
            candidacy,
            clerk,
            course.completed_on,
            SetAchievement.Route.COURSE,
            source,
            checked,
        )

    def _achieved(
        self,
        which: int,
        rng: Random,
        candidacy: int,
        clerk: int,
        day: date,
        route: SetAchievement.Route,
        source: str,
        recorded_on: date | None = None,
    ) -> dict[str, Any]:
        edition, recorded = self.ground.editions[which], at(recorded_on or day)
        self.achievement.add(ref(rng), candidacy, edition.pk, route, day, source, recorded)
        self.fact.add(
            candidacy,
            "set_achieved",
            json.dumps({"set": edition.set.name, "source": source}),
            clerk,
            recorded,
        )
        return {
            "code": edition.set.code,
            "name": edition.set.name,
            "edition": edition.edition,
            "required": edition.set.required,
            "route": route.value,
            "date": day.isoformat(),
            "source": source,
        }

    def _certificate(
        self, life: Life, rng: Random, candidacy: int, name: str, clerk: int, sets: list[dict[str, Any]]
    ) -> None:
        if life.asked_on is None:
            return
        listed = rng.random() < 0.4
        state = CertificateRequest.Status.ISSUED if life.issued_on else CertificateRequest.Status.ASKED
        self.request.add(ref(rng), candidacy, name, listed, state, at(life.asked_on))
        if life.issued_on is None:
            return
        year = life.issued_on.year
        self.certificate.add(
            ref(rng), candidacy, certificate_number(year, self.certificates.next(year)), name, life.issued_on,
            clerk, life.issued_on, last_valid_day(life.issued_on, self.ground.certificate_years), listed,
            "".join(rng.choices(ALPHABET, k=22)), json.dumps(sorted(sets, key=lambda each: not each["required"])),
        )  # fmt: skip

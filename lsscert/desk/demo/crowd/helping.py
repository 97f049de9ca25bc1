"""Help among the crowd: rounds decided, being scored and open, with the rows that their services would write."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F

from lsscert.accounts.models import Membership, Person
from lsscert.desk.demo.crowd import names
from lsscert.desk.demo.crowd.helping_rounds import published
from lsscert.desk.demo.crowd.helping_sheets import HelpSheets
from lsscert.desk.demo.crowd.telling import at, ref
from lsscert.desk.demo.money_stories import division
from lsscert.money import funds, ledger
from lsscert.money.models import Account, Fund
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round, RoundFund
from scholarships.scoring.models import Judge

FUND = "Fund for a crowd (demonstration)"
EACH, MOST = 4_000, 400
"""One decided round for so many of the crowd, with so many applications at most."""
PLACES, IN_RESERVE, AMOUNT = 40, 5, Decimal(200)
ANSWER = "I answer questions at the desk that I was never trained for, and want to learn how to do that well."
UNSURE = {"rule": "education", "met": None, "sentence": "What was completed is not said clearly."}
Status, Given = ScholarshipApplication.Status, Award.Status


def help_out(today: date, emails: str) -> int:
    """Once; nothing where nobody of the crowd is there. Returns how many rows were written."""
    organisation = division()
    rows = Person.objects.filter(email__endswith=emails).order_by("pk")
    crowd = list(rows.values_list("pk", flat=True))
    judges = list(
        Person.objects.filter(
            memberships__organisation=organisation, memberships__role=Membership.Role.COMMITTEE
        ).order_by("pk")
    )
    known = Fund.objects.filter(organisation=organisation, name=FUND).exists()
    if known or not crowd or not judges:
        return 0
    with transaction.atomic():
        return Helper(today, crowd, judges).write()


class Helper:
    def __init__(self, today: date, crowd: Sequence[int], judges: Sequence[Person]) -> None:
        self.today, self.crowd, self.judges = today, crowd, judges
        self.decided = 1 + len(crowd) // EACH
        self.rng = Random(f"help:{len(crowd)}")  # noqa: S311 - chance, not secrecy
        self.sheets = HelpSheets()
        self.promised = Decimal(0)
        self.fund = self._fund()

    def write(self) -> int:
        """The open one last, so that it is the newest."""
        self.sheets.reserve((self.decided + 2) * MOST)
        for number in range(self.decided, 0, -1):
            closes = self.today - timedelta(days=60 + 30 * number)
            self._decide(self._made(f"Development, round {self.decided - number + 1}", closes))
        self._score(self._apply(self._made("Development, being scored", self.today - timedelta(days=5))), 60)
        self._apply(self._made("Development, open", self.today + timedelta(days=20)), to_check=0.3)
        self._keep_books()
        return self.sheets.write()

    def _fund(self) -> Fund:
        now, by = at(self.today - timedelta(days=1200)), self.judges[0]
        made = funds.open_fund(organisation=division(), name=FUND, restricted_to="", by=by, now=now)
        gift = (self.decided + 2) * PLACES * AMOUNT
        funds.receive_gift(
            fund=made,
            amount=gift,
            who="Friends of a crowd",
            reference="1",
            on=self.today - timedelta(days=1200),
            by=by,
            now=now,
        )
        self.free, self.set_aside = (
            ledger.fund_account(made, kind).pk for kind in (Account.Kind.FUND, Account.Kind.PROMISED)
        )
        return made

    def _keep_books(self) -> None:
        Account.objects.filter(pk=self.free).update(balance=F("balance") - self.promised)
        Account.objects.filter(pk=self.set_aside).update(balance=F("balance") + self.promised)

    def _made(self, title: str, closes_on: date) -> Round:
        return published(self.fund, title, closes_on, places=PLACES, amount=AMOUNT, by=self.judges[0])

    def _apply(self, round_: Round, to_check: float = 0.0) -> tuple[Round, list[tuple[int, int]]]:
        """Application and person of those in the running, in the order of their numbers."""
        people = self.rng.sample(self.crowd, min(MOST, len(self.crowd)))
        (question,) = round_.questions.values_list("pk", flat=True)
        running = []
        for number, person in enumerate(people, start=1):
            unsure = self.rng.random() < to_check
            state, verdict = (Status.TO_CHECK, [UNSURE]) if unsure else (Status.HANDED_IN, [])
            application = self._application(round_, person, number, state, verdict)
            self.sheets.answer.add(ref(self.rng), application, question, ANSWER)
            if state == Status.HANDED_IN:
                running.append((application, person))
        return round_, running

    def _application(
        self, round_: Round, person: int, number: int, state: str, verdict: list[dict[str, Any]]
    ) -> int:
        assert round_.opens_on is not None
        moment = at(round_.opens_on + timedelta(days=number % 20))
        application = self.sheets.application.add(
            ref(self.rng), round_.pk, person, state, number, "diploma", "Oregon", AMOUNT, json.dumps(verdict),
            moment, moment, moment,
        )  # fmt: skip
        library, _kind = names.library(self.rng)
        self.sheets.post.add(
            ref(self.rng), application, library, self.rng.choice(names.POSTS), "Oregon",
            round_.opens_on - timedelta(days=self.rng.randint(400, 3000)), 30, 50,
        )  # fmt: skip
        return application

    def _score(self, applied: tuple[Round, list[tuple[int, int]]], percent: int) -> None:
        """Of each hundred so many are read, by all judges but one in turn."""
        round_, running = applied
        assert round_.closes_on is not None
        moment = at(round_.closes_on + timedelta(days=2))
        seats = [
            Judge.objects.create(round=round_, person=each, joined_at=moment, declared_at=moment).pk
            for each in self.judges
        ]
        criteria = list(round_.criteria.values_list("pk", flat=True))
        for place, (application, _person) in enumerate(running[: len(running) * percent // 100]):
            for turn, seat in enumerate(seats):
                if len(seats) > 1 and turn == place % len(seats):
                    continue
                sheet = self.sheets.sheet.add(ref(self.rng), seat, application, moment, moment, 1)
                for criterion in criteria:
                    self.sheets.score.add(ref(self.rng), sheet, criterion, self.rng.randint(0, 5))

    def _decide(self, round_: Round) -> None:
        """Scored, awarded, announced; the awards are accepted, and the next wait in reserve."""
        applied = self._apply(round_)
        self._score(applied, 100)
        running = applied[1]
        assert round_.closes_on is not None
        day = round_.closes_on + timedelta(days=20)
        for rank, (application, person) in enumerate(running[:PLACES], start=1):
            award = self._award(round_, application, person, Given.ACCEPTED, day, rank, None)
            part = ref(self.rng)
            self.sheets.part.add(part, award, self.fund.pk, AMOUNT)
            self.sheets.transfer.add(
                self.free,
                self.set_aside,
                AMOUNT,
                "promised",
                f"promise:{part}",
                day,
                self.judges[0].pk,
                at(day),
            )
        for place, (application, person) in enumerate(running[PLACES : PLACES + IN_RESERVE], start=1):
            self._award(round_, application, person, Given.RESERVE, day, None, place)
        awarded = len(running[:PLACES])
        self.promised += awarded * AMOUNT
        RoundFund.objects.filter(round=round_).update(drawn=awarded * AMOUNT)
        Round.objects.filter(pk=round_.pk).update(
            state=Round.Status.ANNOUNCED, awarded=awarded, decided_at=at(day), announced_at=at(day)
        )

    def _award(
        self,
        round_: Round,
        application: int,
        person: int,
        state: str,
        day: date,
        rank: int | None,
        place: int | None,
    ) -> int:
        offered = at(day) if rank else None
        return self.sheets.award.add(
            ref(self.rng), application, round_.pk, person, state, AMOUNT, rank, place, at(day), at(day), offered,
            day + timedelta(days=14) if rank else None, at(day + timedelta(days=3)) if rank else None,
        )  # fmt: skip

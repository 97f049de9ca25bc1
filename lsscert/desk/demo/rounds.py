"""Steps of a demo scholarship round, each on its day and through the services that real people use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lsscert.accounts import approvals
from lsscert.accounts.models import Organisation, Person
from lsscert.desk.demo.paper import letter_of_reference
from lsscert.desk.demo.past import at, morning_of
from lsscert.money.models import Fund
from lsscert.refs import new_ref
from scholarships.applying import by_post, checking, references
from scholarships.applying import services as applying
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.said import Said
from scholarships.awarding import meeting
from scholarships.awarding.holding import parts_for
from scholarships.rounds import services as rounds
from scholarships.rounds.models import Round
from scholarships.scoring import services as scoring
from scholarships.scoring.models import Judge

CRITERIA = (
    ("What it would change", "For the applicant, and for the library’s patrons.", 2),
    ("How well it is thought through", "Is it clear what will be done, and when?", 1),
)
QUESTIONS = (("What do you hope to learn, and what will your library gain by it?", "", 300, True),)
ANSWER = (
    "I have worked at the circulation desk for three years and answer questions I was never trained for. I want to"
    " learn how to do that well, and to show two newer colleagues what I learnt."
)


@dataclass
class Telling:
    """Days are counted back from `today`; below zero lies ahead."""

    organiser: Person
    today: date

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def at(self, ago: int) -> Any:
        return at(morning_of(self.day(ago)))

    def compose(
        self, organisation: Organisation, ago: int, *, limits: Mapping[Fund, int], **values: Any
    ) -> Round:
        """A published round. `values` are those of the form; opening, closing and news as days ago."""
        rules = values.pop("rules", [])
        for name in ("opens_on", "closes_on", "news_by", "report_due_on"):
            if name in values:
                values[name] = self.day(values[name])
        with self.at(ago) as now:
            made = rounds.begin(organisation=organisation, title=values["title"], by=self.organiser, now=now)
            composed = rounds.Composed(
                values=values,
                rules=rules,
                criteria=CRITERIA,
                questions=QUESTIONS,
                limits=[(fund, Decimal(most)) for fund, most in limits.items()],
            )
            made = rounds.save(round_=made, composed=composed, version=0, by=self.organiser, now=now)
            return rounds.publish(round_=made, by=self.organiser, now=now)

    def begin(self, round_: Round, person: Person, ago: int) -> ScholarshipApplication:
        with self.at(ago) as now:
            return applying.begin(round_=round_, person=person, now=now)

    def apply(self, round_: Round, person: Person, ago: int, **said: Any) -> ScholarshipApplication:
        """Handed in with three years of work in Oregon; facts that are not met leave it to be checked."""
        application = self.begin(round_, person, ago)
        post = {
            "library": "Cedar Valley Library",
            "title": "Circulation assistant",
            "region": "Oregon",
            "paid": True,
            "starts": self.day(1100),
            "hours_per_week": Decimal(30),
            "weeks_per_year": Decimal(50),
        } | said.pop("post", {})
        facts = {"member_number": "SSD-1042", "education": "diploma", "region": "Oregon"} | said
        with self.at(ago) as now:
            return applying.hand_in(
                application=application,
                said=Said(
                    **facts,
                    posts=[post],
                    answers=[(question, ANSWER) for question in round_.questions.all()],
                ),
                by=person,
                now=now,
            )

    def enter(self, round_: Round, name: str, ago: int, *, by: Person) -> ScholarshipApplication:
        """It came on paper, without an address and without a member number: facts to check."""
        post = {
            "library": "Alder County Library District",
            "title": "Shelver",
            "region": "Oregon",
            "paid": True,
            "starts": self.day(1500),
            "hours_per_week": Decimal(25),
            "weeks_per_year": Decimal(48),
        }
        answers = [(question, ANSWER) for question in round_.questions.all()]
        said = Said(education="ged", region="Oregon", posts=[post], answers=answers)
        paper = by_post.Paper(name=name, email="", came_on=self.day(ago), said=said)
        with self.at(ago - 1) as now:
            return by_post.enter(round_=round_, paper=paper, once=new_ref(), by=by, now=now)

    def recommend(self, application: ScholarshipApplication, ago: int, *, by: str, email: str) -> None:
        """A letter is asked for by the applicant and comes as a PDF two days later."""
        person = application.person
        with self.at(ago) as now:
            reference = references.ask_for_reference(
                application=application, name=by, email=email, by=person, now=now
            )
        with self.at(ago - 2) as now:
            references.give_reference(
                reference=reference,
                text="",
                upload=letter_of_reference(name=person.name, by=by),
                declined=False,
                now=now,
            )

    def write(self, round_: Round, person: Person, ago: int) -> None:
        """A form half filled in: one post, and the beginning of an answer."""
        typed = {
            "member_number": "SSD-1045",
            "education": "diploma",
            "region": "Oregon",
            "posts-TOTAL_FORMS": "1",
            "posts-0-library": "Cedar Valley Library",
            "posts-0-title": "Circulation assistant",
            "posts-0-region": "Oregon",
            "posts-0-paid": "paid",
            "posts-0-starts": self.day(900).isoformat(),
        } | {f"q{question.pk}": "I want to learn" for question in round_.questions.all()}
        with self.at(ago) as now:
            applying.keep(round_=round_, person=person, data=typed, version=0, now=now)

    def refuse(self, application: ScholarshipApplication, ago: int, *, rule: str, words: str) -> None:
        with self.at(ago) as now:
            checking.find_not_eligible(
                application=application, rule=rule, words=words, by=self.organiser, now=now
            )

    def clear_facts(self, round_: Round, ago: int) -> None:
        for application in round_.applications.filter(state="to_check"):
            with self.at(ago) as now:
                checking.find_eligible(application=application, by=self.organiser, now=now)

    def score(self, round_: Round, ago: int, *, points: Sequence[Sequence[int]]) -> list[Judge]:
        """Everybody sits, knows nobody, and gives these points: one row for each judge, repeated for applications."""
        with self.at(ago) as now:
            scoring.seat(round_=round_, now=now)
            judges = list(round_.judges.select_related("person").order_by("person__email"))
            criteria = list(round_.criteria.all())
            for each, given in zip(judges, points, strict=False):
                scoring.declare(judge=each, known=[], now=now)
                for number, application in enumerate(round_.applications.in_the_running()):
                    row = {
                        criterion.pk: (given[place % len(given)] + number) % (round_.scale + 1)
                        for place, criterion in enumerate(criteria)
                    }
                    scoring.save(
                        judge=each,
                        application=application,
                        points=row,
                        comment="",
                        version=0,
                        now=now,
                        hand_in=True,
                    )
        return judges

    def meet(
        self,
        round_: Round,
        ago: int,
        judges: Sequence[Judge],
        *,
        awarded: Sequence[ScholarshipApplication],
        reserve: Sequence[ScholarshipApplication] = (),
    ) -> None:
        """Opened by the first judge, confirmed by the second, announced a day later."""
        first, second = judges[0].person, judges[1].person
        with self.at(ago) as now:
            sitting = meeting.open_it(round_=round_, present=judges, by=first, now=now)

            def said() -> dict[str, Any]:
                sitting.refresh_from_db()
                return {"meeting": sitting, "by": first, "version": sitting.version, "now": now}

            for rank, application in enumerate(awarded, 1):
                parts = parts_for(round_, round_.amount)
                meeting.mark(application=application, parts=parts, rank=rank, **said())
            for application in reserve:
                meeting.put_in_reserve(application=application, **said())
            approvals.confirm(approval=meeting.ask(**said()), by=second, now=now)
        with self.at(ago - 1) as now:
            meeting.announce(round_=Round.objects.get(pk=round_.pk), by=self.organiser, now=now)

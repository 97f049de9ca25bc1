"""The tables that help fills, in the order in which they point at each other."""

from lsscert.desk.demo.crowd.tables import Table
from lsscert.money.models import Transfer
from scholarships.applying.models import Answer, ApplicantPost, ScholarshipApplication
from scholarships.awarding.models import Award, AwardPart
from scholarships.scoring.models import Score, Sheet


class HelpSheets:
    """`most` is how many rows one application can have."""

    def __init__(self) -> None:
        self.application = Table(
            ScholarshipApplication,
            "id ref round_id person_id state number education region asked verdict begun_at handed_in_at "
            "first_handed_in_at",
        )
        self.post = Table(
            ApplicantPost,
            "id ref application_id library title region starts hours_per_week weeks_per_year",
        )
        self.answer = Table(Answer, "id ref application_id question_id text")
        self.sheet = Table(Sheet, "id ref judge_id application_id begun_at handed_in_at version", most=4)
        self.score = Table(Score, "id ref sheet_id criterion_id points", most=8)
        self.award = Table(
            Award,
            "id ref application_id round_id person_id state amount rank reserve marked_at decided_at offered_at "
            "accept_by answered_at",
        )
        self.part = Table(AwardPart, "id ref award_id fund_id amount")
        self.transfer = Table(Transfer, "id source_id target_id amount reason key booked_on by_id at")
        self.tables = [value for value in vars(self).values() if isinstance(value, Table)]

    def reserve(self, applications: int) -> None:
        """Inside the transaction that will hold them."""
        for table in self.tables:
            table.reserve(applications * table.most)

    def write(self) -> int:
        return sum(table.write() for table in self.tables)

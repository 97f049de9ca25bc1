"""A round with one award in a house, and ways to spoil it that only somebody with the keys of the database has."""

from collections.abc import Callable
from decimal import Decimal

from django.db import connection

from scholarships.awarding.holding import Part, hold, spend
from scholarships.awarding.models import Award
from scholarships.following.models import Claim
from scholarships.rounds.models import Round, RoundFund
from tests import people
from tests.scholarships import making


def one_award(**said: object) -> Award:
    """$200 of a fund of $1,000, of an organisation nobody else has; one place of five is taken."""
    fund = making.fund(of=making.organisation("Friends of a test"))
    round_ = making.round_(draws_on=fund, **said)
    return hold(
        application=making.application(round_), parts=[Part(fund, Decimal(200))], by=None, now=making.NOW
    )


def another_fund_of_it(award: Award) -> None:
    """The part came from a fund that the round does not draw on."""
    other = making.fund(of=award.round.organisation, name="Conference Fund")
    award.parts.update(fund=other)


def a_fund_of_strangers(award: Award) -> None:
    stranger = making.fund(of=making.organisation("Strangers of a test"))
    RoundFund.objects.create(round=award.round, fund=stranger, limit=1)


def somebody_else(award: Award) -> None:
    Award.objects.filter(pk=award.pk).update(person=making.member(of=award.round.organisation))


def accepted_without_report(award: Award) -> None:
    Round.objects.filter(pk=award.round_id).update(report_due_on=making.TODAY)
    Award.objects.filter(pk=award.pk).update(state=Award.Status.ACCEPTED)


def accepted_beside_an_invoice(award: Award) -> None:
    people.applicant(award.person, region="Oregon")
    Award.objects.filter(pk=award.pk).update(state=Award.Status.ACCEPTED)


def paid_without_proof(award: Award) -> None:
    Round.objects.filter(pk=award.round_id).update(purpose=Round.Purpose.CONFERENCE)
    Award.objects.filter(pk=award.pk).update(state=Award.Status.PAID)


def _claim(award: Award, **said: object) -> Claim:
    Round.objects.filter(pk=award.round_id).update(purpose=Round.Purpose.CONFERENCE)
    return Claim.objects.create(award=award, spent=Decimal(200), sent_at=making.NOW, **said)


def claimed_without_lines(award: Award) -> None:
    _claim(award)


def approved_beside_its_lines(award: Award) -> None:
    claim = _claim(award, state="approved", approved_amount=Decimal(200))
    claim.lines.create(awarded=200, spent=200, approved=Decimal(199))


def came_back_unnoted(award: Award) -> None:
    """The award was paid and nothing of it has left it."""
    claim = _claim(award, state="paid", approved_amount=Decimal(200), paid_on=making.TODAY, back=Decimal(50))
    claim.lines.create(awarded=200, spent=200, approved=200)
    spend(part=award.parts.get(), amount=Decimal(200), by=None, now=making.NOW)
    Award.objects.filter(pk=award.pk).update(state=Award.Status.PAID)


def sql(*statements: str) -> Callable[[Award], None]:
    """Statements with the award's own numbers: `{award}`, `{round}`, `{fund}`."""

    def spoil(award: Award) -> None:
        own = {"award": award.pk, "round": award.round_id, "fund": award.parts.get().fund_id}
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for statement in statements:
                cursor.execute(statement.format(**own))

    return spoil


FREE = "UPDATE money_account SET balance = balance - 200 WHERE fund_id = {fund} AND kind = 'promised'"
NOT_COUNTED = "UPDATE rounds_round SET awarded = 0 WHERE id = {round}"
NO_PLACE = (
    "ALTER TABLE rounds_round DROP CONSTRAINT no_more_awards_than_places",
    "ALTER TABLE rounds_round DROP CONSTRAINT published_round_is_complete",
    "UPDATE rounds_round SET places = 0 WHERE id = {round}",
)
NOT_DRAWN = "UPDATE rounds_roundfund SET drawn = 0 WHERE round_id = {round}"
NO_BUDGET = (
    "ALTER TABLE rounds_roundfund DROP CONSTRAINT a_round_stays_within_its_budget",
    'UPDATE rounds_roundfund SET "limit" = 199.99 WHERE round_id = {round}',
)
OTHER_PARTS = "UPDATE awarding_awardpart SET amount = 199.99 WHERE award_id = {award}"
ENDED_IN_WORD_ONLY = "UPDATE awarding_award SET state = 'declined' WHERE id = {award}"
PAID_IN_WORD_ONLY = "UPDATE awarding_award SET state = 'paid' WHERE id = {award}"

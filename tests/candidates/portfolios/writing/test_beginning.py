"""A portfolio begins, is given up, and is tried again with the office's consent."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from candidates.journey.models import Candidacy
from candidates.portfolios.models import Consent, Portfolio
from candidates.portfolios.writing import guards, services
from competencies.standard.models import SetEdition
from lsscert.letters.models import Letter
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW
from tests.together import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture
def candidacy() -> Candidacy:
    return people.active()


def begin(candidacy: Candidacy, code: str = "TEC", **changes: Any) -> Portfolio:
    edition = SetEdition.objects.get(set__code=code)
    return services.begin(
        **{"candidacy": candidacy, "set_edition": edition, "by": candidacy.person, "now": NOW} | changes
    )


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda no: no.code == code)


def test_it_begins_empty_in_the_candidates_hands(candidacy: Candidacy) -> None:
    row = begin(candidacy)
    assert (row.state, row.attempt, row.started_at) == ("draft", 1, NOW)
    assert candidacy.person.name.split()[0] not in row.alias
    assert list(candidacy.facts.filter(code="portfolio_begun").values_list("params__set", flat=True)) == [
        "Technology"
    ]


def test_an_elective_must_be_chosen_first(candidacy: Candidacy) -> None:
    with refused("not_planned"):
        begin(candidacy, "CAT")
    for elective in people.electives("CAT"):
        candidacy.electives.create(set=elective, chosen_at=NOW)
    assert begin(candidacy, "CAT").state == "draft"


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("not_active", lambda row: Candidacy.objects.filter(pk=row.pk).update(state="lapsed")),
        (
            "too_late",
            lambda row: Candidacy.objects.filter(pk=row.pk).update(
                deadline=NOW.date() - timedelta(days=1), accepted_on=NOW.date() - timedelta(days=1500)
            ),
        ),
        (
            "pathway_closed",
            lambda _row: PolicyRow.objects.create(
                key="portfolio.open", value="no", effective_from=people.TODAY
            ),
        ),
        ("set_done_already", lambda row: people.achieve(row, "TEC")),
        ("begun_already", lambda row: making.draft(row)),
        ("begun_already", lambda row: making.draft(row, state="in_review", submitted_at=NOW)),
        ("consent_needed", lambda row: making.draft(row, state="not_achieved", submitted_at=NOW)),
        (
            "other_edition",
            lambda row: Candidacy.objects.filter(pk=row.pk).update(edition="2009-01"),
        ),
    ],
)
def test_what_stands_in_the_way(candidacy: Candidacy, code: str, spoil: Any) -> None:
    spoil(candidacy)
    before = Portfolio.objects.count()
    with refused(code):
        begin(candidacy)
    assert Portfolio.objects.count() == before


def test_nobody_begins_for_somebody_else(candidacy: Candidacy) -> None:
    with refused("not_yours"):
        begin(candidacy, by=people.person())


def test_a_draft_is_given_up_and_the_set_begun_anew(candidacy: Candidacy) -> None:
    first = begin(candidacy)
    services.give_up(portfolio=first, by=candidacy.person, now=NOW)
    first.refresh_from_db()
    assert (first.state, first.closed_on) == ("withdrawn", people.TODAY)
    assert begin(candidacy).attempt == 2
    assert candidacy.facts.filter(code="portfolio_dropped").count() == 1


@pytest.mark.parametrize(
    "state", ["submitted", "in_review", "more_info", "achieved", "not_achieved", "withdrawn"]
)
def test_only_a_draft_is_given_up(candidacy: Candidacy, state: str) -> None:
    row = making.draft(candidacy, state=state, submitted_at=NOW)
    with refused("not_a_draft"):
        services.give_up(portfolio=row, by=candidacy.person, now=NOW)


def test_nobody_gives_up_somebody_elses(candidacy: Candidacy) -> None:
    with refused("not_yours"):
        services.give_up(portfolio=begin(candidacy), by=people.person(), now=NOW)


def agree(row: Portfolio) -> Consent:
    return services.agree_to_another(portfolio=row, by=people.staff(), now=NOW)


def test_the_office_agrees_once_for_each_failed_attempt(candidacy: Candidacy) -> None:
    first = making.draft(candidacy, state="not_achieved", submitted_at=NOW)
    assert agree(first) == agree(first)
    assert Letter.objects.filter(kind="portfolio_another_agreed").count() == 1
    assert candidacy.facts.filter(code="portfolio_another_agreed").count() == 1
    second = begin(candidacy)
    assert second.attempt == 2
    services.give_up(portfolio=second, by=candidacy.person, now=NOW)
    third = begin(candidacy)
    Portfolio.objects.filter(pk=third.pk).update(state="not_achieved", submitted_at=NOW)
    with refused("consent_needed"):
        begin(candidacy)


@pytest.mark.parametrize("state", ["draft", "in_review", "achieved", "withdrawn"])
def test_there_is_nothing_to_agree_to_otherwise(candidacy: Candidacy, state: str) -> None:
    with refused("not_decided_so"):
        agree(making.draft(candidacy, state=state, submitted_at=NOW))


def test_the_database_keeps_one_consent_and_one_open_portfolio(candidacy: Candidacy) -> None:
    row = making.draft(candidacy)
    office = people.staff()
    Consent.objects.create(portfolio=row, given_by=office, given_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(portfolio=row, given_by=office, given_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        making.draft(candidacy, attempt=2)


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_begin_one(candidacy: Candidacy) -> None:
    results = together(*[lambda: begin(candidacy)] * 10)
    assert Portfolio.objects.count() == 1
    assert sorted(type(each).__name__ for each in results) == ["Portfolio"] + ["Refused"] * 9
    assert {each.code for each in results if isinstance(each, Refused)} == {"begun_already"}


@pytest.mark.django_db(transaction=True)
def test_past_the_guard_the_constraint_still_says_it_clearly(candidacy: Candidacy, monkeypatch) -> None:
    """The control: without the guard a second one is stopped by the database, and told in words."""
    begin(candidacy)
    monkeypatch.setattr(services, "require_may_begin", lambda *args, **kwargs: None)
    with refused("begun_already"):
        begin(candidacy)
    assert guards.begun_already().how_to_mend

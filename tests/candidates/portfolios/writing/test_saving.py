"""Saving: versions, what is frozen, whose it is, and two saves at one moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from candidates.portfolios import steps
from candidates.portfolios.models import Decision, Portfolio, Response, Sheet
from candidates.portfolios.reopened import editable
from candidates.portfolios.writing import saving
from candidates.portfolios.writing.saving import Typed, save_response, save_sheet
from competencies.standard.models import Competency, SuggestedAssignment
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def portfolio() -> Portfolio:
    return making.draft()


def competency(portfolio: Portfolio, number: int = 1) -> Competency:
    return portfolio.set_edition.competencies.get(number=number)


def save(
    portfolio: Portfolio, text: str = "My words", version: int = 0, number: int = 1, **data: Any
) -> Response:
    return save_response(
        portfolio=portfolio,
        competency=competency(portfolio, number),
        data=Typed(text=text, **data),
        version=version,
        by=portfolio.candidacy.person,
        now=LATER,
    )


def sheet(portfolio: Portfolio, kind: str, text: str = "Plan", version: int = 0) -> Sheet:
    return save_sheet(
        portfolio=portfolio,
        kind=Sheet.Kind(kind),
        text=text,
        version=version,
        by=portfolio.candidacy.person,
        now=LATER,
    )


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda no: no.code == code)


def test_each_save_is_the_next_version(portfolio: Portfolio) -> None:
    assert save(portfolio).version == 1
    row = save(portfolio, "Other words", 1, way="own", introduction="Why")
    assert (row.version, row.text, row.way, row.introduction, row.saved_at) == (
        2,
        "Other words",
        "own",
        "Why",
        LATER,
    )
    assert portfolio.responses.count() == 1


def test_the_same_words_again_are_no_new_version(portfolio: Portfolio) -> None:
    """So that a save whose answer got lost can be sent again, with whatever version it knows."""
    save(portfolio)
    assert save(portfolio, version=0).version == 1


@pytest.mark.parametrize("version", [0, 2, -1])
def test_an_older_or_forged_version_overwrites_nothing(portfolio: Portfolio, version: int) -> None:
    save(portfolio)
    with refused("stale"):
        save(portfolio, "From another tab", version)
    assert portfolio.responses.get().text == "My words"


FROZEN = [state for state in Portfolio.Status if state not in {"draft", "more_info"}]


def put(portfolio: Portfolio, state: str) -> None:
    Portfolio.objects.filter(pk=portfolio.pk).update(state=state, submitted_at=NOW)
    portfolio.refresh_from_db()


@pytest.mark.parametrize("state", FROZEN)
def test_what_is_handed_in_is_frozen_but_the_planning_sheet_is_not(portfolio: Portfolio, state: str) -> None:
    put(portfolio, state)
    with refused("frozen"):
        save(portfolio)
    with refused("frozen"):
        sheet(portfolio, "statement")
    assert sheet(portfolio, "planning").text == "Plan"
    assert not portfolio.responses.exists()


def decide(portfolio: Portfolio, numbers: list[int], *, released: bool = True, **changes: Any) -> Decision:
    return Decision.objects.create(
        **{
            "portfolio": portfolio,
            "round": 1,
            "kind": "more_info",
            "unanimous": True,
            "arithmetic": {"open": numbers},
            "decided_at": NOW,
            "released_at": NOW if released else None,
        }
        | changes
    )


def test_only_reopened_competencies_can_change(portfolio: Portfolio) -> None:
    put(portfolio, "more_info")
    decide(portfolio, [2, 5])
    assert save(portfolio, number=2).version == 1
    for number in (1, 3, 4, 6):
        with refused("frozen"):
            save(portfolio, number=number)
    with refused("frozen"):
        sheet(portfolio, "statement")


@pytest.mark.parametrize(
    ("changes", "numbers"),
    [
        ({}, {2}),
        ({"released": False}, set()),
        ({"sent_back_at": NOW}, set()),
        ({"kind": "achieved"}, set()),
    ],
)
def test_a_decision_reopens_once_it_is_told_and_stands(
    portfolio: Portfolio, changes: dict[str, Any], numbers: set[int]
) -> None:
    put(portfolio, "more_info")
    decide(portfolio, [2], **changes)
    assert editable(portfolio) == numbers


def test_nothing_is_reopened_once_more_was_sent(portfolio: Portfolio) -> None:
    decide(portfolio, [2])
    put(portfolio, "second_round")
    assert editable(portfolio) == frozenset()


def test_nobody_elses_portfolio_and_no_other_sets_competency(portfolio: Portfolio) -> None:
    stranger = people.person()
    with refused("not_yours"):
        save_response(
            portfolio=portfolio,
            competency=competency(portfolio),
            data=Typed(),
            version=0,
            by=stranger,
            now=NOW,
        )
    with refused("not_yours"):
        save_sheet(portfolio=portfolio, kind=Sheet.Kind.PLANNING, text="", version=0, by=stranger, now=NOW)
    other = Competency.objects.filter(set_edition__set__code="COM").first()
    assert other is not None
    with refused("not_of_this_set"):
        save_response(
            portfolio=portfolio,
            competency=other,
            data=Typed(text="x"),
            version=0,
            by=portfolio.candidacy.person,
            now=NOW,
        )


def test_an_assignment_must_be_of_that_competency(portfolio: Portfolio) -> None:
    good = SuggestedAssignment.objects.create(competency=competency(portfolio), number=1, text="Do it")
    bad = SuggestedAssignment.objects.create(competency=competency(portfolio, 2), number=1, text="Do that")
    assert save(portfolio, way="suggested", assignment=good).assignment == good
    for data in (
        {"way": "suggested", "assignment": bad},
        {"way": "suggested"},
        {"way": "own", "assignment": good},
    ):
        with refused("no_such_assignment"):
            save(portfolio, "Else", 1, **data)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lock", [True, False], ids=["locked", "without the lock"])
def test_two_saves_of_one_version_at_once(portfolio: Portfolio, lock: bool, monkeypatch) -> None:
    """One is kept, the other told. Without the lock both believe they are first: that is what the lock is for."""
    save(portfolio)
    meeting = Meeting()
    kept = saving._kept

    def slowly(row: Any, said: dict[str, Any], version: int, now: Any) -> Any:
        if said["text"] == "first":
            meeting.first_waits()
        else:
            meeting.second_goes()
        return kept(row, said, version, now)

    monkeypatch.setattr(saving, "_kept", slowly)
    if not lock:
        monkeypatch.setattr(steps, "locked", lambda row: row)

    def first() -> Response:
        return save(portfolio, "first", 1)

    def second() -> Response:
        meeting.first_is_there.wait(1)
        return save(portfolio, "second", 1)

    results = together(first, second)
    told = [each for each in results if isinstance(each, Refused)]
    saved = [each for each in results if isinstance(each, Response)]
    if lock:
        assert ([each.code for each in told], len(saved)) == (["stale"], 1)
    else:
        assert (told, len(saved)) == ([], 2)


def test_the_database_takes_one_response_per_competency(portfolio: Portfolio) -> None:
    save(portfolio)
    with pytest.raises(IntegrityError):
        Response.objects.create(portfolio=portfolio, competency=competency(portfolio))

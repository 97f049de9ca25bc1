"""What must always hold of help that is given: each clause of each check is shown what breaks it."""

from collections.abc import Callable

import pytest

from lsscert.desk.invariants.scholarships import CHECKS
from scholarships.awarding.holding import free
from scholarships.awarding.models import Award
from tests.scholarships import breaking
from tests.scholarships.breaking import sql
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy", "real_standard")]

CASES: list[tuple[str, Callable[[Award], None], set[str]]] = [
    ("a promise was let go", sql(breaking.FREE), {"promises"}),
    ("paid in word only", sql(breaking.PAID_IN_WORD_ONLY), {"promises", "fee_awards"}),
    ("no report was asked for", breaking.accepted_without_report, {"award_reports"}),
    ("accepted, and an invoice is open", breaking.accepted_beside_an_invoice, {"fee_awards"}),
    ("paid to a person without proof", breaking.paid_without_proof, {"promises", "award_claims"}),
    ("a claim without its lines", breaking.claimed_without_lines, {"claim_lines"}),
    ("approved beside its lines", breaking.approved_beside_its_lines, {"claim_lines"}),
    ("came back and nobody noted it", breaking.came_back_unnoted, {"claim_lines", "award_claims"}),
    ("a place is not counted", sql(breaking.NOT_COUNTED), {"places"}),
    ("there is no such place", sql(*breaking.NO_PLACE), {"places"}),
    ("what it drew is not counted", sql(breaking.NOT_DRAWN), {"budgets"}),
    ("more than it may", sql(*breaking.NO_BUDGET), {"budgets"}),
    ("ended and not let go", sql(breaking.ENDED_IN_WORD_ONLY), {"promises", "places", "budgets"}),
    ("parts of another sum", sql(breaking.OTHER_PARTS), {"promises", "budgets", "award_parts"}),
    ("from a fund it does not draw on", breaking.another_fund_of_it, {"promises", "budgets"}),
    ("of somebody who did not apply", breaking.somebody_else, {"award_people"}),
    ("a fund of strangers", breaking.a_fund_of_strangers, {"round_funds"}),
]


def broken() -> set[str]:
    return {check.code for check in CHECKS if check.breaches()}


@pytest.mark.parametrize(("spoil", "codes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_does_not_hold_is_counted(spoil: Callable[[Award], None], codes: set[str]) -> None:
    award = breaking.one_award()
    assert broken() == set()
    spoil(award)
    assert broken() == codes


def test_every_check_is_broken_by_some_case() -> None:
    """Draws are broken in tests/scholarships/awarding/test_draw_invariant.py, where they are made."""
    assert set().union({"draws"}, *(codes for _name, _spoil, codes in CASES)) == {
        check.code for check in CHECKS
    }


def test_a_place_that_was_let_go_is_sound() -> None:
    free(award=breaking.one_award(), state=Award.Status.TAKEN_OFF, by=None, now=NOW)
    assert broken() == set()

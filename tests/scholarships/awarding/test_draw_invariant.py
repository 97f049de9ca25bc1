"""Every draw on record computes again, the sealed ones with the secret that is still in the house."""

import pgtrigger
import pytest

from lsscert.desk.invariants.scholarships import draws_that_compute_otherwise
from scholarships.awarding.draw_models import Draw, SealedSecret
from tests.scholarships.awarding.drawn import drawn, fixed

pytestmark = pytest.mark.django_db


def test_draws_as_the_services_make_them_compute() -> None:
    drawn()
    fixed()
    assert draws_that_compute_otherwise() == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"outside_number": "4 8 15 10"},
        {"secret": "0" * 64},
        {"entries_hash": "0" * 64},
        {"commitment": "0" * 64},
        {"order": ["A-001", "A-002", "A-003", "A-004", "A-005", "A-006"]},
        {"entries": [{"entry": "A-001", "group": 0}]},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_each_published_value_counts(changed: dict[str, object]) -> None:
    made = drawn()
    with pgtrigger.ignore("awarding.Draw:a_draw_is_made_once"):
        Draw.objects.filter(pk=made.pk).update(**changed)
    assert draws_that_compute_otherwise() == 1


def test_a_seal_that_could_not_be_opened_any_more_is_seen() -> None:
    made = fixed()
    SealedSecret.objects.filter(draw=made).update(value="0" * 64)
    assert draws_that_compute_otherwise() == 1
    SealedSecret.objects.filter(draw=made).delete()
    assert draws_that_compute_otherwise() == 1

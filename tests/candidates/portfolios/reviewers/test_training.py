"""The training portfolio: its key, passing and not passing."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from candidates.portfolios.models import Calibration, Reviewer
from candidates.portfolios.reviewers import services
from candidates.portfolios.reviewers.calibrating import KeyLine, compare, missing
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW

KEY = [KeyLine(1, "met", "a"), KeyLine(2, "not", "b"), KeyLine(3, "partial", "c")]


@pytest.mark.parametrize(
    ("ratings", "percent_needed", "percent", "passed"),
    [
        ({1: "met", 2: "not", 3: "partial"}, 100, 100, True),
        ({1: "met", 2: "not", 3: "met"}, 66, 66, True),
        ({1: "met", 2: "not", 3: "met"}, 67, 66, False),
        ({1: "not", 2: "met", 3: "met"}, 0, 0, True),
        ({}, 1, 0, False),
    ],
)
def test_agreement_with_the_key(ratings, percent_needed, percent, passed):
    result = compare(KEY, ratings, percent_needed=percent_needed)
    assert (result.percent, result.passed) == (percent, passed)


def test_a_rating_below_met_needs_a_comment():
    assert missing(KEY, {1: "met", 2: "not", 3: "x"}, {2: "  "}) == [2, 3]
    assert missing(KEY, {1: "met", 2: "not", 3: "partial"}, {2: "say", 3: "more"}) == []


@pytest.fixture
def loaded(real_standard) -> Calibration:
    services.load_calibration()
    return Calibration.objects.get()


def rated(attempt, **changes) -> dict[str, dict[str, str]]:
    right = {str(line.number): line.rating for line in services.key_of(attempt.calibration)} | changes
    return {number: {"value": value, "comment": "because"} for number, value in right.items()}


@pytest.mark.django_db
def test_nobody_is_trained_before_they_agree_with_the_key(loaded):
    row = making.reviewer(trained=False)
    attempt = services.begin_training(reviewer=row, now=NOW)
    assert services.begin_training(reviewer=row, now=NOW) == attempt
    wrong = dict.fromkeys("12", "partial")
    services.save_training(attempt=attempt, ratings=rated(attempt, **wrong), version=0)
    assert not services.hand_in_training(attempt=attempt, now=NOW).passed
    assert Reviewer.objects.get(pk=row.pk).trained_at is None
    with pytest.raises(Refused, match="handed in already"):
        services.save_training(attempt=attempt, ratings=rated(attempt), version=1)
    again = services.begin_training(reviewer=row, now=NOW)
    services.save_training(attempt=again, ratings=rated(again, **{"1": "partial"}), version=0)
    result = services.hand_in_training(attempt=again, now=NOW)
    assert (result.percent, result.passed) == (80, True)
    assert Reviewer.objects.get(pk=row.pk).trained_at == NOW


@pytest.mark.django_db
def test_the_key_is_not_shown_before_it_is_handed_in(loaded):
    row = making.reviewer(trained=False)
    client, why = people.signed_in(row.person), escape(loaded.key[0]["why"])
    client.post(reverse("review_training"), {"begin": "1"})
    page = client.get(reverse("review_training")).content.decode()
    assert "Hand in and see the key" in page
    assert why not in page
    answer = client.post(reverse("review_training"), {"version": "0", "value-1": "met", "hand_in": "1"})
    assert "Still to rate, or without a comment: 2, 3, 4, 5" in answer.content.decode()
    typed = {f"value-{line['number']}": line["rating"] for line in loaded.key}
    typed |= {f"comment-{line['number']}": "because" for line in loaded.key}
    client.post(reverse("review_training"), {"version": "1", "hand_in": "1"} | typed)
    page = client.get(reverse("review_training")).content.decode()
    assert why in page
    assert Reviewer.objects.get(pk=row.pk).trained_at is not None


@pytest.mark.django_db
def test_a_stale_tab_is_told(loaded):
    row = making.reviewer(trained=False)
    client = people.signed_in(row.person)
    client.post(reverse("review_training"), {"begin": "1"})
    url = reverse("review_training_save")
    assert client.post(url, {"version": "0", "value-1": "met"}).json()["version"] == 1
    answer = client.post(url, {"version": "0", "value-1": "not"})
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")

"""An accepted place while help with its fee is being decided: what lapses, and what its candidate reads."""

from datetime import date, timedelta

import pytest

from candidates.journey import hooks
from candidates.journey.lapsing import lapse_what_is_due
from candidates.journey.models import Candidacy
from candidates.journey.place import Wait
from lsscert.registry import Registry
from tests import people
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
SETTLE, BEGUN, DECIDED = 60, 30, 150
SENTENCE = "Your application to the fund <b>X</b> is being decided."


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> dict[int, list[Wait]]:
    """By candidacy, what an upper room says of its days of waiting."""
    said: dict[int, list[Wait]] = {}
    registry: Registry = Registry()
    registry.add(lambda candidacy: said.get(candidacy.pk, []))
    monkeypatch.setattr(hooks, "PLACE_WAITS", registry)
    return said


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def lapses(candidacy: Candidacy, days: int) -> bool:
    lapse_what_is_due(NOW + timedelta(days=days))
    candidacy.refresh_from_db()
    return candidacy.state == Candidacy.Status.LAPSED


def test_it_waits_as_long_as_the_decision_does(waits: dict[int, list[Wait]]):
    candidacy, other = people.accepted(), people.accepted()
    waits[candidacy.pk] = [Wait(after(BEGUN), None, SENTENCE)]
    assert not lapses(candidacy, SETTLE + 300)
    # Somebody else's waiting is no reason to keep another's place.
    other.refresh_from_db()
    assert other.state == Candidacy.Status.LAPSED


def test_what_was_left_of_the_days_is_still_there_after_the_decision(waits: dict[int, list[Wait]]):
    candidacy = people.accepted()
    waits[candidacy.pk] = [Wait(after(BEGUN), after(DECIDED), SENTENCE)]
    # 29 days had passed, so 31 of 60 are left.
    assert not lapses(candidacy, DECIDED + 31)
    assert lapses(candidacy, DECIDED + 32)


def test_the_home_tells_why_the_place_is_kept_and_names_no_day(waits: dict[int, list[Wait]]):
    candidacy = people.accepted()
    client = people.signed_in(candidacy.person)
    waits[candidacy.pk] = [Wait(after(BEGUN), None, SENTENCE)]
    page = client.get("/my/").content.decode()
    assert "Your application to the fund &lt;b&gt;X&lt;/b&gt; is being decided." in page
    assert "stand still" in page
    assert "your place is kept meanwhile" in page
    assert "Your place is kept until" not in page
    assert "goes back in full" not in page  # that is for those who wait for the office's own decision


def test_the_home_names_the_later_day_once_it_is_decided(waits: dict[int, list[Wait]]):
    candidacy = people.accepted()
    client = people.signed_in(candidacy.person)
    assert "1 May 2026" in client.get("/my/").content.decode()
    waits[candidacy.pk] = [Wait(date(2026, 4, 1), date(2026, 4, 10), SENTENCE)]
    page = client.get("/my/").content.decode()
    assert "11 May 2026" in page
    assert "1 May 2026" not in page.replace("11 May 2026", "")
    assert SENTENCE not in page

"""The organisation's check of the facts, on the pages of those who make it."""

from datetime import timedelta

import pytest

from lsscert.letters.models import Letter
from lsscert.money.models import Fund
from lsscert.refused import Refused
from scholarships.applying import checking, services
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.references import ask_for_reference, give_reference
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def refuse(row: ScholarshipApplication, later: int = 0) -> ScholarshipApplication:
    by = making.member(Role.ORGANISER)
    now = NOW + timedelta(minutes=later)
    return checking.find_not_eligible(application=row, rule="other", words="No diploma.", by=by, now=now)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_handed_in_is_neither_put_in_the_running_nor_refused(state: str) -> None:
    row = making.application(making.round_(), state=state)
    by = making.member(Role.ORGANISER)
    for act in (lambda: refuse(row), lambda: checking.find_eligible(application=row, by=by, now=NOW)):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "move_not_allowed"
    row.refresh_from_db()
    assert row.state == state
    assert not Letter.objects.exists()


def test_one_that_was_taken_back_is_out_of_the_organisers_sight() -> None:
    row = making.application(making.round_())
    organiser = people.signed_in(making.member(Role.ORGANISER))
    assert organiser.get(f"/committee/applications/{row.ref}/").status_code == 200
    services.take_back(application=row, by=row.person, now=NOW)
    assert organiser.get(f"/committee/applications/{row.ref}/").status_code == 404
    assert row.ref not in organiser.get(f"/committee/rounds/{row.round.ref}/applications/").content.decode()


def test_nobody_decides_their_own() -> None:
    organiser = making.member(Role.ORGANISER)
    row = making.application(making.round_(), organiser, state="to_check")
    client = people.signed_in(organiser)
    assert "Not yours to decide" in client.get(f"/committee/applications/{row.ref}/").content.decode()
    page = client.post(f"/committee/applications/{row.ref}/", {"decision": "eligible"})
    row.refresh_from_db()
    assert row.state == "to_check"
    assert "your own application" in page.content.decode()


def test_turned_round_it_is_told_and_the_unsent_refusal_is_taken_back() -> None:
    row = refuse(making.application(making.round_(), state="to_check"))
    checking.find_eligible(application=row, by=making.member(Role.ORGANISER), now=NOW + timedelta(minutes=5))
    found = {letter.kind: letter.state for letter in Letter.objects.all()}
    assert found["scholarship_not_eligible"] == "withdrawn"
    assert found["scholarship_eligible_after_all"] == "queued"


def test_an_organiser_who_judges_a_round_without_names_sees_no_name_beside_a_number() -> None:
    round_ = making.round_(blind=True, references=1)
    row = making.application(
        round_, people.person("Zenobia Canary"), member_number="CANARY-1", region="Canaria"
    )
    row.posts.update(library="Canary Library", region="Canaria")
    asked = ask_for_reference(
        application=row, name="Rita Canary", email="rita@x.test", by=row.person, now=NOW
    )
    give_reference(reference=asked, text="Canary is good.", declined=False, now=NOW)
    pages = [f"/committee/rounds/{round_.ref}/applications/", f"/committee/applications/{row.ref}/"]
    both = people.signed_in(making.member(Role.ORGANISER, Role.COMMITTEE))
    only = people.signed_in(making.member(Role.ORGANISER))
    for page in pages:
        assert "anar" not in both.get(page).content.decode()
        assert "You judge this round" in both.get(page).content.decode()
        assert "Zenobia Canary" in only.get(page).content.decode()
    assert "Canary is good." in only.get(pages[1]).content.decode()
    open_ = making.round_(draws_on=Fund.objects.get(), blind=False, title="With names")
    shown = making.application(open_, people.person("Olive Open"))
    assert "Olive Open" in both.get(f"/committee/applications/{shown.ref}/").content.decode()


def test_the_list_can_show_only_what_is_to_check() -> None:
    round_ = making.round_(blind=False)
    making.application(round_, people.person("Wanda Waits"), state="to_check")
    making.application(round_, people.person("Rosa Running"))
    organiser = people.signed_in(making.member(Role.ORGANISER))
    page = organiser.get(f"/committee/rounds/{round_.ref}/applications/?show=to-check").content.decode()
    assert "Wanda Waits" in page
    assert "Rosa Running" not in page


def test_nobody_else_reaches_an_application() -> None:
    """Another applicant, another organisation's organiser and a treasurer; the organiser shows that it could."""
    row = making.application(making.round_(references=1), people.person("Zenobia Canary"))
    elsewhere = making.member(Role.ORGANISER, of=making.organisation("Other Association"))
    pages = [f"/committee/applications/{row.ref}/", f"/committee/rounds/{row.round.ref}/applications/"]
    for stranger in (elsewhere, making.member(Role.TREASURER), people.person()):
        client = people.signed_in(stranger)
        assert [client.get(page).status_code for page in pages] in ([404, 404], [403, 403])
    other = people.signed_in(people.person())
    own = f"/my/scholarships/{row.round.ref}/"
    for page in ("/my/scholarships/", own, own + "withdraw/", own + "reference/"):
        assert "Canary" not in other.get(page).content.decode()
    assert "Canary" in people.signed_in(making.member(Role.ORGANISER)).get(pages[0]).content.decode()

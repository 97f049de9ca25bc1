"""Letters of reference: who is asked, how often, until when; and that the applicant never reads one."""

from datetime import timedelta

import pytest

from lsscert.accounts.models import Link
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from scholarships.applying import reminding, services
from scholarships.applying.models import Reference, ScholarshipApplication
from scholarships.applying.references import ask_for_reference, give_reference, take_request_back
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def draft(**facts: object) -> ScholarshipApplication:
    return services.begin(round_=making.round_(references=1, **facts), person=people.person(), now=NOW)


def ask(row: ScholarshipApplication, email: str = "rita@x.test", days: float = 0) -> Reference:
    return ask_for_reference(
        application=row, name="Rita Reader", email=email, by=row.person, now=NOW + timedelta(days=days)
    )


def code(act: object, *args: object) -> str:
    with pytest.raises(Refused) as no:
        act(*args)  # type: ignore[operator]
    return no.value.code


def test_a_mistyped_address_is_taken_back_and_another_one_asked() -> None:
    row = draft()
    wrong = ask(row, "wrogn@x.test")
    assert code(ask, row, "right@x.test") == "enough_references"
    page = people.signed_in(row.person).post(
        f"/my/scholarships/{row.round.ref}/reference/", {"take-back": wrong.ref}, follow=True
    )
    assert "taken back" in page.content.decode()
    assert Letter.objects.get(address="wrogn@x.test").state == "withdrawn"
    assert not Link.objects.filter(subject=wrong.ref).exists()
    assert ask(row, "right@x.test").state == "asked"


def test_nobody_takes_back_what_another_person_asked() -> None:
    theirs = ask(draft())
    stranger = people.signed_in(people.person())
    page = f"/my/scholarships/{theirs.application.round.ref}/reference/"
    assert stranger.post(page, {"take-back": theirs.ref}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "asked"


def test_an_address_gets_one_letter_a_day_also_when_taken_back_between() -> None:
    row = draft()
    first = ask(row)
    assert code(ask, row) == "asked_today"
    take_request_back(reference=first, by=row.person, now=NOW)
    assert code(ask, row) == "asked_today"
    assert ask(row, days=1).state == "asked"
    assert Letter.objects.filter(kind="scholarship_reference_asked").count() == 2


def test_letters_are_asked_for_and_given_only_while_an_application_is_under_way() -> None:
    row = making.application(making.round_(references=1))
    reference = ask(row)
    assert code(ask, row, "late@x.test", 40) == "round_closed"
    services.withdraw(application=row, by=row.person, now=NOW)
    assert code(ask, row, "more@x.test") == "not_running"
    with pytest.raises(Refused) as no:
        give_reference(reference=reference, text="Good.", declined=False, now=NOW)
    assert no.value.code == "letter_not_wanted"


def test_the_link_is_gone_once_the_application_is_withdrawn(client: people.Client) -> None:
    row = making.application(making.round_(references=1))
    ask(row)
    body = Letter.objects.get(kind="scholarship_reference_asked").body
    link = "/t/" + body.split("/t/")[1].split()[0]
    assert "A letter for" in client.get(link).content.decode()
    services.withdraw(application=row, by=row.person, now=NOW)
    assert "A letter for" not in client.get(link).content.decode()


def test_the_applicant_learns_that_it_came_and_never_what_it_says() -> None:
    row = making.application(making.round_(references=1))
    give_reference(reference=ask(row), text="CANARYTEXT", declined=False, now=NOW)
    client, own = people.signed_in(row.person), f"/my/scholarships/{row.round.ref}/"
    pages = [client.get(page).content.decode() for page in (own, own + "reference/", "/my/scholarships/")]
    services.take_back(application=row, by=row.person, now=NOW)
    pages.append(client.get(own).content.decode())
    assert not any("CANARYTEXT" in page for page in pages)
    assert all("Rita Reader" in page for page in (pages[0], pages[1], pages[3]))
    assert not Letter.objects.filter(body__contains="CANARYTEXT").exists()
    assert Reference.objects.get().text == "CANARYTEXT"


def test_referees_and_drafts_are_reminded_once_before_the_round_closes() -> None:
    row = draft()
    ask(row)
    sent = []
    for days in range(14, 21):  # it closes on the twentieth day
        for _twice in range(2):
            reminding.remind(NOW + timedelta(days=days))
        kinds = Letter.objects.filter(kind__endswith="reminder").values_list("kind", flat=True)
        sent.append(sorted(kind.removeprefix("scholarship_") for kind in kinds))
    assert sent[0] == []
    assert sent[1] == ["reference_reminder"]
    assert sent[-1] == ["draft_reminder", "reference_reminder"]

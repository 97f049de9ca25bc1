"""A letter of reference that is a PDF: what is taken, who reads it where, and that its name gives nobody away."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lsscert.accounts.models import Person
from lsscert.files.models import StoredFile
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from scholarships.applying.models import Reference, ScholarshipApplication
from scholarships.applying.references import ask_for_reference, give_reference
from scholarships.awarding import meeting
from scholarships.scoring import services as scoring
from tests import people
from tests.lsscert.files import hostile
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
AFTER = NOW + timedelta(days=21)
"""The round of `making` has closed by then."""


def upload(content: bytes = b"", name: str = "Letter for Ana Applicant.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or hostile.pdf(), "application/pdf")


def asked(**said: object) -> Reference:
    row = making.application(making.round_(references=1, **said), people.person("Ana Applicant"))
    return ask_for_reference(application=row, name="Rita Reader", email="rita@x.test", by=row.person, now=NOW)


def given(text: str = "", **said: object) -> Reference:
    return give_reference(reference=asked(**said), text=text, declined=False, now=NOW, upload=upload())


def link() -> str:
    body = Letter.objects.get(kind="scholarship_reference_asked").body
    return "/t/" + body.split("/t/")[1].split()[0]


def page_of(reference: Reference) -> str:
    return reverse("committee_letter", args=[reference.ref])


def status(reference: Reference, person: Person) -> int:
    return people.signed_in(person).get(page_of(reference)).status_code


def test_the_link_takes_a_pdf_in_place_of_text(client: Client) -> None:
    asked()
    assert "Thank you" in client.post(link(), {"text": "", "file": upload()}).content.decode()
    row = Reference.objects.get()
    assert (row.state, row.text) == ("given", "")
    assert row.file is not None
    assert row.file.given_by is None


def test_neither_text_nor_file_is_no_letter_and_the_link_stays_open(client: Client) -> None:
    reference = asked()
    page = client.post(link(), {"text": "  ", "file": ""})
    assert (page.status_code, "choose a PDF" in page.content.decode()) == (422, True)
    with pytest.raises(Refused) as no:
        give_reference(reference=reference, text="\x00 ", declined=False, now=NOW)
    assert no.value.code == "letter_empty"
    assert Reference.objects.get().state == "asked"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 broken", "file_broken"),
        (b"MZ\x90\x00" + bytes(200), "file_program"),
        (b"<html><script>1</script></html>", "file_script"),
        (hostile.locked_pdf(user="secret"), "file_locked"),
    ],
)
def test_what_is_no_clean_pdf_is_refused_and_the_words_are_kept(
    client: Client, content: bytes, code: str
) -> None:
    reference = asked()
    with pytest.raises(Refused) as no:
        give_reference(reference=reference, text="", declined=False, now=NOW, upload=upload(content))
    assert no.value.code == code
    page = client.post(link(), {"text": "She is kind.", "file": upload(content)})
    assert (page.status_code, "She is kind." in page.content.decode()) == (422, True)
    assert not StoredFile.objects.exists()


def test_a_declined_request_keeps_no_file(client: Client) -> None:
    asked()
    client.post(link(), {"decline": "1", "file": upload()})
    assert Reference.objects.get().state == "declined"
    assert not StoredFile.objects.exists()


def test_bytes_of_a_letter_that_came_too_late_vanish(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = asked()
    twice = Reference.objects.get(pk=reference.pk)
    give_reference(reference=reference, text="First.", declined=False, now=NOW)
    monkeypatch.setattr("scholarships.applying.references._require_wanted", _only_when_locked())
    with pytest.raises(Refused):
        give_reference(reference=twice, text="", declined=False, now=NOW, upload=upload())
    assert not StoredFile.objects.exists()
    assert not default_storage.exists("files") or default_storage.listdir("files") == ([], [])


def _only_when_locked():
    """The first look says yes, as it does while the other letter is on its way."""
    from scholarships.applying import references

    real, looks = references._require_wanted, []

    def look(*args: object) -> None:
        looks.append(1)
        if len(looks) > 1:
            real(*args)

    return look


def test_nothing_of_the_name_or_of_the_writer_travels_with_the_file() -> None:
    reference = give_reference(
        reference=asked(), text="", declined=False, now=NOW, upload=upload(hostile.armed_pdf())
    )
    answer = people.signed_in(making.member("organiser", name="Otto Organiser")).get(page_of(reference))
    assert answer["Content-Disposition"] == 'inline; filename="letter of reference 1.pdf"'
    assert "Ana" not in str(answer.headers)
    assert hostile.SECRET.encode() not in b"".join(answer)


def test_the_applicant_never_reads_it_not_even_as_organiser() -> None:
    reference = given()
    applicant = reference.application.person
    making.Membership.objects.create(
        person=applicant, organisation=reference.application.round.organisation, role="organiser"
    )
    assert status(reference, applicant) == 404
    own = people.signed_in(applicant).get(f"/committee/applications/{reference.application.ref}/")
    assert page_of(reference) not in own.content.decode()


def test_who_checks_the_facts_reads_it_and_strangers_do_not() -> None:
    reference = given()
    other = making.member("organiser", of=making.organisation("Round Table"), name="Olga Other")
    assert status(reference, making.member("organiser", name="Otto Organiser")) == 200
    assert status(reference, people.staff()) == 200
    assert status(reference, other) == 404
    assert status(reference, making.member("treasurer")) == 404
    assert status(reference, people.person()) == 404


def judged(reference: Reference) -> tuple[ScholarshipApplication, list[Person]]:
    """Two who said whom they know, one who did not, one who stepped aside."""
    application = reference.application
    members = [making.member(name=name) for name in ("Ada One", "Ben Two", "Cas Three", "Dot Four")]
    seats = [making.judge(application.round, each) for each in members]
    scoring.recuse(judge=seats[3], application=application, why="", now=NOW)
    seats[2].declared_at = None
    seats[2].save()
    return application, members


def test_a_judge_reads_it_beside_the_scores_but_not_who_stepped_aside(settings) -> None:
    reference = given(blind=False)
    application, members = judged(reference)
    settings.FAKE_NOW = AFTER
    assert [status(reference, each) for each in members] == [200, 200, 404, 404]
    page = people.signed_in(members[0]).get(reverse("committee_score", args=[application.ref]))
    assert page_of(reference) in page.content.decode()


def test_in_a_blind_round_it_is_read_at_the_meeting_only(settings) -> None:
    reference = given(blind=True)
    application, members = judged(reference)
    settings.FAKE_NOW = AFTER
    assert [status(reference, each) for each in members] == [404, 404, 404, 404]
    scored = people.signed_in(members[0]).get(reverse("committee_score", args=[application.ref]))
    assert page_of(reference) not in scored.content.decode()
    seats = application.round.judges.filter(person__in=members[:2])
    meeting.open_it(round_=application.round, present=list(seats), by=members[0], now=AFTER)
    assert [status(reference, each) for each in members] == [200, 200, 200, 404]
    read = people.signed_in(members[0]).get(reverse("committee_meeting_application", args=[application.ref]))
    assert page_of(reference) in read.content.decode()

"""Asking, giving back, issuing and correcting, through the states and against the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest

from candidates.certificates import services
from candidates.certificates.models import Certificate, CertificateRequest
from candidates.certificates.numbers import parse_number
from candidates.journey import services as journey
from candidates.journey import timeline
from candidates.journey.models import Candidacy
from competencies.standard.models import CompetencySet
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.candidates.certificates import holders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
Asked = CertificateRequest.Status


@contextmanager
def refused_with(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as refusal:
        yield
    assert refusal.value.code == code


def letters_to(person, kind: str) -> list[Letter]:
    return list(person.letters.filter(kind=kind).order_by("pk"))


def test_from_asking_to_the_certificate():
    candidacy = holders.with_six_sets()
    request = holders.asked(candidacy, holder_name="  Maria   Delgado-Ruiz ", listed=True)
    assert (request.state, request.holder_name) == (Asked.ASKED, "Maria Delgado-Ruiz")

    made = services.issue(request=request, by=people.staff(), now=holders.ISSUED_AT)
    request.refresh_from_db()
    candidacy.refresh_from_db()
    assert request.state == Asked.ISSUED
    assert candidacy.state == Candidacy.Status.CERTIFIED
    assert parse_number(made.number) == made.number
    assert made.number.startswith("LSSC-2026-00001-")
    assert made.listed
    assert (made.issued_on, made.term_begins, made.term_ends) == (
        date(2026, 11, 24),
        date(2026, 11, 24),
        date(2030, 11, 23),
    )
    [letter] = letters_to(candidacy.person, "certificate_issued")
    assert made.number in letter.body
    assert f"/verify/{made.number}/{made.link_token}/" in letter.body
    assert "23 November 2030" in letter.body
    told = [entry.sentence for entry in timeline.entries(candidacy)]
    assert f"Your certificate {made.number} was issued. It is valid until 23 November 2030." in told
    assert "You asked for your certificate." in told


def test_the_sets_are_kept_as_they_were():
    made = holders.issued()
    first = CompetencySet.objects.get(code=made.sets[0]["code"])
    name = first.name
    first.name = "Renamed later"
    first.save()
    made.refresh_from_db()
    assert made.sets[0] == {
        "code": first.code,
        "name": name,
        "edition": "2012-10",
        "required": True,
        "route": "course",
        "date": "2026-05-04",
        "source": f"A course on {name}",
    }
    assert [one["code"] for one in made.sets] == holders.six_codes()


def test_a_seventh_set_and_an_annulled_one_are_not_printed():
    candidacy = holders.with_six_sets()
    seventh = CompetencySet.objects.filter(required=False).order_by("pk")[3]
    chosen = CompetencySet.objects.filter(code__in=holders.six_codes()[3:])
    journey.choose_electives(candidacy=candidacy, sets=list(chosen), by=candidacy.person, now=people.NOW)
    holders.achieve(candidacy, seventh.code)
    # a set achieved twice, the first one annulled
    again = candidacy.achievements.get(set_edition__set__code=holders.six_codes()[0])
    journey.annul_achievement(achievement=again, why="A slip", by=candidacy.person, now=people.NOW)
    holders.achieve(candidacy, holders.six_codes()[0])
    made = services.issue(request=holders.asked(candidacy), by=people.staff(), now=holders.ISSUED_AT)
    assert [one["code"] for one in made.sets] == holders.six_codes()


def test_issued_late_in_the_evening_in_chicago_it_is_still_that_day():
    late = datetime(2027, 1, 1, 5, 30, tzinfo=UTC)  # 23:30 on 31 December in Chicago
    made = holders.issued(now=late)
    assert (made.issued_on, made.term_ends) == (date(2026, 12, 31), date(2030, 12, 30))
    assert made.number.startswith("LSSC-2026-")


def test_numbers_count_up_within_a_year():
    numbers = [holders.issued(f"Person {word}").number[:15] for word in ("One", "Two")]
    assert numbers == ["LSSC-2026-00001", "LSSC-2026-00002"]


@pytest.mark.parametrize("sets_done", [0, 5])
def test_asking_is_refused_while_a_set_is_missing(sets_done: int):
    candidacy = people.active()
    holders.achieve(candidacy, *holders.six_codes()[:sets_done])
    with refused_with("sets_missing"):
        holders.asked(candidacy)
    assert not CertificateRequest.objects.exists()


def test_asking_is_refused_before_one_is_active_and_after_one_is_certified():
    with refused_with("not_active"):
        holders.asked(people.accepted())
    made = holders.issued()
    with refused_with("not_active"):
        holders.asked(made.candidacy)


@pytest.mark.parametrize(
    ("name", "code"), [("", "name_needed"), (" \x00\n ", "name_needed"), ("x" * 121, "name_too_long")]
)
def test_asking_needs_a_name_that_fits(name: str, code: str):
    candidacy = holders.with_six_sets()
    with refused_with(code):
        services.ask_for_certificate(
            candidacy=candidacy, holder_name=name, listed=False, by=candidacy.person, now=people.NOW
        )


def test_asking_twice_is_refused_and_keeps_what_was_asked():
    candidacy = holders.with_six_sets()
    holders.asked(candidacy)
    with refused_with("already_asked"):
        holders.asked(candidacy, holder_name="Somebody Else")
    assert candidacy.certificate_request.holder_name == "Maria Delgado-Ruiz"


def test_given_back_then_asked_again_then_given_back_again():
    request = holders.asked()
    candidacy = request.candidacy
    office = people.staff()
    for words in ("Please write your full name.", "Once more, please."):
        services.return_request(request=request, answer=words, by=office, now=holders.ISSUED_AT)
        request.refresh_from_db()
        assert (request.state, request.answer) == (Asked.RETURNED, words)
        with refused_with("move_not_allowed"):
            services.issue(request=request, by=office, now=holders.ISSUED_AT)
        again = holders.asked(candidacy, holder_name="Maria Elena Delgado-Ruiz")
        assert again.pk == request.pk
    assert [
        words in letter.body
        for letter, words in zip(
            letters_to(candidacy.person, "certificate_returned"),
            ("Please write your full name.", "Once more, please."),
            strict=True,
        )
    ] == [True, True]
    made = services.issue(request=request, by=office, now=holders.ISSUED_AT)
    assert made.holder_name == "Maria Elena Delgado-Ruiz"
    with refused_with("move_not_allowed"):
        services.return_request(request=request, answer="Too late", by=office, now=holders.ISSUED_AT)


@pytest.mark.parametrize("answer", ["", "  \n "])
def test_giving_back_needs_words(answer: str):
    request = holders.asked()
    with refused_with("answer_needed"):
        services.return_request(request=request, answer=answer, by=people.staff(), now=people.NOW)
    request.refresh_from_db()
    assert request.state == Asked.ASKED


def test_a_set_annulled_after_asking_stops_the_issue():
    request = holders.asked()
    achievement = request.candidacy.achievements.first()
    journey.annul_achievement(
        achievement=achievement, why="Another course", by=people.staff(), now=people.NOW
    )
    with refused_with("sets_missing"):
        services.issue(request=request, by=people.staff(), now=holders.ISSUED_AT)
    request.refresh_from_db()
    assert request.state == Asked.ASKED
    assert not Certificate.objects.exists()
    assert not Letter.objects.filter(kind="certificate_issued").exists()


def test_issuing_a_second_time_is_refused_and_spends_no_number():
    request = holders.asked()
    services.issue(request=request, by=people.staff(), now=holders.ISSUED_AT)
    with refused_with("already_issued"):
        services.issue(request=request, by=people.staff(), now=holders.ISSUED_AT)
    assert Certificate.objects.count() == 1
    assert holders.issued("Next One").number.startswith("LSSC-2026-00002-")


def test_a_corrected_name_takes_the_place_of_the_old():
    old = holders.issued(listed=True)
    new = holders.corrected(old, "Maria Elena Delgado-Ruiz")
    old.refresh_from_db()
    assert (old.state, old.holder_name) == (Certificate.Status.SUPERSEDED, "Maria Delgado-Ruiz")
    assert (new.state, new.holder_name) == (Certificate.Status.IN_FORCE, "Maria Elena Delgado-Ruiz")
    assert (new.term_begins, new.term_ends, new.sets, new.listed) == (
        old.term_begins,
        old.term_ends,
        old.sets,
        True,
    )
    assert new.number != old.number
    assert new.link_token != old.link_token
    assert (new.replaces, new.correction_reason) == (old, "A slip.")
    [letter] = letters_to(old.candidacy.person, "certificate_corrected")
    assert new.number in letter.body
    assert old.link_token not in letter.body
    assert timeline.entries(old.candidacy)[0].sentence == (
        f"The name on your certificate was corrected. {new.number} takes the place of {old.number}."
    )


def test_a_replaced_certificate_cannot_be_corrected_or_listed():
    old = holders.issued()
    holders.corrected(old)
    with refused_with("move_not_allowed"):
        holders.corrected(old, "Somebody Else")
    with refused_with("superseded"):
        services.set_listing(certificate=old, listed=True, by=old.candidacy.person, now=people.NOW)
    assert Certificate.objects.count() == 2


def test_a_correction_needs_another_name_and_a_reason():
    old = holders.issued()
    office = people.staff()
    with refused_with("same_name"):
        holders.corrected(old, " Maria  Delgado-Ruiz ")
    with refused_with("reason_needed"):
        services.correct_name(certificate=old, holder_name="Another", reason=" ", by=office, now=people.NOW)
    old.refresh_from_db()
    assert old.state == Certificate.Status.IN_FORCE


def test_the_holder_lists_the_name_and_takes_it_back():
    made = holders.issued()
    person = made.candidacy.person
    for listed in (True, True, False):
        services.set_listing(certificate=made, listed=listed, by=person, now=holders.ISSUED_AT)
        made.refresh_from_db()
        assert made.listed is listed
    codes = list(made.candidacy.facts.filter(code__startswith="name_").values_list("code", flat=True))
    assert codes == ["name_unlisted", "name_listed"]

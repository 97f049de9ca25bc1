"""Minutes by their page and as a PDF: the same words, for the same people."""

from datetime import timedelta

import pytest
from django.urls import reverse

from scholarships.awarding.meeting import record
from scholarships.awarding.minutes import departures
from scholarships.awarding.minutes_paper import Minutes, as_pdf
from scholarships.awarding.models import Meeting
from scholarships.rounds.models import Round
from scholarships.scoring import inviting
from scholarships.scoring.models import Recusal, Sheet
from tests import people
from tests.pdfs import says, text_in
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


@pytest.fixture
def met() -> Round:
    """Leah left while it was scored, Stan stepped aside from the second of two; then it met."""
    round_ = making.round_(title="Help & hope, 2026")
    leah, stan = (making.judge(round_, making.member(name=name)) for name in ("Leah Leaves", "Stan Stays"))
    rows = [making.application(round_, people.person(f"Applicant {number}")) for number in (1, 2)]
    for row in rows:
        Sheet.objects.create(judge=leah, application=row, begun_at=NOW, handed_in_at=NOW)
    organiser = making.member(making.Role.ORGANISER, name="Orla Organiser")
    inviting.end_seat(judge=leah, why="Moved to Idaho.", by=organiser, now=NOW)
    Recusal.objects.create(judge=stan, application=rows[1], at=NOW)
    sitting = Meeting.objects.create(round=round_, opened_at=NOW, opened_by=organiser)
    record(sitting, "opened", organiser, NOW)
    record(sitting, "marked", stan.person, NOW, number=1, amount="200.00")
    record(sitting, "marked", organiser, NOW, number=2, amount="150.00")
    return round_


def test_who_left_and_what_of_theirs_counts(met: Round) -> None:
    assert departures(met) == [
        "Leah Leaves left on 2 March 2026: Moved to Idaho."
        " Their scores of 2 applications are kept and not counted."
    ]
    met.judges.filter(left_at__isnull=False).update(
        scores_count=True, left_why="", left_at=NOW + timedelta(1)
    )
    assert departures(met) == ["Leah Leaves left on 3 March 2026. Their scores of 2 applications count."]


def test_the_pdf_says_what_the_page_says(met: Round) -> None:
    client = people.signed_in(making.member(making.Role.ORGANISER, name="Otto Organiser"))
    page = client.get(reverse("committee_minutes", args=[met.ref])).content.decode()
    answer = client.get(reverse("committee_minutes_pdf", args=[met.ref]))
    assert "no-store" in answer.headers["Cache-Control"]
    words = text_in(answer.content)
    for said in (
        "Application 1 was marked for an award of $200.00.",
        "Application 2 was marked for an award of $150.00.",
        "Stan Stays stepped aside from 1 application.",
        "Their scores of 2 applications are kept and not counted.",
        "Orla Organiser",
    ):
        assert said in page
        assert says(said, words), said
    assert says("Help & hope, 2026", words)


def test_who_stepped_aside_reads_nothing_of_it_in_either(met: Round) -> None:
    stan = people.signed_in(met.judges.get(left_at=None).person)
    page = stan.get(reverse("committee_minutes", args=[met.ref])).content.decode()
    words = text_in(stan.get(reverse("committee_minutes_pdf", args=[met.ref])).content)
    assert "$150.00" not in page
    assert not says("$150.00", words)
    assert says("$200.00", words)


@pytest.mark.parametrize("name", ["committee_minutes", "committee_minutes_pdf"])
def test_closed_to_everybody_else(met: Round, name: str) -> None:
    applicant = met.applications.first().person
    making.Membership.objects.create(
        person=applicant, organisation=met.organisation, role=making.Role.COMMITTEE
    )
    strangers = making.organisation("Strangers")
    nobody = [applicant, making.member(of=strangers), people.staff(), people.person("Nosy")]
    url = reverse(name, args=[met.ref])
    assert {people.signed_in(each).get(url).status_code for each in nobody} == {404}


def test_any_name_prints() -> None:
    odd = "\x00 \u202e 工藤 🦜 " + "W" * 300
    minutes = Minutes(organisation=odd, round=odd, sittings=[], notes=[(odd, [odd] * 90)])
    words = text_in(as_pdf(minutes, now=NOW))
    assert says("There was no meeting yet.", words)

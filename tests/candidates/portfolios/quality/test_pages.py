"""The desk's page of quality, its counts as CSV, and the letters of service."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.portfolios.quality import service
from lsscert.letters.attachments import made
from lsscert.letters.models import Letter
from tests import people
from tests.candidates.portfolios import making
from tests.candidates.portfolios.quality.judged import hand_in, judged
from tests.pdfs import text_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
PAGE, CSV = "/desk/portfolios/quality/?year=all", "/desk/portfolios/quality/ratings.csv?year=all"
NOW = people.NOW


@pytest.fixture
def two():
    return making.reviewer(name="Ann First").person, making.reviewer(name="=Ben Second").person


def words(page: bytes) -> str:
    return " ".join(page.decode().split())


def test_below_thirty_reviews_there_are_plain_counts(two):
    office = people.signed_in(people.staff())
    assert "Nothing to count yet" in words(office.get(PAGE).content)
    judged(*two, ({1: "met", 2: "met"}, {1: "met", 2: "not"}))
    page = words(office.get(PAGE).content)
    assert "1 of 2 the same" in page
    assert "50&nbsp;%" not in page
    assert "α&nbsp;" not in page
    assert "1 of 2 ratings was" not in page
    assert "1 of 2 ratings were below Met" in page


def test_from_thirty_on_there_is_alpha_and_never_nan(two):
    office = people.signed_in(people.staff())
    for _each in range(15):
        judged(*two, ({1: "met"}, {1: "met"}))
    page = words(office.get(PAGE).content)
    assert "15 of 15 the same, 100&nbsp;%" in page
    assert "α is undefined: every rating is the same" in page
    assert "nan" not in page.lower().replace("finan", "")
    judged(*two, ({1: "not"}, {1: "not"}))
    assert ", α&nbsp;1.00" in words(office.get(PAGE).content)


def test_a_reviewer_sees_how_far_they_agree_with_whoever_read_the_same(two):
    mine = people.signed_in(two[0])
    assert "Nothing to compare yet" in words(mine.get("/review/figures/").content)
    judged(*two, ({1: "met", 2: "met", 3: "met"}, {1: "met", 2: "met", 3: "not"}))
    stranger = making.reviewer().person
    judged(stranger, making.reviewer().person, ({1: "met"}, {1: "partial"}), code="COM")
    page = words(mine.get("/review/figures/").content)
    assert "2 of 3 the same" in page
    assert "&nbsp;%" not in page
    assert "α&nbsp;" not in page
    assert "0 of 1 the same" in words(people.signed_in(stranger).get("/review/figures/").content)


def test_from_thirty_reviews_on_a_reviewer_sees_per_cent_and_alpha(two):
    mine = people.signed_in(two[0])
    for each in range(30):
        judged(*two, ({1: "met"}, {1: "not" if each % 2 else "met"}))
    # Of 30 pairs 15 are the same. Expected disagreement: 2 x 45 x 15 of 60 x 59; alpha = 1 - 59 x 30 / (2 x 45 x 15).
    assert "15 of 30 the same, 50&nbsp;%, α&nbsp;-0.31" in words(mine.get("/review/figures/").content)


def test_queries_do_not_grow_with_what_is_counted(two):
    office = people.signed_in(people.staff())

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert office.get(PAGE).status_code == 200
        return len(found)

    judged(*two, ({1: "met"}, {1: "not"}))
    queries()
    few = queries()
    for code in ("COM", "ACC"):
        judged(*two, ({1: "met", 2: "met"}, {1: "not", 2: "met"}), code=code)
        judged(making.reviewer().person, making.reviewer().person, ({1: "met"}, {1: "partial"}), code=code)
    assert queries() == few


def test_one_person_beside_everybody_and_nonsense_in_the_address(two):
    office = people.signed_in(people.staff())
    judged(*two, ({1: "met"}, {1: "not"}))
    assert "Over time: Ann First and everybody" in words(office.get(f"{PAGE}&reviewer={two[0].ref}").content)
    assert office.get(f"{PAGE}&reviewer=nobody").status_code == 404
    for year in ("%00", "99999999999999999999", "-1", "１９９９", "20 26"):
        assert office.get(f"/desk/portfolios/quality/?year={year}").status_code == 200


def test_the_counts_name_no_candidate_and_run_nowhere(two):
    candidacy = people.active(people.person("Canary Candidate"), now=NOW - timedelta(days=30))
    portfolio = judged(*two, ({1: "met", 2: "met"}, {1: "met", 2: "not"}), candidacy=candidacy)
    text = people.signed_in(people.staff()).get(CSV).content.decode("utf-8-sig")
    assert text.splitlines() == [
        "set,competency,reviewer,quarter begins,met,partly,not met",
        "TEC,1,'=Ben Second,2026-01-01,1,0,0",
        "TEC,1,Ann First,2026-01-01,1,0,0",
        "TEC,2,'=Ben Second,2026-01-01,0,0,1",
        "TEC,2,Ann First,2026-01-01,1,0,0",
    ]
    assert portfolio.alias not in text
    page = words(people.signed_in(people.staff()).get(PAGE).content)
    assert "Canary" not in page


def test_a_portfolio_counts_once_in_a_letter_of_service(two):
    ann, _ben = two
    portfolio = judged(*two, ({1: "met"}, {1: "not"}))
    again = making.review(portfolio, ann, "first", round=2)
    hand_in(again, NOW)
    carried = making.review(
        judged(*two, ({1: "met"}, {1: "met"}), code="COM"), ann, "third", round=2, carries=True
    )
    hand_in(carried, datetime(2027, 2, 1, tzinfo=UTC))
    found = service.service_of(ann, 2026, date(2027, 1, 3))
    assert (found.portfolios, found.complete) == (2, True)
    assert [number for _name, number in found.sets] == [1, 1]
    assert service.service_of(ann, 2027, date(2027, 3, 1)) is None
    assert service.years_of(ann) == [2026]


def test_everybody_who_reviewed_is_thanked_once_and_nobody_else(two, settings):
    settings.FAKE_NOW = datetime(2027, 1, 2, 16, tzinfo=UTC)
    idle = making.reviewer(name="Idle Reviewer").person
    judged(*two, ({1: "met"}, {1: "not"}))
    for _morning in range(2):
        service.thank_for(2026, now=settings.FAKE_NOW)
    letters = Letter.objects.filter(kind="reviewer_thanks")
    assert {letter.person for letter in letters} == set(two)
    assert letters.count() == 2
    assert not Letter.objects.filter(person=idle).exists()
    letter = letters.get(person=two[0])
    assert "read one portfolio" in letter.body
    ((name, pdf, kind),) = made(letter.attachments)
    assert (name, kind) == ("letter-of-service-2026.pdf", "application/pdf")
    said = " ".join(text_in(pdf).split())
    assert "Ann First reviewed one portfolio for the Library Support Staff Certification in 2026." in said
    assert "31 December 2026" in said


def test_a_year_that_is_not_over_is_not_thanked_for():
    with pytest.raises(ValueError, match="when it is over"):
        service.thank_for(2026, now=datetime(2027, 1, 1, 5, 59, tzinfo=UTC))  # still December in Chicago


def test_a_reviewer_downloads_their_own_letter_only(two, settings):
    settings.FAKE_NOW = NOW
    judged(*two, ({1: "met"}, {1: "not"}))
    page = people.signed_in(two[0]).get("/review/service/")
    assert "Download the letter of 2026" in words(page.content)
    pdf = people.signed_in(two[0]).get("/review/service/2026.pdf")
    assert "so far" in " ".join(text_in(pdf.content).split())
    idle = people.signed_in(making.reviewer().person)
    assert "No letter yet" in words(idle.get("/review/service/").content)
    for year in ("2026", "1999", "99999"):
        assert idle.get(f"/review/service/{year}.pdf").status_code == 404
    assert people.signed_in(people.person()).get("/review/service/").status_code == 404

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competencies.courses.models import Course, RecognitionAgreement
from lsscert.partial_dates import PartialDate
from tests.competencies.making import make_bundle_of, make_course


def text_of(client: Client, address: str) -> str:
    """The words of a page, as somebody reads them."""
    answer = client.get(address)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_courses_stand_under_their_sets_and_required_sets_come_first(
    real_courses: None, client: Client
) -> None:
    words = text_of(client, "/courses/").split("Search", 1)[1]
    places = [
        words.index(f"{code} · {kind}")
        for code, kind in [("FLS", "required"), ("TEC", "required"), ("CAT", "elective")]
    ]
    assert places == sorted(places)
    assert words.index("Technology in Libraries") > places[1]
    assert words.count("Only together: these 2 courses") == 1


@pytest.mark.parametrize("typed", ["catalogging", "Catalogging infopeple"])
def test_search_forgives_typing(typed: str, real_courses: None, client: Client) -> None:
    words = text_of(client, f"/courses/?q={typed}")
    assert "Basic Cataloging and Classification" in words
    assert "Technology in Libraries" not in words


def test_search_for_one_course_of_a_bundle_shows_the_bundle_whole(real_courses: None, client: Client) -> None:
    words = text_of(client, "/courses/?q=team+work+infopeople")
    assert "Only together: these 2 courses" in words
    assert "All Work is Team Work" in words
    assert "Communication is More Than Words" in words


def test_filters_by_set_and_provider(real_courses: None, client: Client) -> None:
    words = text_of(client, "/courses/?set=communication-and-teamwork").split("Search", 1)[1]
    assert "All Work is Team Work" in words
    assert "Technology in Libraries" not in words
    infopeople = Course.objects.filter(provider__name="Infopeople").first().provider
    words = text_of(client, f"/courses/?provider={infopeople.ref}").split("Search", 1)[1]
    assert "Technology in Libraries" in words
    assert "State Library of Louisiana" not in words
    assert "5 courses found" in words


def test_what_is_not_found_leads_back_to_all(real_courses: None, client: Client) -> None:
    words = text_of(client, "/courses/?q=zymurgy")
    assert "No course matches that" in words
    assert "Show all courses" in words


def test_a_set_without_a_course_is_named_all_the_same(real_courses: None, client: Client) -> None:
    assert text_of(client, "/courses/").count("No approved course is on record for this set yet.") == 4


def test_unknown_costs_are_never_shown_as_nothing(real_courses: None, client: Client) -> None:
    addresses = [
        "/courses/",
        "/agreements/",
        *(reverse("set", args=[slug]) for slug in ("technology", "supervision-and-management")),
    ]
    addresses += [reverse("course", args=[ref]) for ref in Course.objects.values_list("ref", flat=True)]
    for address in addresses:
        words = text_of(client, address)
        assert "$0" not in words, address
        assert "None" not in words, address
    assert text_of(client, "/courses/").count("Cost: ask the provider") == 5
    arizona = "free to Arizona library staff. List price: ask the provider"
    assert text_of(client, "/courses/").count(arizona) == 5


def test_every_page_with_a_cost_says_whose_prices_they_are(real_courses: None, client: Client) -> None:
    course = Course.objects.first()
    for address in ("/courses/", "/sets/technology/", reverse("course", args=[course.ref])):
        assert "Course prices are the provider’s" in text_of(client, address), address
    assert "Tuition is the college’s" in text_of(client, "/agreements/")


def test_one_course_says_what_it_achieves_and_since_when(real_standard: None, client: Client) -> None:
    course = make_course(
        "Teaching Tablets", "technology", "youth-services", approved=("2011-03", "2015-03"), cost="$95"
    )
    course.approvals.create(begins=PartialDate(2024, 3), ends=PartialDate(2100, 3))
    words = text_of(client, reverse("course", args=[course.ref]))
    assert "approved March 2024 until March 2100" in words
    assert "Approved March 2011 until March 2015: ended" in words
    assert "Youth Services" in words
    assert "$95" in words
    assert "ask the provider" not in words


def test_one_course_leads_to_whether_it_counts(real_standard: None, client: Client) -> None:
    course = make_course("Teaching Tablets", "technology")
    html = client.get(reverse("course", args=[course.ref])).content.decode()
    assert f'href="{reverse("does_it_count")}?course={course.ref}"' in html


def test_a_course_of_a_bundle_names_its_partners(real_courses: None, client: Client) -> None:
    course = Course.objects.get(title="All Work is Team Work")
    assert "only together with Communication is More Than Words" in text_of(
        client, reverse("course", args=[course.ref])
    )


def test_a_course_without_a_date_says_that_the_office_will_check(real_courses: None, client: Client) -> None:
    course = Course.objects.get(title="Technology in Libraries")
    words = text_of(client, reverse("course", args=[course.ref]))
    assert "approval date not on record: the office will check" in words
    assert "nothing is lost while the office finds out" in words


def test_a_demonstration_course_says_that_it_does_not_exist(real_standard: None, client: Client) -> None:
    course = make_course("Demonstration: Tablets", "technology")
    Course.objects.filter(pk=course.pk).update(for_demonstration=True)
    assert "This course does not exist." in text_of(client, reverse("course", args=[course.ref]))


def test_agreements_say_what_is_not_on_record_and_what_graduates_still_need(
    real_courses: None, client: Client
) -> None:
    words = text_of(client, "/agreements/")
    assert words.count("not on record") == 16  # since when, three names, and what to do about them
    assert words.count("announced 20") == 12
    assert "You still pay the enrolment fee and need the library experience" in words
    assert words.count("name not on record") == 3
    RecognitionAgreement.objects.filter(college__name="Belmont College").update(
        agreed_on=PartialDate(2012, 9)
    )
    words = text_of(client, "/agreements/")
    assert "September 2012" in words
    assert words.count("announced 20") == 11


@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=" + "x" * 10_000, "q=%F0%9F%93%9A", "q=%ED%A0%80", "q=%E2%80%AEabc", "set=%00", "set=nope",
        "provider=%00", "provider=nope&set=nope&q=nope", "q[]=1", "set=technology&set=youth-services",
    ],
)  # fmt: skip
def test_strange_queries_get_an_answer(query: str, real_standard: None, client: Client) -> None:
    make_course("Teaching Tablets", "technology")
    page = client.get(f"/courses/?{query}").content.decode()
    assert 'name="q"' in page
    assert query != "q[]=1" or "Teaching Tablets" in page


def test_a_search_too_long_is_said_at_its_field(real_standard: None, client: Client) -> None:
    assert 'id="id_q_error"' in client.get("/courses/", {"q": "x" * 101}).content.decode()


@pytest.mark.parametrize("ref", ["aaaaaaaaaa", "0123456789", "short", "%00"])
def test_a_forged_ref_is_not_found(ref: str, real_standard: None, client: Client) -> None:
    assert client.get(f"/courses/{ref}/").status_code == 404


def test_before_the_standard_is_loaded_the_list_is_empty_and_says_so(db: None, client: Client) -> None:
    assert "No course is on record yet" in text_of(client, "/courses/")


def queries_of(visit: Callable[[], object]) -> int:
    visit()
    with CaptureQueriesContext(connection) as captured:
        visit()
    return len(captured)


def test_more_courses_ask_no_more_of_the_database(real_standard: None, client: Client) -> None:
    def add(number: int) -> Course:
        alone = make_course(
            f"Alone {number}", "technology", provider=f"College {number}", approved=("2024-03", "2028-03")
        )
        make_bundle_of("technology", make_course(f"One {number}"), make_course(f"Two {number}"))
        return alone

    course = add(1)
    addresses = ["/courses/", "/courses/?q=alone", f"/courses/{course.ref}/"]
    few = [queries_of(lambda address=address: client.get(address)) for address in addresses]
    add(2)
    add(3)
    assert [queries_of(lambda address=address: client.get(address)) for address in addresses] == few


def test_more_agreements_ask_no_more_of_the_database(real_courses: None, client: Client) -> None:
    many = queries_of(lambda: client.get("/agreements/"))
    keep = RecognitionAgreement.objects.first()
    RecognitionAgreement.objects.exclude(pk=keep.pk).delete()
    assert queries_of(lambda: client.get("/agreements/")) == many

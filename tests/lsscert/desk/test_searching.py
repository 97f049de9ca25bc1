import pytest
from django.urls import reverse

from candidates.journey.models import Candidacy
from lsscert.desk.searching import LONGEST, MOST, search
from lsscert.money import paying
from lsscert.money.models import Payment
from tests import people
from tests.candidates.certificates import holders
from tests.lsscert.desk.counting import queries_of

pytestmark = pytest.mark.django_db


def titles(text: str) -> list[str]:
    found = search(text)
    return [str(hit.title) for hit in [*found.exact, *(hit for group in found.groups for hit in group.hits)]]


@pytest.mark.parametrize(
    "typed",
    [
        "José García",
        "jose garcia",
        "GARCIA",
        "garcía josé",
        "garc",
        "  jose   garcia ",
        "jose.g@people.test",
        "JOSE.G@PEOPLE",
        "jsoé garcia",
        "garzia",
    ],
)
def test_a_person_is_found_however_the_name_is_typed(typed: str) -> None:
    people.person("José García", "jose.g@people.test")
    people.person("Åse Ødegård")
    assert titles(typed)[0] == "José García"
    assert "Åse Ødegård" not in titles(typed)


def test_a_slip_is_forgiven_and_said(real_policy: None) -> None:
    people.person("Maria Delgado-Ruiz")
    (group,) = search("delagdo").groups
    assert group.nearly
    assert not search("delgado").groups[0].nearly


def test_names_merged_into_another_are_not_shown_twice() -> None:
    first, second = people.person("Nina Double"), people.person("Nina Double")
    second.merged_into = first
    second.save()
    assert titles("nina double") == ["Nina Double"]


def test_somebody_who_has_not_applied_is_found_without_a_link() -> None:
    people.person("Nora New", "nora@people.test")
    (hit,) = search("nora").groups[0].hits
    assert hit.url == ""
    assert str(hit.detail) == "nora@people.test, has not applied"


def test_a_person_leads_to_the_newest_candidacy(real_standard: None) -> None:
    candidacy = people.applicant(people.person("Eli Twice"))
    Candidacy.objects.filter(pk=candidacy.pk).update(state=Candidacy.Status.WITHDRAWN)
    newest = people.applicant(candidacy.person, now=people.NOW.replace(month=4))
    (hit,) = search("eli twice").groups[0].hits
    assert hit.url == reverse("desk_candidate", args=[newest.ref])


def test_numbers_lead_straight_to_their_thing(real_standard: None) -> None:
    certificate = holders.issued("Rosa Ibarra")
    candidacy = certificate.candidacy
    invoice = candidacy.enrolment_fee.invoice
    cheque = Payment.objects.get(payer=candidacy.person)
    year, serial = invoice.number.split("-")
    for typed, url in (
        (candidacy.ref, reverse("desk_candidate", args=[candidacy.ref])),
        (candidacy.ref.upper(), reverse("desk_candidate", args=[candidacy.ref])),
        (invoice.number, reverse("desk_invoice", args=[invoice.ref])),
        (f"{year} {int(serial)}", reverse("desk_invoice", args=[invoice.ref])),
        (certificate.number, reverse("desk_certificate", args=[certificate.ref])),
        (certificate.number.lower().replace("-", " "), reverse("desk_certificate", args=[certificate.ref])),
        (candidacy.person.email, reverse("desk_candidate", args=[candidacy.ref])),
    ):
        assert [hit.url for hit in search(typed).exact] == [url], typed
    fees_hit = search(f"{cheque.reference}00")
    assert not fees_hit.exact


def test_a_cheque_is_found_by_its_number(real_standard: None) -> None:
    candidacy, office = people.applicant(people.person("Sam Payer")), people.staff()
    paying.record_cheque(
        invoice=candidacy.enrolment_fee.invoice,
        amount=candidacy.enrolment_fee.invoice.total,
        number="A-70441",
        received_on=people.TODAY,
        by=office,
        now=people.NOW,
    )
    (hit,) = search("a-70441").exact
    assert str(hit.title) == "Cheque A-70441"
    assert str(hit.detail) == "$350.00 from Sam Payer, received 2 March 2026"
    assert hit.url == reverse("desk_payment", args=[Payment.objects.get().ref])


def test_courses_are_found_by_words_of_the_title(real_courses: None) -> None:
    assert "Technology in Libraries" in titles("libraries techno")
    assert titles("technology in libraries nowhere") == []


def test_too_many_are_cut_and_said() -> None:
    for _each in range(MOST + 1):
        people.person("Pat Common")
    (group,) = search("common").groups
    assert len(group.hits) == MOST
    assert group.more


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "a",
        "%",
        "_",
        "\\",
        "' OR 1=1",
        "\x00\x00",
        "\ud800",
        "x" * 10_000,
        "q " * 60,
        "مرحبا",
        "🙂🙂",
        "0" * 300,
    ],
)
def test_junk_finds_nothing_and_breaks_nothing(typed: str) -> None:
    people.person("Maria Delgado-Ruiz")
    answer = people.signed_in(people.staff()).get(
        reverse("desk_search"), {"q": typed.encode("utf-8", "ignore")}
    )
    assert answer.status_code == 200
    assert b"Delgado" not in answer.content


def test_a_wildcard_is_a_letter_like_any_other() -> None:
    people.person("Percy 100% Sure")
    people.person("Maria Delgado-Ruiz")
    assert titles("100%") == ["Percy 100% Sure"]


def test_what_was_typed_stands_in_the_box_again_and_is_no_markup() -> None:
    page = people.signed_in(people.staff()).get(reverse("desk_search"), {"q": '"><b>maria'}).content.decode()
    assert "&quot;&gt;&lt;b&gt;maria" in page
    assert "<b>maria" not in page
    assert f'maxlength="{LONGEST}"' in page


def test_the_page_asks_the_same_for_one_and_for_three(real_standard: None) -> None:
    client = people.signed_in(people.staff("Olga Office"))
    people.applicant(people.person("Kim Sought"))
    one = queries_of(client, f"{reverse('desk_search')}?q=sought")
    people.applicant(people.person("Lee Sought"))
    people.person("Max Sought")
    assert queries_of(client, f"{reverse('desk_search')}?q=sought") == one

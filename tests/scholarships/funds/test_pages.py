"""What treasurers, organisers, staff and invited people find and can do; what others must not see."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.letters.models import Letter
from lsscert.money import funds
from lsscert.money.models import Fund, FundEntry
from lsscert.refs import new_ref
from scholarships.awarding.holding import Part, hold
from scholarships.funds import roll
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


@pytest.fixture
def fund() -> Fund:
    return making.fund(1000)


@pytest.fixture
def treasurer(fund: Fund) -> Person:
    return Person.objects.get(memberships__organisation=fund.organisation, memberships__role=Role.TREASURER)


@pytest.fixture
def organiser(fund: Fund) -> Person:
    return making.member(Role.ORGANISER, of=fund.organisation, name="Olga Organiser")


def page(client: Client, name: str, *args: str, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, name
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_fund_s_ledger_tells_what_came_and_went(fund: Fund, treasurer: Person) -> None:
    other = making.fund(0, name="Trips")
    said = {"on": making.TODAY, "by": treasurer, "now": NOW}
    funds.move(fund=fund, to=other, amount=Decimal(60), why="the train", **said)
    round_ = making.round_(draws_on=fund, limit=500, title="Help with the fee")
    award = hold(
        application=making.application(round_), parts=[Part(fund, Decimal(200))], by=treasurer, now=NOW
    )
    funds.pay_out(fund=fund, amount=Decimal(200), key=award.parts.get().ref, by=treasurer, now=NOW)
    text = words(page(people.signed_in(treasurer), "committee_fund", fund.ref))
    assert "Free: $740.00 Promised to awards: $0.00 Paid out to awards: $200.00" in text
    for line in (
        "Paid out: Help with the fee Tina Treasurer −$200.00 $740.00 $0.00",
        "Promised: Help with the fee Tina Treasurer −$200.00 $740.00 $200.00",
        "Moved to Trips: the train Tina Treasurer −$60.00 $940.00 $0.00",
        "Gift of A friend of libraries G-1 · Tina Treasurer $1,000.00 $1,000.00 $0.00",
    ):
        assert line in text
    assert "Ana Applicant" not in text
    assert "Moved from General Fund: the train" in words(
        page(people.signed_in(treasurer), "committee_fund", other.ref)
    )


def test_the_file_holds_the_same_and_no_formula(fund: Fund, treasurer: Person) -> None:
    funds.receive_gift(
        fund=fund, amount=Decimal(5), who="=1+1", reference="-2", on=making.TODAY, by=treasurer, now=NOW
    )
    answer = people.signed_in(treasurer).get(reverse("committee_fund_csv", args=[fund.ref]))
    assert "attachment" in answer["Content-Disposition"]
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Day,What,Amount,Free,Promised,Number,Entered by"
    assert rows[1] == "2026-03-02,Gift of =1+1,5.00,1005.00,0.00,'-2,Tina Treasurer"
    assert len(rows) == 3


@pytest.mark.parametrize(
    "name", ["committee_fund", "committee_fund_csv", "committee_fund_print", "committee_fund_gift"]
)
def test_another_organisation_s_fund_is_not_there(name: str, fund: Fund) -> None:
    stranger = making.member(Role.TREASURER, Role.ORGANISER, of=making.organisation("LSSIRT"))
    assert people.signed_in(stranger).get(reverse(name, args=[fund.ref])).status_code == 404
    assert "General Fund" not in page(people.signed_in(stranger), "committee_funds")


def test_an_organiser_reads_and_enters_nothing(fund: Fund, organiser: Person) -> None:
    client = people.signed_in(organiser)
    text = page(client, "committee_fund", fund.ref)
    assert "Take money out" not in text
    assert client.post(reverse("committee_fund_gift", args=[fund.ref]), {"amount": "5"}).status_code == 404
    assert funds.free(fund) == 1000


def test_the_desk_sees_no_balance(fund: Fund) -> None:
    making.round_(draws_on=fund, title="Help with the fee")
    client = people.signed_in(people.staff())
    text = words(page(client, "desk_scholarships"))
    assert "Support Staff Division" in text
    assert "Help with the fee" in text
    assert "1,000" not in text
    assert client.get(reverse("committee_fund", args=[fund.ref])).status_code == 404
    theirs = page(client, "committee_organisation", fund.organisation.ref)
    assert f'href="{reverse("desk_scholarships")}"' in theirs


def test_a_gift_entered_twice_by_one_form_is_one_gift(fund: Fund, treasurer: Person) -> None:
    client, url = people.signed_in(treasurer), reverse("committee_fund_gift", args=[fund.ref])
    once = re.search(r'name="once" value="(\w+)"', client.get(url).content.decode())
    assert once
    sent = {"once": once[1], "amount": "$1,250.50", "on": "2026-03-01", "who": "Friends", "reference": "7"}
    for _press in range(2):
        assert client.post(url, sent).status_code == 302
    assert funds.free(fund) == Decimal("2250.50")
    assert FundEntry.objects.filter(who="Friends").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "-5"},
        {"amount": "0"},
        {"amount": "1e9"},
        {"amount": "\0"},
        {"who": ""},
        {"who": "x" * 10_000},
        {"on": "2126-01-01"},
        {"on": "0000-00-00"},
    ],
    ids=repr,
)
def test_what_cannot_be_entered_is_said_and_kept(
    wrong: dict[str, str], fund: Fund, treasurer: Person
) -> None:
    sent = {"once": "\0", "amount": "5", "on": "2026-03-01", "who": "Friends", "reference": "kept-77"} | wrong
    answer = people.signed_in(treasurer).post(reverse("committee_fund_gift", args=[fund.ref]), sent)
    assert answer.status_code == 422
    assert "kept-77" in answer.content.decode()
    assert funds.free(fund) == 1000


def test_taking_out_is_read_once_more_and_much_asks_a_second_person(
    fund: Fund, treasurer: Person, organiser: Person
) -> None:
    client, url = people.signed_in(treasurer), reverse("committee_fund_take_out", args=[fund.ref])
    sent = {
        "once": new_ref(),
        "amount": "600",
        "on": "2026-03-01",
        "who": "The print shop",
        "why": "Leaflets",
    }
    asked = client.post(url, sent)
    assert "Take out $600.00?" in words(asked.content.decode())
    assert funds.free(fund) == 1000
    assert client.post(url, sent | {"sure": "1"}).status_code == 302
    assert funds.free(fund) == 1000
    waiting = reverse("committee_fund_waiting", args=[fund.ref])
    assert "Take it back" in client.get(waiting).content.decode()
    assert client.post(waiting, {"confirm": "1"}).status_code == 409
    second = people.signed_in(organiser)
    assert waiting in page(second, "committee_fund", fund.ref)
    assert second.post(waiting, {"confirm": "1"}).status_code == 302
    assert funds.free(fund) == 400
    assert second.post(waiting, {"confirm": "1"}).status_code == 409


def test_a_fund_that_is_not_empty_is_not_closed(fund: Fund, treasurer: Person) -> None:
    client, url = people.signed_in(treasurer), reverse("committee_fund_close", args=[fund.ref])
    answer = client.post(url)
    assert answer.status_code == 409
    assert "still has $1,000.00 free" in answer.content.decode()
    empty = making.fund(0, name="Empty")
    assert client.post(reverse("committee_fund_close", args=[empty.ref])).status_code == 302
    assert "Closed funds" in page(client, "committee_funds")


def test_a_fund_of_a_name_is_opened_once(fund: Fund, treasurer: Person) -> None:
    url = reverse("committee_fund_new", args=[fund.organisation.ref])
    answer = people.signed_in(treasurer).post(url, {"name": "general fund", "restricted_to": ""})
    assert answer.status_code == 422
    assert "There is a fund of this name already." in answer.content.decode()


def link_in(letter: Letter) -> str:
    found = re.search(r"/t/\S+", letter.body)
    assert found
    return found[0]


def test_an_invitation_is_accepted_once_by_somebody_who_signs_in(fund: Fund, organiser: Person) -> None:
    client = people.signed_in(organiser)
    url = reverse("committee_organisation", args=[fund.organisation.ref])
    for _asked in range(2):
        client.post(url, {"email": "Nina@People.test", "role": "committee"})
    older, newer = Letter.objects.filter(kind="organisation_invitation").order_by("pk")
    assert "nina@people.test" in page(client, "committee_organisation", fund.organisation.ref)
    guest = people.person("Nina New")
    theirs = people.signed_in(guest)
    assert theirs.get(link_in(older)).status_code in {404, 410}
    assert not Membership.objects.filter(person=guest).exists()
    theirs.get(link_in(newer))
    assert not Membership.objects.filter(person=guest).exists()  # looking accepts nothing
    assert Client().post(link_in(newer)).status_code == 302
    assert theirs.post(link_in(newer)).status_code == 302
    assert Membership.objects.get(person=guest).role == Role.COMMITTEE
    assert theirs.post(link_in(newer)).status_code in {404, 410}
    assert "nina@people.test" not in page(client, "committee_organisation", fund.organisation.ref)


def test_somebody_with_two_roles_stands_once_with_both(fund: Fund, organiser: Person) -> None:
    Membership.objects.create(person=organiser, organisation=fund.organisation, role=Role.TREASURER)
    told = page(people.signed_in(organiser), "committee_organisation", fund.organisation.ref)
    assert told.count(f'<th scope="row"><bdi>{organiser.name}</bdi>') == 1
    assert told.count(f": {organiser.name}, ") == 2


def test_the_last_organiser_stays_and_a_treasurer_takes_nothing_away(
    fund: Fund, organiser: Person, treasurer: Person
) -> None:
    own = Membership.objects.get(person=organiser)
    url = reverse("committee_role_take_away", args=[own.ref])
    client = people.signed_in(organiser)
    assert "Take the role away?" in client.get(url).content.decode()
    answer = client.post(url)
    assert answer.status_code == 409
    assert "Somebody must be left who runs its rounds." in answer.content.decode()
    assert people.signed_in(treasurer).post(url).status_code == 404
    stranger = making.member(Role.ORGANISER, of=making.organisation("LSSIRT"))
    assert people.signed_in(stranger).post(url).status_code == 404
    making.member(Role.ORGANISER, of=fund.organisation)
    assert client.post(url)["Location"] == reverse("home")
    assert not Membership.objects.filter(pk=own.pk).exists()


def test_a_list_is_read_before_it_replaces_anything(fund: Fund, treasurer: Person) -> None:
    organisation = fund.organisation
    roll.replace(organisation=organisation, numbers=[("SSD-1", None), ("SSD-2", None)])
    client, url = people.signed_in(treasurer), reverse("committee_roll", args=[organisation.ref])
    pasted = {"numbers": "number\nSSD-2, 2027-06-30\nSSD-3\n"}
    text = words(client.post(url, pasted).content.decode())
    assert "2 numbers were read. New on the list: 1. On it already: 1. On it now and not in yours: 1." in text
    assert "Line 1: number" in text
    assert organisation.roll.count() == 2
    assert client.post(url, pasted | {"how": "replace"}).status_code == 302
    assert set(organisation.roll.values_list("number", flat=True)) == {"SSD-2", "SSD-3"}
    assert "SSD-2" not in words(page(client, "committee_roll", organisation.ref, number="ssd-3"))
    for nothing in ("", "?\n", "\0", "x" * 300_000):
        assert client.post(url, {"numbers": nothing, "how": "replace"}).status_code == 422
    assert organisation.roll.count() == 2


def test_staff_set_up_an_organisation_and_its_first_organiser_is_invited() -> None:
    client, url = people.signed_in(people.staff()), reverse("desk_scholarships")
    sent = {"name": "State Library", "state": "Idaho", "email": "first@people.test"}
    assert client.post(url, sent).status_code == 302
    assert Organisation.objects.get(name="State Library").state == "Idaho"
    assert Letter.objects.get(kind="organisation_invitation").address == "first@people.test"
    assert "invited, not answered yet" in page(client, "desk_scholarships")
    answer = client.post(url, sent | {"name": "STATE LIBRARY"})
    assert answer.status_code == 422
    assert "on record already" in answer.content.decode()


def test_pages_ask_no_more_for_more_rows(
    fund: Fund, treasurer: Person, django_assert_max_num_queries
) -> None:
    for number in range(12):
        making.fund(10, name=f"Fund {number}")
        funds.receive_gift(
            fund=fund,
            amount=Decimal(1),
            who=str(number),
            reference="",
            on=making.TODAY,
            by=treasurer,
            now=NOW,
        )
    client = people.signed_in(treasurer)
    with django_assert_max_num_queries(20):
        page(client, "committee_fund", fund.ref)
    with django_assert_max_num_queries(20):
        page(client, "committee_funds")

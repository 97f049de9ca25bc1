"""Awards that organisations owe: by hand, settled by one transfer, taken back."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.fees.awards_owed import debtors, owed_awards
from lsscert import clock
from lsscert.accounts.models import Organisation
from lsscert.money import awards
from lsscert.money.models import AwardTransfer, Invoice, Payment
from tests import people
from tests.candidates.fees.books import scenes
from tests.lsscert.money import bills
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def giver() -> Organisation:
    return scenes.association()


def award(giver: Organisation, amount: str = "300.00", reference: str = "A-1") -> Payment:
    return awards.record_award(
        invoice=scenes.bill(), organisation=giver, amount=Decimal(amount), reference=reference, fund="Spectrum",
        by=people.staff(), now=NOW,
    )  # fmt: skip


def page_of(giver: Organisation) -> str:
    return f"/desk/fees/awards/{giver.ref}/"


def test_an_award_by_hand_covers_its_invoice_and_is_owed(giver: Organisation):
    invoice = scenes.bill()
    client = people.signed_in(people.staff())
    said = {
        "number": invoice.number,
        "organisation": giver.pk,
        "amount": "350",
        "reference": "A-1",
        "fund": "Fund",
    }
    assert client.post("/desk/fees/awards/new/", said | {"amount": "350.01"}).status_code == 422
    assert client.post("/desk/fees/awards/new/", said | {"number": "1999-1"}).status_code == 422
    library = scenes.city()
    assert client.post("/desk/fees/awards/new/", said | {"organisation": library.pk}).status_code == 422
    assert client.post("/desk/fees/awards/new/", said)["Location"] == page_of(giver)
    assert bills.fresh(invoice).settled
    page = client.get(page_of(giver)).content.decode()
    assert "SSD of ALA owes $350.00" in page
    assert invoice.number in page


def test_one_transfer_settles_the_ticked_awards_to_the_cent(giver: Organisation):
    first, second, third = award(giver), award(giver, "50.00", "A-2"), award(giver, "25.00", "A-3")
    client = people.signed_in(people.staff())
    said = {
        "awards": [first.ref, second.ref],
        "amount": "349.99",
        "reference": "W-1",
        "received_on": "2026-03-02",
    }
    wrong = client.post(page_of(giver), said)
    assert wrong.status_code == 422
    assert "come to $350.00" in wrong.content.decode()
    for nothing in ([], ["aaaaaaaaaa"]):
        assert client.post(page_of(giver), said | {"awards": nothing, "amount": "350"}).status_code == 422
    assert (
        client.post(page_of(giver), said | {"amount": "350", "received_on": "2026-03-03"}).status_code == 422
    )
    assert not AwardTransfer.objects.exists()
    assert client.post(page_of(giver), said | {"amount": "350"}).status_code == 302
    assert [row.pk for row in owed_awards(giver)] == [third.pk]
    again = client.post(page_of(giver), said | {"amount": "350"})
    assert again.status_code == 422
    assert "settled already" in again.content.decode()
    assert AwardTransfer.objects.get().amount == Decimal("350.00")
    assert "W-1" in client.get(page_of(giver)).content.decode()


def test_what_is_listed_as_owed_is_what_the_ledger_says(giver: Organisation):
    award(giver), award(giver, "50.00", "A-2")
    other = award(scenes.association("Another"), "20.00", "B-1")
    awards.take_award_back(award=other, why="x", by=people.staff(), now=NOW)
    listed = [(row.pk, row.owed) for row in owed_awards(giver)]
    assert listed == [(payment.pk, owed) for payment, owed in awards.unsettled(giver)]
    assert [(each.organisation, each.total, each.count) for each in debtors(owed_awards())] == [
        (giver, Decimal("350.00"), 2)
    ]


def test_an_award_taken_back_opens_its_invoice_and_is_owed_no_more(giver: Organisation):
    given = award(giver)
    invoice = Invoice.objects.get()
    client = people.signed_in(people.staff())
    back = f"/desk/fees/awards/back/{given.ref}/"
    assert client.post(back, {"why": " "}).status_code == 422
    assert Invoice.objects.get().paid != 0
    client.post(back, {"why": "She withdrew"})
    assert bills.fresh(invoice).left == Decimal("350.00")
    assert list(owed_awards()) == []
    assert client.post(back, {"why": "Again"}).status_code == 422


def test_a_cheque_is_no_award_to_take_back():
    cheque = bills.cheque(scenes.bill())
    answer = people.signed_in(people.staff()).post(f"/desk/fees/awards/back/{cheque.ref}/", {"why": "x"})
    assert answer["Location"] == "/desk/fees/awards/"
    assert Invoice.objects.get(account__balance=350)


def test_the_statement_for_the_organisation(giver: Organisation):
    award(giver, reference="=A-1")
    client = people.signed_in(people.staff())
    sheet = client.get(f"{page_of(giver)}statement/").content.decode()
    assert "Statement of awards" in sheet
    assert "$300.00" in sheet
    rows = client.get(f"{page_of(giver)}statement.csv").content.decode().splitlines()
    number = Invoice.objects.get().number
    assert rows[1:] == [f"'=A-1,2026-03-02,{number},Spectrum,300.00,300.00"]


def test_more_awards_ask_no_more(giver: Organisation):
    client = people.signed_in(people.staff())
    counts = []
    for more in (1, 4):
        for number in range(more):
            award(giver, "10.00", f"{more}-{number}")
        client.get(page_of(giver))
        with CaptureQueriesContext(connection) as captured:
            client.get(page_of(giver))
            client.get("/desk/fees/awards/")
        counts.append(len(captured))
    assert counts[0] == counts[1]

"""What somebody at an organisation can do behind the link, and what they never see."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from candidates.journey.models import Candidacy
from lsscert.files.models import StoredFile
from lsscert.letters.models import Letter
from lsscert.money import orders, sharing
from lsscert.money.gateways import GatewayAway, SandboxGateway
from lsscert.money.models import CardCheckout, Payment, PurchaseOrder, SandboxSession, Share
from tests import people
from tests.candidates.fees import shares
from tests.pdfs import assert_tagged, says, text_in
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard", "on_that_day")]


@pytest.fixture
def share() -> Share:
    candidacy = people.accepted()
    shares.asked(candidacy, "77.00", name="A Friend", email="friend@secret.test")
    return shares.asked(candidacy)


def hand_in(path: str, **typed: object):  # type: ignore[no-untyped-def]
    data = {"do": "order", "order-number": "PO 4471", "order-amount": "150.00"} | typed
    return Client().post(path, data)


def test_it_shows_their_part_and_nothing_of_others(share: Share):
    page = Client().get(shares.link_to()).content.decode()
    assert "$150.00" in page
    assert "Maria Delgado-Ruiz" in page
    assert share.invoice.number in page
    for secret in ("77.00", "350.00", "123.00", "Friend", share.invoice.person.email, "friend@secret.test"):
        assert secret not in page


def test_the_invoice_is_made_out_to_them_and_shows_only_their_part(share: Share):
    pdf = Client().get(f"{shares.link_to()}?paper=invoice").content
    assert_tagged(pdf, title=share.invoice.number)
    text = text_in(pdf)
    for words in ("Cedar Valley Library", "Pat Ledger", "4 Main Street", "$150.00", "Maria Delgado-Ruiz"):
        assert says(words, text)
    assert not says("350.00", text)
    assert not says(share.invoice.person.email, text)


def test_paying_by_card_without_an_account_books_once_and_brings_a_receipt(share: Share):
    path, payer = shares.link_to(), Client()
    card_page = payer.post(path, {"do": "card"})["Location"]
    assert Client().post(path, {"do": "card"})["Location"] == card_page
    assert "demonstration" in payer.get(card_page).content.decode()
    back = payer.post(card_page, {"do": "pay"})["Location"]
    assert back.endswith(f"{path}?paid")
    pages = [payer.get(back, follow=True).content.decode() for _ in range(3)]
    payment = Payment.objects.get()
    assert (payment.payer_name, payment.amount) == ("Cedar Valley Library", Decimal(150))
    assert all("your part is paid" in page for page in pages)
    pdf = payer.get(f"{path}?paper=receipt-{payment.ref}").content
    assert_tagged(pdf, title=f"R-2026-{payment.ref.upper()}")
    assert says("RECEIVED FROM", text_in(pdf).upper())
    assert says("$150.00", text_in(pdf))
    assert Letter.objects.filter(kind="share_receipt").count() == 1


def test_who_closes_the_window_after_paying_has_paid_at_the_next_look(share: Share):
    path = shares.link_to()
    Client().post(path, {"do": "card"})
    SandboxSession.objects.update(paid=True)
    assert "your part is paid" in Client().get(path).content.decode()


def test_going_back_without_paying_charges_nothing(share: Share):
    path = shares.link_to()
    Client().post(path, {"do": "card"})
    Client().get(f"{path}?back")
    assert CardCheckout.objects.get().state == CardCheckout.Status.CANCELLED
    assert not Payment.objects.exists()


def test_a_card_company_that_is_away_is_a_kind_word(share: Share, monkeypatch: pytest.MonkeyPatch):
    def away(*args: object, **kwargs: object) -> None:
        raise GatewayAway("down")

    monkeypatch.setattr(SandboxGateway, "create", away)
    monkeypatch.setattr(SandboxGateway, "look", away)
    answer = Client().post(shares.link_to(), {"do": "card"}, follow=True)
    assert "does not answer just now" in answer.content.decode()


def test_a_purchase_order_with_its_document(share: Share):
    path = shares.link_to()
    hand_in(path, **{"order-document": shares.scan()})
    order = PurchaseOrder.objects.get()
    assert (order.number, order.amount, order.state) == ("PO 4471", Decimal(150), "received")
    stored = StoredFile.objects.get()
    assert order.document == stored
    assert stored.given_by is None
    assert "PO 4471 has arrived" in Client().get(path).content.decode()
    assert hand_in(path).status_code == 422
    orders.accept_order(order=order, by=people.staff(), now=NOW)
    assert "It is accepted" in Client().get(path).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"order-amount": "149.99"}, {"order-amount": "-1"}, {"order-number": " "}, {"order-amount": "1e9"}],
)
def test_an_order_that_cannot_count_keeps_what_was_typed_and_no_file(share: Share, typed: dict[str, str]):
    answer = hand_in(shares.link_to(), **typed, **{"order-document": shares.scan()})
    assert answer.status_code == 422
    assert "choose the file again" in answer.content.decode()
    assert not PurchaseOrder.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_that_is_no_document_is_refused(share: Share):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = hand_in(shares.link_to(), **{"order-document": SimpleUploadedFile("order.pdf", b"<script>")})
    assert answer.status_code == 422
    assert not PurchaseOrder.objects.exists()


def test_they_mend_their_own_address_and_the_invoice_says_so(share: Share):
    path = shares.link_to()
    Client().post(path, {"do": "details", "details-contact": "Accounts", "details-email": "new@cedar.test",
                         "details-address": "5 Side Street", "details-reference": "REQ-9"})  # fmt: skip
    text = text_in(Client().get(f"{path}?paper=invoice").content)
    assert says("5 Side Street", text)
    assert says("REQ-9", text)
    bad = Client().post(path, {"do": "details", "details-contact": "see http://spam.test"})
    assert bad.status_code == 422


def test_a_no_reaches_the_candidate_and_closes_the_part(share: Share):
    path = shares.link_to()
    assert Client().post(path, {"do": "decline", "decline-why": ""}).status_code == 422
    Client().post(path, {"do": "decline", "decline-why": "Our budget is spent."})
    share.refresh_from_db()
    assert share.state == Share.Status.WITHDRAWN
    letter = Letter.objects.get(kind="share_declined")
    assert letter.person == share.invoice.person
    assert "Our budget is spent." in letter.body
    page = Client().get(path).content.decode()
    assert "Nothing is asked of you any more" in page
    assert "Maria" not in page
    assert Client().post(path, {"do": "card"}, follow=True).status_code == 200
    assert not CardCheckout.objects.exists()
    assert Client().get(f"{path}?paper=invoice", follow=True)["Content-Type"].startswith("text/html")


def test_an_order_and_an_award_and_nothing_is_left_to_pay(share: Share):
    candidacy = Candidacy.objects.get()
    hand_in(shares.link_to())
    orders.accept_order(order=PurchaseOrder.objects.get(), by=people.staff(), now=NOW)
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACCEPTED
    people.pay(candidacy, by=people.staff())
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACTIVE


@pytest.mark.parametrize("paper", ["receipt-", "receipt-aaaaaaaaaa", "other", "../x"])
def test_a_paper_that_is_not_theirs_is_not_there(share: Share, paper: str):
    assert Client().get(shares.link_to(), {"paper": paper}).status_code == 404


def test_the_receipt_of_another_part_is_not_there(share: Share):
    other = shares.paid_by_cheque(Share.objects.get(organisation__name="A Friend"), "77")
    assert Client().get(shares.link_to(), {"paper": f"receipt-{other.ref}"}).status_code == 404


def test_a_refused_order_is_told_with_its_reason_and_a_link_for_another(share: Share):
    order = shares.order(share)
    assert "PO 4471" in Letter.objects.get(kind="share_order_received", address=shares.ACCOUNTS).body
    orders.cancel_order(order=order, why="It is not signed.", by=people.staff(), now=NOW)
    body = Letter.objects.get(kind="share_order_refused", address=shares.ACCOUNTS).body
    assert "It is not signed." in body
    found = re.search(r"/t/[^/\s]+/", body)
    assert found
    assert "Hand in a purchase order" in Client().get(found[0]).content.decode()


def test_an_order_that_falls_with_its_part_asks_for_no_other(share: Share):
    shares.order(share)
    sharing.withdraw_share(share=share, by=people.staff(), now=NOW)
    assert not Letter.objects.filter(kind="share_order_refused").exists()


def test_another_order_takes_the_place_of_one_that_nobody_has_checked(share: Share):
    path = shares.link_to()
    hand_in(path, **{"order-amount": "200.00"})
    page = Client().get(path).content.decode()
    assert "It is over $200.00 while your part is $150.00" in page
    assert "Hand in another one instead" in page
    hand_in(path, **{"order-number": "PO 4472", "instead": "1"})
    first, second = PurchaseOrder.objects.order_by("pk")
    assert (first.state, first.cancelled_why) == ("cancelled", "replaced by PO 4472")
    assert (second.state, second.amount) == ("received", Decimal(150))
    assert not Letter.objects.filter(kind__in=["share_order_refused", "order_cancelled"]).exists()
    orders.accept_order(order=second, by=people.staff(), now=NOW)
    assert hand_in(path, instead="1").status_code == 422


def test_an_order_too_small_leaves_the_earlier_one_standing(share: Share):
    path = shares.link_to()
    hand_in(path)
    answer = hand_in(path, **{"order-number": "PO 4472", "order-amount": "100.00", "instead": "1"})
    assert answer.status_code == 422
    assert PurchaseOrder.objects.get().state == "received"

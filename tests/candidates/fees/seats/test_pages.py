"""What a sponsor and a candidate do and see on their pages, and what nobody else ever sees."""

import csv
import re
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from candidates.fees.seats import codes, faring, keeping
from candidates.fees.seats.models import SeatOrder
from lsscert.desk.demo import paper as demo_paper
from lsscert.letters.attachments import made
from lsscert.money import sharing
from lsscert.money.models import Invoice, PurchaseOrder, SandboxSession
from lsscert.ui.wording import day as in_words
from tests import people
from tests.candidates.fees.seats import sponsors
from tests.pdfs import assert_tagged
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture(autouse=True)
def today(settings: Settings) -> None:
    settings.FAKE_NOW = NOW


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return found[1]


def buy(client: Client, count: int):
    page = client.get(reverse("sponsor_buy"))
    said = {"count": count, "reference": "PO 9", "price": hidden(page, "price"), "key": hidden(page, "key")}
    return said, client.post(reverse("sponsor_buy"), said)


def test_buying_shows_the_sum_before_anything_is_issued():
    _organisation, buyer = sponsors.sponsor("Cedar County")
    client = people.signed_in(buyer)
    said, checked = buy(client, 5)
    assert "5 seats for $1,750.00" in text_of(checked)
    assert not SeatOrder.objects.exists()
    client.post(reverse("sponsor_buy"), said | {"order": "1"})
    answer = client.post(reverse("sponsor_buy"), said | {"order": "1"}, follow=True)
    assert "5 seats on invoice 2026-0001" in text_of(answer)
    assert SeatOrder.objects.get().invoice.bill_reference == "PO 9"
    assert "Last time" in text_of(client.get(reverse("sponsor_buy")))


@pytest.mark.parametrize("count", ["0", "201", "-1", "1.5", "", "²"])
def test_what_cannot_be_ordered_is_said_at_the_field(count):
    _organisation, buyer = sponsors.sponsor()
    client = people.signed_in(buyer)
    said, _page = buy(client, 1)
    answer = client.post(reverse("sponsor_buy"), said | {"count": count, "order": "1"})
    assert answer.status_code == 422
    assert not SeatOrder.objects.exists()


def test_a_price_typed_into_the_page_buys_nothing():
    _organisation, buyer = sponsors.sponsor()
    client = people.signed_in(buyer)
    said, _page = buy(client, 1)
    answer = client.post(reverse("sponsor_buy"), said | {"price": "1.00", "order": "1"})
    assert "$350.00 since today" in text_of(answer)
    assert not SeatOrder.objects.exists()


def test_paying_by_card_makes_the_organisation_the_payer():
    order = sponsors.order(2, paid=False)
    client = people.signed_in(order.ordered_by)
    page = reverse("sponsor_order", args=[order.ref])
    assert sponsors.seat_of(order).code not in client.get(page).content.decode()
    answer = client.post(reverse("sponsor_pay", args=[order.ref]))
    checkout = order.invoice.checkouts.get()
    assert answer["Location"] == checkout.url
    SandboxSession.objects.filter(ref=checkout.session_id).update(paid=True)
    answer = client.get(reverse("sponsor_paid", args=[checkout.ref]), follow=True)
    assert "the codes can be used" in text_of(answer)
    assert codes.grouped(sponsors.seat_of(order).code) in answer.content.decode()
    assert Invoice.objects.get(pk=order.invoice.pk).settled
    assert order.organisation.payments.get().amount == 700


def test_a_purchase_order_is_handed_in_with_its_document():
    order = sponsors.order(2, paid=False)
    client, url = (
        people.signed_in(order.ordered_by),
        reverse("sponsor_purchase_order", args=[order.ref]),
    )
    no_pdf = SimpleUploadedFile("po.pdf", b"MZ this is a program", "application/pdf")
    answer = client.post(url, {"number": "PO 9", "amount": "700.00", "document": no_pdf})
    assert answer.status_code == 422
    short = demo_paper.purchase_order(number="9", buyer="Cedar", amount=Decimal(700))
    assert client.post(url, {"number": "9", "amount": "699.99", "document": short}).status_code == 422
    assert not PurchaseOrder.objects.exists()
    good = demo_paper.purchase_order(number="9", buyer="Cedar", amount=Decimal(700))
    answer = client.post(url, {"number": "PO 9", "amount": "700.00", "document": good}, follow=True)
    assert "The office checks your purchase order" in text_of(answer)
    assert PurchaseOrder.objects.get().document.given_by == order.ordered_by


def test_the_invoice_is_a_tagged_paper_and_goes_with_the_letter():
    order = sponsors.order(3)
    sponsors.use(sponsors.seat_of(order))
    answer = people.signed_in(order.ordered_by).get(reverse("sponsor_invoice_pdf", args=[order.ref]))
    assert_tagged(answer.content)
    ((name, content, kind),) = made([["seats_invoice", order.invoice.ref]])
    assert (name, kind) == (f"invoice-{order.invoice.number}.pdf", "application/pdf")
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1


def test_the_candidate_enters_the_code_and_changes_their_mind_about_sharing():
    seat, candidacy = sponsors.seat_of(sponsors.order()), people.accepted()
    client, url = people.signed_in(candidacy.person), reverse("my_seat")
    assert "$350.00 is open" in text_of(client.get(url))
    answer = client.post(url, {"code": seat.code[:-1] + ("2" if seat.code[-1] != "2" else "3")})
    assert (answer.status_code, "One character of the code is wrong" in text_of(answer)) == (422, True)
    answer = client.post(url, {"code": codes.grouped(seat.code).lower()}, follow=True)
    assert "nothing of how you get on" in text_of(answer)
    answer = client.post(url, {"sharing": "1", "shares_progress": "on"}, follow=True)
    assert "how many of your sets are done" in text_of(answer)
    answer = client.post(url, {"sharing": "1"}, follow=True)
    seat.refresh_from_db()
    assert not seat.shares_progress


def test_a_list_of_codes_runs_nothing_in_a_spreadsheet():
    order = sponsors.order(2)
    sponsors.use(sponsors.seat_of(order), people.applicant(people.person("=HYPERLINK(1)")))
    answer = people.signed_in(order.ordered_by).get(reverse("sponsor_codes_csv", args=[order.ref]))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][4] == "'=HYPERLINK(1)"
    assert rows[2][2] == codes.grouped(sponsors.seat_of(order, 2).code)
    assert "no-store" in answer["Cache-Control"]


def test_a_code_that_went_by_mail_is_not_cut_out_as_well():
    order = sponsors.order(2)
    mailed, kept = sponsors.seat_of(order), sponsors.seat_of(order, 2)
    keeping.send_code(seat=mailed, address="kim@staff.test", by=order.ordered_by, now=NOW)
    sheet = (
        people.signed_in(order.ordered_by).get(reverse("sponsor_codes", args=[order.ref])).content.decode()
    )
    assert codes.grouped(kept.code) in sheet
    assert codes.grouped(mailed.code) not in sheet


def test_the_buttons_of_a_seat():
    order = sponsors.order(1)
    client, url = (
        people.signed_in(order.ordered_by),
        reverse("sponsor_seat", args=[sponsors.seat_of(order).ref]),
    )
    before = sponsors.seat_of(order).code
    assert "Free it again" in text_of(client.post(url, {"act": "revoke"}, follow=True))
    assert "Take the seat back" in text_of(client.post(url, {"act": "free"}, follow=True))
    assert sponsors.seat_of(order).code != before
    assert client.post(url, {"send": "1", "address": "not an address"}).status_code == 422
    assert "on its way to ann@staff.test" in text_of(
        client.post(url, {"send": "1", "address": "ann@staff.test"}, follow=True)
    )
    assert client.post(url, {"act": "burn"}).status_code == 422
    sponsors.use(sponsors.seat_of(order))
    assert client.post(url, {"act": "revoke"}).status_code == 422


def pages_of(order: SeatOrder) -> list[str]:
    seats = [reverse("sponsor_seat", args=[seat.ref]) for seat in order.seats.all()]
    named = (
        "sponsor_order",
        "sponsor_codes",
        "sponsor_codes_csv",
        "sponsor_purchase_order",
        "sponsor_invoice_pdf",
    )
    return [*(reverse(name, args=[order.ref]) for name in named), *seats]


GENERAL = (
    "sponsor_home",
    "sponsor_orders",
    "sponsor_buy",
    "sponsor_people",
    "sponsor_details",
    "sponsor_renewals",
)


def everything(client: Client, order: SeatOrder) -> str:
    urls = [reverse(name) for name in GENERAL] + [url for url in pages_of(order) if not url.endswith(".pdf")]
    answers = [client.get(url) for url in urls]
    assert {answer.status_code for answer in answers} == {200}
    return " ".join(answer.content.decode() for answer in answers)


def test_no_page_of_one_sponsor_shows_anything_of_another(monkeypatch: pytest.MonkeyPatch):
    ours = sponsors.order(2, sold_to=sponsors.sponsor("Ours County"))
    theirs = sponsors.order(3, sold_to=sponsors.sponsor("Theirs County", people.person("Otto Other")))
    user = sponsors.use(sponsors.seat_of(theirs), people.accepted(people.person("Vera Visible")), shares=True)
    monkeypatch.setattr(
        faring.TERM_ENDS,
        "_entries",
        [(1, lambda ids: {pk: date(2026, 12, 1) for pk in ids if pk == user.pk})],
    )
    assert "Vera Visible" in text_of(people.signed_in(theirs.ordered_by).get(reverse("sponsor_renewals")))
    client = people.signed_in(ours.ordered_by)
    for url in pages_of(theirs):
        assert client.get(url).status_code == 404, url
    for url in [*pages_of(theirs)[3:4], reverse("sponsor_pay", args=[theirs.ref]), *pages_of(theirs)[5:]]:
        assert client.post(url, {"act": "revoke"}).status_code == 404, url
    seen = everything(client, ours)
    secrets = [sponsors.seat_of(theirs, number).code for number in (1, 2, 3)]
    for secret in (
        "Theirs County", "Otto Other", "Vera Visible", theirs.invoice.number, theirs.ref,
        *secrets, *map(codes.grouped, secrets),
    ):  # fmt: skip
        assert secret not in seen
    assert "Ours County" in seen  # it looks in the right place


def test_without_consent_no_progress_anywhere_and_with_it_only_sets_and_term(monkeypatch: pytest.MonkeyPatch):
    order = sponsors.order(1)
    candidacy = sponsors.use(sponsors.seat_of(order), people.accepted(people.person("Quinn Quiet")))
    people.achieve(candidacy, "TEC")
    monkeypatch.setattr(faring.TERM_ENDS, "_entries", [(1, lambda ids: dict.fromkeys(ids, date(2027, 1, 4)))])
    client = people.signed_in(order.ordered_by)
    seen = everything(client, order)
    assert "Quinn Quiet" in seen
    for told in ("of 6 sets", "certified until", in_words(date(2027, 1, 4)), "1 of 6"):
        assert told not in seen
    assert "Quinn Quiet" not in text_of(client.get(reverse("sponsor_renewals")))
    order.seats.update(shares_progress=True)
    seen = everything(client, order)
    assert "1 of 6 sets done" in seen
    assert in_words(date(2027, 1, 4)) in seen
    assert "A course for TEC" not in seen
    assert "$75.00" in text_of(client.get(reverse("sponsor_renewals")))


@pytest.mark.parametrize(
    ("ends", "named"),
    [(TODAY, True), (date(2027, 9, 2), True), (date(2027, 9, 3), False), (date(2026, 3, 1), False)],
)
def test_renewals_look_18_months_ahead(ends, named, monkeypatch: pytest.MonkeyPatch):
    order = sponsors.order(1)
    sponsors.use(sponsors.seat_of(order), people.applicant(people.person("Rhea Renewal")), shares=True)
    monkeypatch.setattr(faring.TERM_ENDS, "_entries", [(1, lambda ids: dict.fromkeys(ids, ends))])
    answer = people.signed_in(order.ordered_by).get(reverse("sponsor_renewals"))
    assert ("Rhea Renewal" in text_of(answer)) is named


def test_an_order_of_many_seats_asks_no_more_than_one_of_few(django_assert_max_num_queries):
    few, many = sponsors.order(2), sponsors.order(200)
    for order in (few, many):
        client = people.signed_in(order.ordered_by)
        for number in range(1, 3 if order == few else 9):
            sponsors.use(sponsors.seat_of(order, number), people.accepted(), shares=True)
        client.get(reverse("sponsor_order", args=[order.ref]))
        with django_assert_max_num_queries(32):
            client.get(reverse("sponsor_order", args=[order.ref]))


def test_a_code_replaced_on_another_page_is_not_sent():
    order = sponsors.order(1)
    seat = sponsors.seat_of(order)
    keeping.revoke(seat=seat, by=order.ordered_by, now=NOW)
    answer = people.signed_in(order.ordered_by).post(
        reverse("sponsor_seat", args=[seat.ref]), {"send": "1", "address": "ann@staff.test"}
    )
    assert answer.status_code == 422
    assert sponsors.seat_of(order).sent_to == ""


def test_a_code_used_while_an_employer_was_asked_takes_that_request_back():
    candidacy = people.accepted()
    share = sharing.ask_for_share(
        invoice=candidacy.enrolment_fee.invoice,
        organisation=sharing.payer_named("Another county"),
        amount=candidacy.enrolment_fee.invoice.left,
        by=candidacy.person,
        now=NOW,
    )
    seat = sponsors.seat_of(sponsors.order())
    answer = people.signed_in(candidacy.person).post(reverse("my_seat"), {"code": seat.code})
    assert answer.status_code == 302
    share.refresh_from_db()
    assert share.state == share.Status.WITHDRAWN

"""A month for the accountant, and closing it."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.fees import bookkeeping, closing_up, csv_files
from lsscert import clock
from lsscert.money import banking, closing, ledger, paying, services
from lsscert.money.models import Account, ClosedMonth, Difference, Invoice, Payment, Transfer
from lsscert.money.refunding import ask_refund, mark_sent
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees.books import scenes
from tests.candidates.fees.books.scenes import after
from tests.lsscert.money import bills
from tests.people import NOW, TODAY
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
APRIL = after(35)  # 6 April 2026


def busy_march() -> Invoice:
    """Two invoices; one paid by a cheque with $50 over, banked, the over sent back; the other half credited."""
    office = people.staff()
    invoice, other = scenes.bill(), scenes.bill(amount="100.00")
    cheque = bills.cheque(invoice, "400.00")
    banking.bank(cheques=[cheque], banked_on=TODAY, by=office, now=NOW)
    refunds = ask_refund(payment=cheque, amount=Decimal("50.00"), why="over", by=office, now=NOW)
    mark_sent(refunds=refunds, reference="C-9", by=office, now=NOW)
    services.credit_invoice(invoice=other, amount=Decimal("40.00"), why="member", by=office, now=NOW)
    return invoice


def rows_of(name: str, month: bookkeeping.Month = MARCH) -> list[list[str]]:
    return list(csv.reader(StringIO(csv_files.as_text(*bookkeeping.TABLES[name](month)))))[1:]


def test_a_month_in_double_entries():
    busy_march()
    booked: dict[str, list[str]] = {}
    for _day, _entry, code, _name, debit, credit, _text, _reference in rows_of("journal"):
        sums = booked.setdefault(code, ["0", "0"])
        sums[0] = str(Decimal(sums[0]) + Decimal(debit or 0))
        sums[1] = str(Decimal(sums[1]) + Decimal(credit or 0))
    assert booked == {
        "1000": ["400.00", "50.00"],  # the bank: banked, sent back
        "1010": ["400.00", "400.00"],  # cheques: came, banked
        "1100": ["450.00", "390.00"],  # invoices: issued 450, paid 350, credited 40
        "2100": ["400.00", "400.00"],
        "2110": ["50.00", "50.00"],
        "4000": ["40.00", "450.00"],
    }


def test_payments_and_invoices_of_the_month_once_each():
    invoice = busy_march()
    payer = str(invoice.person)
    assert rows_of("payments") == [
        ["2026-03-02", "2026-03-02", "cheque", "1001", payer, "400.00", "banked", "D-2026-0001", ""]
    ]
    paid, credited = rows_of("invoices")
    assert paid[0] == invoice.number
    assert paid[5:] == ["350.00", "0.00", "350.00", "0.00", "paid"]
    assert credited[5:] == ["100.00", "40.00", "0.00", "60.00", "issued"]
    assert rows_of("invoices", (date(2026, 2, 1), date(2026, 2, 28))) == []


def test_the_last_moment_of_a_month_in_chicago_is_still_of_that_month():
    late = NOW.replace(month=4, day=1, hour=4, minute=59)  # 31 March, 11:59 p.m. in Chicago
    scenes.bill(now=late)
    scenes.bill(now=late + timedelta(minutes=1))
    assert [row[1] for row in rows_of("invoices")] == ["2026-03-31"]
    assert [row[0] for row in rows_of("journal")] == ["2026-03-31"] * 2


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(word: str):
    assert csv_files.cell(word).startswith("'")


def test_a_hostile_name_reaches_the_accountant_as_a_word():
    scenes.bill(people.person('=HYPERLINK("http://evil.test")'))
    assert rows_of("invoices")[0][2].startswith("'=HYPERLINK")


def test_our_own_amounts_and_days_stay_what_they_are():
    assert [csv_files.cell(each) for each in (Decimal("-5"), TODAY, 7, None, "Ann")] == [
        "-5.00",
        "2026-03-02",
        "7",
        "",
        "Ann",
    ]


def close_march(by: Any = None) -> ClosedMonth:
    return closing_up.close(starts=MARCH[0], by=by or people.staff(), now=APRIL)


def test_a_payment_that_comes_late_for_a_closed_month_counts_for_the_first_open_day():
    invoice = busy_march()
    before = rows_of("journal"), rows_of("payments")
    closed = close_march()
    late = paying.record_payment(
        method=Payment.Method.TRANSFER, amount=Decimal("60.00"), payer=invoice.person, reference="W-1",
        received_on=date(2026, 3, 20), uses=[], by=people.staff(), now=APRIL,
    )  # fmt: skip
    assert late.transfers.get().booked_on == date(2026, 4, 1)
    assert late.received_on == date(2026, 3, 20)
    assert (rows_of("journal"), rows_of("payments")) == before
    assert closed.totals == closing.totals(*MARCH)
    assert [row[:2] for row in rows_of("payments", (date(2026, 4, 1), date(2026, 4, 30)))] == [
        ["2026-04-01", "2026-03-20"]
    ]


def test_the_database_refuses_a_movement_of_a_closed_month():
    busy_march()
    close_march()
    source, target = Account.objects.all()[:2]
    said: dict[str, Any] = {"source": source, "target": target, "amount": 1, "reason": "x", "at": NOW}
    with pytest.raises(IntegrityError, match="the books are closed"), transaction.atomic():
        Transfer.objects.create(key="a", booked_on=date(2026, 3, 31), **said)
    Transfer.objects.create(key="b", booked_on=date(2026, 4, 1), **said)


def test_a_closed_month_is_neither_changed_nor_deleted():
    busy_march()
    closed = close_march()
    for act in (closed.delete, lambda: ClosedMonth.objects.update(totals={})):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            act()
    closed.totals = {}
    with pytest.raises(DatabaseError), transaction.atomic():
        closed.save()
    assert ClosedMonth.objects.get().totals


def test_the_page_closes_the_month_once_and_says_who_did():
    busy_march()
    office = people.staff("Grace Office")
    client = people.signed_in(office)
    page = client.get("/desk/fees/books/close/").content.decode()
    assert "Close March 2026 for good" in page
    assert "$450.00" in page
    assert client.post("/desk/fees/books/close/", {"month": "2026-04"}).status_code == 422
    assert not ClosedMonth.objects.exists()
    client.post("/desk/fees/books/close/", {"month": "2026-03"})
    client.post("/desk/fees/books/close/", {"month": "2026-03"})
    assert ClosedMonth.objects.get().closed_by == office
    page = client.get("/desk/fees/books/?month=2026-03").content.decode()
    assert "Grace Office" in page
    assert "Nothing is booked into this month any more" in page


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "0001-01", "2026-03-01", "٢٠٢٦-٠٣"])
def test_a_month_that_is_none_closes_nothing(month: str):
    busy_march()
    client = people.signed_in(people.staff())
    assert client.post("/desk/fees/books/close/", {"month": month}).status_code == 422
    assert client.get("/desk/fees/books/", {"month": month}).status_code == 200
    assert not ClosedMonth.objects.exists()


def test_the_month_that_runs_cannot_be_closed(monkeypatch: pytest.MonkeyPatch):
    busy_march()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    client = people.signed_in(people.staff())
    assert client.get("/desk/fees/books/close/")["Location"] == "/desk/fees/books/"
    assert client.post("/desk/fees/books/close/", {"month": "2026-03"}).status_code == 302
    assert not ClosedMonth.objects.exists()


def test_what_is_not_clean_is_said_before_closing():
    assert closing_up.warnings(TODAY) == []
    bills.cheque(scenes.bill())
    Difference.objects.create(kind="not_here", reference="s", amount=5, found_at=NOW)
    Account.objects.filter(kind="cheques").update(balance=-1)
    found = {reason.code for reason in closing_up.warnings(TODAY + timedelta(days=15))}
    assert {"old_cheques", "differences", "out_of_balance"} <= found
    assert any(code.startswith("invariant_") for code in found)
    assert "old_cheques" not in {each.code for each in closing_up.warnings(TODAY + timedelta(days=14))}


def test_a_month_of_more_rows_asks_no_more():
    busy_march()
    counts = []
    for _round in range(2):
        for name in bookkeeping.TABLES:
            with CaptureQueriesContext(connection) as captured:
                rows_of(name)
            counts.append(len(captured))
        for _ in range(5):
            bills.cheque(scenes.bill(), number=f"{Invoice.objects.count()}")
    assert counts[:3] == counts[3:]


def _late_payment(invoice: Invoice) -> Payment:
    return paying.record_payment(
        method=Payment.Method.TRANSFER, amount=Decimal("10.00"), payer=invoice.person, reference="W-2",
        received_on=date(2026, 3, 20), uses=[], by=people.staff(), now=APRIL,
    )  # fmt: skip


def _close_while_booking(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Who books has asked which months are closed and is held there, while somebody closes that month."""
    invoice = busy_march()
    office = people.staff()
    meeting = Meeting()
    ask = ledger.closed_until

    def ask_slowly() -> date | None:
        found = ask()
        meeting.first_waits()
        return found

    def shut() -> ClosedMonth:
        meeting.first_is_there.wait()
        monkeypatch.setattr(ledger, "closed_until", ask)
        done = close_march(office)
        meeting.second_goes()
        return done

    monkeypatch.setattr(ledger, "closed_until", ask_slowly)
    return together(lambda: _late_payment(invoice), shut)


@pytest.mark.django_db(transaction=True)
def test_closing_while_booking_waits_and_counts_what_was_booked(monkeypatch: pytest.MonkeyPatch):
    late, closed = _close_while_booking(monkeypatch)
    assert late.transfers.get().booked_on == date(2026, 3, 20)
    assert closed.totals == closing.totals(*MARCH)
    assert closed.totals["outside → credit"] == "10.00"


@pytest.mark.django_db(transaction=True)
def test_control_without_the_ledgers_lock_the_database_refuses(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ledger, "_keep_the_month_open", lambda: None)
    late, closed = _close_while_booking(monkeypatch)
    assert isinstance(late, IntegrityError)
    assert "the books are closed" in str(late)
    assert closed.totals == closing.totals(*MARCH)


@pytest.mark.django_db(transaction=True)
def test_closing_that_waits_too_long_is_refused_and_not_broken():
    invoice = busy_march()
    office = people.staff()
    meeting = Meeting()

    def book() -> None:
        with transaction.atomic():
            _late_payment(invoice)
            meeting.first_is_there.set()
            meeting.second_is_through.wait(10)

    def shut() -> ClosedMonth:
        meeting.first_is_there.wait()
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        try:
            return close_march(office)
        finally:
            meeting.second_goes()

    _booked, refused = together(book, shut)
    assert isinstance(refused, Refused)
    assert refused.code == "books_busy"


def test_the_books_open_at_the_month_that_just_ended(settings):
    settings.FAKE_NOW = NOW  # 2 March
    page = people.signed_in(people.staff()).get(reverse("desk_books")).content.decode()
    assert "The books of February 2026" in page
    assert '<option value="2026-02" selected>' in page
    assert '<option value="2024-04">' in page

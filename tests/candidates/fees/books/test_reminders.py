"""Reminders: to whom they go, whom they spare, and that each goes once."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from candidates.fees import reminders, tasks
from candidates.fees.models import Reminder, ReminderPause
from lsscert import clock
from lsscert.letters.models import Letter
from lsscert.money import orders, services
from lsscert.money import services as money
from lsscert.money.instalments import parts
from lsscert.money.models import Instalments, Invoice
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees.books import scenes
from tests.candidates.fees.books.scenes import after
from tests.lsscert.money import bills
from tests.people import NOW, TODAY
from tests.together import Meeting, together

KINDS = ("fee_reminder", "share_reminder")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.filter(kind__in=KINDS).order_by("pk").values_list("kind", "address"))


def test_the_first_after_fourteen_days_then_each_thirty_and_three_at_most():
    invoice = scenes.bill()
    sent = {day: reminders.remind_what_is_due(after(day)) for day in range(30, 200)}
    assert [day for day, count in sent.items() if count] == [44, 74, 104]
    assert letters() == [("fee_reminder", invoice.person.email)] * 3


def test_run_twice_it_sends_once(monkeypatch: pytest.MonkeyPatch):
    scenes.bill()
    monkeypatch.setattr(clock, "now", lambda: after(44))
    tasks.remind(timestamp=0)
    tasks.remind(timestamp=0)
    assert len(letters()) == Reminder.objects.count() == 1


def test_a_candidate_is_asked_for_the_own_part_and_the_organisation_for_its():
    invoice = scenes.bill()
    scenes.share(invoice, "200.00")
    assert reminders.remind_what_is_due(after(44)) == 2
    own, other = Letter.objects.filter(kind__in=KINDS).order_by("kind")
    assert (own.address, other.address) == (invoice.person.email, "accounts@city.test")
    assert "$150.00" in own.body
    assert "$200.00" not in own.body
    assert "$200.00" in other.body
    assert "Dear Accounts" in other.body


def test_the_letter_is_kind_and_names_what_and_since_when():
    invoice = scenes.bill(people.person("D'Arcy Okafor"))
    reminders.remind_what_is_due(after(44))
    letter = Letter.objects.get(kind="fee_reminder")
    assert letter.subject == f"A reminder: invoice {invoice.number} is still open"
    assert "Dear D'Arcy," in letter.body
    assert "1 April 2026" in letter.body
    assert f"/my/fees/{invoice.ref}/" in letter.body
    assert "crossed" in letter.body


def test_a_promise_that_is_not_due_yet_reminds_nobody_and_one_that_is_its_organisation():
    scenes.accepted(scenes.share(scenes.bill(), "350.00"), now=after(40))
    assert reminders.remind_what_is_due(after(44)) == 0
    assert reminders.remind_what_is_due(after(84)) == 1
    assert letters() == [("share_reminder", "accounts@city.test")]
    assert "PO-7" in Letter.objects.get(kind="share_reminder").body


def test_while_an_order_waits_to_be_checked_nobody_of_the_invoice_is_reminded():
    waiting = scenes.order(scenes.share(scenes.bill(), "200.00"))
    assert reminders.remind_what_is_due(after(60)) == 0
    assert {each.held.code for each in reminders.due(TODAY + timedelta(days=60))} == {"order_to_check"}
    orders.cancel_order(order=waiting, why="no", by=people.staff(), now=after(60))
    assert reminders.remind_what_is_due(after(60)) == 2


def plan(invoice: Invoice, first: date) -> None:
    agreed = [[part.day.isoformat(), str(part.amount)] for part in parts(invoice.left, 7, first)]
    Instalments.objects.create(invoice=invoice, parts=agreed, agreed_at=NOW, by=invoice.person)


def test_an_instalment_plan_that_is_on_time_is_left_alone_and_a_late_one_asks_for_what_is_late():
    invoice = scenes.bill()
    plan(invoice, TODAY + timedelta(days=10))  # 12 March, 12 April, 12 May …
    bills.cheque(invoice, "100.00")  # two of seven
    assert reminders.remind_what_is_due(after(70)) == 0  # 11 May
    assert reminders.remind_what_is_due(after(84)) == 0  # thirteen days late
    assert reminders.remind_what_is_due(after(85)) == 1
    assert "$50.00" in Letter.objects.get(kind="fee_reminder").body


def test_nothing_for_cancelled_or_paid_invoices_or_people_without_an_address():
    services.cancel_invoice(invoice=scenes.bill(), why="x", by=people.staff(), now=NOW)
    bills.cheque(scenes.bill())
    silent = scenes.bill()
    type(silent.person).objects.filter(pk=silent.person.pk).update(email="")
    scenes.share(silent, "200.00", email="")
    assert reminders.remind_what_is_due(after(60)) == 0
    assert [each.email for each in reminders.due(TODAY + timedelta(days=60))] == ["", ""]
    assert not Reminder.objects.exists()


def test_an_organisations_own_invoice_goes_to_its_accounts_office():
    scenes.bill(organisation=scenes.city(), bill_email="pay@city.test")
    reminders.remind_what_is_due(after(44))
    assert letters() == [("share_reminder", "pay@city.test")]


def test_a_pause_lasts_until_its_day_and_brings_no_flood_afterwards():
    invoice, office = scenes.bill(), people.staff()
    until = TODAY + timedelta(days=120)
    reminders.pause_reminders(invoice=invoice, until=until, why="Budget opens in July", by=office, now=NOW)
    assert reminders.remind_what_is_due(after(119)) == 0
    assert reminders.remind_what_is_due(after(120)) == 1
    assert reminders.remind_what_is_due(after(121)) == 0


def test_a_pause_can_be_lifted_once_and_is_for_a_day_to_come():
    invoice, office = scenes.bill(), people.staff()
    pause: dict[str, Any] = {"invoice": invoice, "why": "x", "by": office, "now": after(50)}
    with pytest.raises(Refused) as no:
        reminders.pause_reminders(until=TODAY + timedelta(days=50), **pause)
    assert no.value.code == "pause_in_past"
    reminders.pause_reminders(until=TODAY + timedelta(days=90), **pause)
    reminders.lift_pause(invoice=invoice, by=office, now=after(51))
    with pytest.raises(Refused) as no:
        reminders.lift_pause(invoice=invoice, by=office, now=after(51))
    assert no.value.code == "not_paused"
    assert reminders.remind_what_is_due(after(51)) == 1


def test_the_page_says_who_is_reminded_tomorrow_and_what_holds_others_back(monkeypatch: pytest.MonkeyPatch):
    going, held = scenes.bill(people.person("Going Person")), scenes.bill(people.person("Held Person"))
    office = people.staff()
    client = people.signed_in(office)
    monkeypatch.setattr(clock, "now", lambda: after(43))
    client.post(
        f"/desk/fees/aging/reminders/{held.ref}/", {"until": "2026-09-01", "why": "Budget opens in July"}
    )
    page = client.get("/desk/fees/aging/reminders/").content.decode()
    assert "1 reminder goes tomorrow" in page
    assert page.index("Going Person") < page.index("Held back") < page.index("Held Person")
    assert "Budget opens in July" in page
    assert ReminderPause.objects.get().by == office
    client.post(f"/desk/fees/aging/reminders/{held.ref}/", {"lift": "1"})
    assert "2 reminders go tomorrow" in client.get("/desk/fees/aging/reminders/").content.decode()
    assert reminders.remind_what_is_due(after(44)) == 2
    assert going.reminders.get().step == 1


def test_the_aging_page_sums_up_and_narrows(monkeypatch: pytest.MonkeyPatch):
    scenes.share(scenes.bill(people.person("Maria Late")), "200.00", now=after(60))
    scenes.bill(people.person("Sam Early"), "100.00", now=after(60))
    monkeypatch.setattr(clock, "now", lambda: after(61))  # Maria's part is 31 days late
    client = people.signed_in(people.staff())
    page = client.get("/desk/fees/aging/").content.decode()
    assert "$450.00 is open" in page
    narrowed = client.get("/desk/fees/aging/?who=people&age=2").content.decode()
    assert "Maria Late" in narrowed
    assert "Sam Early" not in narrowed
    assert "31 days late" in narrowed
    organisations = client.get("/desk/fees/aging/?who=organisations&page=9999999").content.decode()
    assert "Cedar Valley Library" in organisations
    rows = client.get("/desk/fees/aging/open-invoices.csv").content.decode().splitlines()
    assert len(rows) == 4
    assert any(row.startswith("Maria Late,Candidates,") and ",150.00,2026-04-01,31," in row for row in rows)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once(monkeypatch: pytest.MonkeyPatch):
    assert _two_workers(monkeypatch) == [0, 1]
    assert Reminder.objects.count() == len(letters()) == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_second_worker_runs_into_the_database(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(money, "lock_invoice", lambda invoice: invoice)
    outcome = _two_workers(monkeypatch)
    assert any(isinstance(each, Exception) and not isinstance(each, ValidationError) for each in outcome)
    assert Reminder.objects.count() == len(letters()) == 1


def _two_workers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The first has looked and is held before it writes, while the second does all of it."""
    scenes.bill()
    meeting = Meeting()
    write = reminders._write

    def write_slowly(*args: Any) -> None:
        meeting.first_waits()
        write(*args)

    def second() -> int:
        meeting.first_is_there.wait()
        monkeypatch.setattr(reminders, "_write", write)
        done = reminders.remind_what_is_due(after(44))
        meeting.second_goes()
        return done

    monkeypatch.setattr(reminders, "_write", write_slowly)
    found = together(lambda: reminders.remind_what_is_due(after(44)), second)
    return sorted(found, key=str)


def test_amounts_are_kept_with_what_was_written():
    scenes.bill(amount="99.50")
    reminders.remind_what_is_due(after(44))
    assert Reminder.objects.get().amount == Decimal("99.50")

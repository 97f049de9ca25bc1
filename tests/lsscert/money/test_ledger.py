"""The ledger: balanced by construction, append-only, and guarded by the database itself."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from lsscert.money import ledger
from lsscert.money.models import Account, Payment, Transfer
from tests import people
from tests.lsscert.money import bills
from tests.people import NOW, TODAY

pytestmark = pytest.mark.django_db


def payment() -> Payment:
    """Whose dollars they are makes no difference here, so it is booked by hand."""
    return Payment.objects.first() or Payment.objects.create(
        method="cheque", amount=1, payer=people.person(), reference="1", received_on=TODAY, recorded_at=NOW
    )


def move(source: Account, target: Account, amount: str, key: str = "k") -> Transfer:
    return ledger.transfer(
        source=source,
        target=target,
        amount=Decimal(amount),
        payment=payment(),
        reason="test",
        key=key,
        by=None,
        now=NOW,
    )


@pytest.fixture
def credit() -> Account:
    return ledger.credit_of(people.person())


def balance(account: Account) -> Decimal:
    account.refresh_from_db()
    return account.balance


def test_what_one_account_gives_another_gets(credit: Account):
    move(ledger.outside(), credit, "12.34")
    assert balance(credit) == Decimal("12.34")
    assert balance(ledger.outside()) == Decimal("-12.34")
    assert bills.books() == 0


def test_one_key_moves_once(credit: Account):
    first = move(ledger.outside(), credit, "10.00", "same")
    assert move(ledger.outside(), credit, "99.00", "same") == first
    assert balance(credit) == Decimal("10.00")


def test_nothing_below_nought(credit: Account):
    move(ledger.outside(), credit, "10.00")
    with pytest.raises(IntegrityError, match="balance_is_never_negative"), transaction.atomic():
        move(credit, ledger.outside(), "10.01", "k2")
    assert balance(credit) == Decimal("10.00")
    assert Transfer.objects.count() == 1


def test_nothing_beyond_what_an_invoice_asks(credit: Account):
    account = bills.invoice(credit.person).account
    move(ledger.outside(), credit, "400.00")
    with pytest.raises(IntegrityError, match="balance_stays_below_its_ceiling"), transaction.atomic():
        move(credit, account, "350.01", "k2")
    move(credit, account, "350.00", "k3")
    assert balance(account) == Decimal("350.00")


@pytest.mark.parametrize("amount", ["0.00", "-5.00"])
def test_no_transfer_of_nothing_or_backwards(credit: Account, amount: str):
    with pytest.raises(IntegrityError, match="transfer_amount_is_positive"), transaction.atomic():
        move(ledger.outside(), credit, amount)


def test_no_transfer_to_where_it_came_from(credit: Account):
    with pytest.raises(IntegrityError, match="transfer_goes_somewhere_else"), transaction.atomic():
        move(credit, credit, "1.00")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE money_transfer SET amount = 1",
        "UPDATE money_transfer SET reason = 'x'",
        "DELETE FROM money_transfer",
    ],
)
def test_a_transfer_is_never_changed_or_deleted(credit: Account, sql: str):
    move(ledger.outside(), credit, "10.00")
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        connection.cursor().execute(sql)
    assert Transfer.objects.get().amount == Decimal("10.00")


def test_there_is_one_world_outside():
    ledger.outside()
    with pytest.raises(IntegrityError, match="one_account_of_a_kind"), transaction.atomic():
        Account.objects.create(kind=Account.Kind.OUTSIDE)


@pytest.mark.parametrize("kind", Account.Kind.values)
def test_an_account_belongs_to_whom_its_kind_says(kind: str):
    bill, someone = bills.invoice(), people.person()
    wrong = {
        "credit": {},
        "invoice": {"invoice": bill, "person": someone, "ceiling": 1},
        "owed": {"ceiling": 0},
    }.get(kind, {"person": someone})
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(kind=kind, **wrong)

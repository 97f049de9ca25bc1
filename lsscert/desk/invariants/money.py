"""Money adds up."""

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from candidates.fees.models import EnrolmentFee
from candidates.journey.models import Candidacy
from lsscert.desk.invariants.check import Check, counted
from lsscert.money.models import Account, Invoice

Status = Candidacy.Status

# Sums first and joins then: one pass over the transfers, however many there are.
_UNBALANCED = """
    SELECT count(*) FROM money_account a
    LEFT JOIN (SELECT target_id, sum(amount) AS came FROM money_transfer GROUP BY 1) i ON i.target_id = a.id
    LEFT JOIN (SELECT source_id, sum(amount) AS went FROM money_transfer GROUP BY 1) o ON o.source_id = a.id
    WHERE a.balance <> coalesce(i.came, 0) - coalesce(o.went, 0)
"""


def unbalanced_accounts() -> int:
    return counted(_UNBALANCED)


def books_out_of_balance() -> int:
    return int(Account.objects.aggregate(total=Sum("balance"))["total"] not in {None, 0})


def invoices_without_account() -> int:
    return Invoice.objects.filter(account=None).count()


def overpaid_invoices() -> int:
    return Account.objects.filter(kind=Account.Kind.INVOICE, balance__gt=F("invoice__total")).count()


def wrong_ceilings() -> int:
    return Account.objects.filter(kind=Account.Kind.INVOICE).exclude(ceiling=F("invoice__total")).count()


def invoices_unlike_their_lines() -> int:
    lines = Invoice.objects.annotate(said=Coalesce(Sum("lines__amount"), 0, output_field=Invoice.total.field))
    return lines.exclude(said=F("total")).count()


def cancelled_invoices_with_money() -> int:
    return Invoice.objects.filter(state=Invoice.Status.CANCELLED, account__balance__gt=0).count()


def settled_in_word_only() -> int:
    """A candidacy says that its fee is settled exactly when its invoice is paid."""
    fees = EnrolmentFee.objects.filter(invoice__state=Invoice.Status.ISSUED)
    paid = fees.filter(invoice__account__balance=F("invoice__total"))
    unpaid = fees.exclude(invoice__account__balance=F("invoice__total"))
    return (
        paid.filter(candidacy__settled_on=None).count() + unpaid.exclude(candidacy__settled_on=None).count()
    )


def going_on_with_a_void_invoice() -> int:
    """A void invoice belongs to a candidacy that came to nothing."""
    going_on = [Status.SUBMITTED, Status.ACCEPTED, Status.ACTIVE, Status.CERTIFIED]
    void = EnrolmentFee.objects.filter(invoice__state=Invoice.Status.CANCELLED)
    return void.filter(candidacy__state__in=going_on).count()


CHECKS = (
    Check("balances", "every account's balance is the sum of its transfers", unbalanced_accounts),
    Check("books", "all balances together are zero", books_out_of_balance),
    Check("invoice_accounts", "every invoice has an account", invoices_without_account),
    Check("overpaid", "no invoice holds more than its total", overpaid_invoices),
    Check("ceilings", "an invoice's account is capped at its total", wrong_ceilings),
    Check("invoice_lines", "an invoice's lines make its total", invoices_unlike_their_lines),
    Check("void_invoices", "a cancelled invoice holds no money", cancelled_invoices_with_money),
    Check("settled", "a candidacy is settled exactly when its invoice is paid", settled_in_word_only),
    Check("void_fees", "no candidacy goes on with a cancelled invoice", going_on_with_a_void_invoice),
)

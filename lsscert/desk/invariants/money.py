"""Money adds up."""

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from candidates.fees.models import EnrolmentFee
from candidates.journey.models import Candidacy
from lsscert.desk.invariants.check import Check, counted
from lsscert.money.models import OF_FUNDS, Account, Invoice, PurchaseOrder, Refund, Share, Transfer

Status = Candidacy.Status
Order = PurchaseOrder.Status
SEAT = "seat"

# Sums first and joins then: one pass over the transfers, however many there are.
_UNBALANCED = """
    SELECT count(*) FROM money_account a
    LEFT JOIN (SELECT target_id, sum(amount) AS came FROM money_transfer GROUP BY 1) i ON i.target_id = a.id
    LEFT JOIN (SELECT source_id, sum(amount) AS went FROM money_transfer GROUP BY 1) o ON o.source_id = a.id
    WHERE a.balance <> coalesce(i.came, 0) - coalesce(o.went, 0)
"""


_PAYMENTS_BELOW_ZERO = """
    SELECT count(*) FROM (
        SELECT account_id, payment_id, sum(amount) AS lies FROM (
            SELECT target_id AS account_id, payment_id, amount FROM money_transfer
            UNION ALL SELECT source_id, payment_id, -amount FROM money_transfer
        ) moved WHERE payment_id IS NOT NULL GROUP BY 1, 2
    ) lots JOIN money_account a ON a.id = lots.account_id
    WHERE lots.lies < 0 AND a.kind IN ('credit', 'invoice', 'on_its_way')
"""
_CHEQUES_IN_HAND = """
    SELECT count(*) FROM (
        SELECT p.id, p.state, coalesce(sum(CASE WHEN s.kind = 'cheques' THEN t.amount
                                                WHEN d.kind = 'cheques' THEN -t.amount END), 0) AS in_hand
        FROM money_payment p
        JOIN money_transfer t ON t.payment_id = p.id
        JOIN money_account s ON s.id = t.source_id JOIN money_account d ON d.id = t.target_id
        WHERE p.method = 'cheque' GROUP BY 1, 2
    ) cheques WHERE in_hand < 0 OR (in_hand > 0 AND state <> 'received')
"""
_TAKEN_BACK_WITH_MONEY = """
    SELECT count(*) FROM (
        SELECT p.id, sum(CASE WHEN d.kind IN ('credit', 'invoice') THEN t.amount ELSE 0 END)
                   - sum(CASE WHEN s.kind IN ('credit', 'invoice') THEN t.amount ELSE 0 END) AS lies
        FROM money_payment p
        JOIN money_transfer t ON t.payment_id = p.id
        JOIN money_account s ON s.id = t.source_id JOIN money_account d ON d.id = t.target_id
        WHERE p.state = 'void' GROUP BY 1
    ) void WHERE lies <> 0
"""
_SETTLED_IN_WORD_ONLY = """
    SELECT count(*) FROM fees_enrolmentfee f
    JOIN money_invoice i ON i.id = f.invoice_id
    JOIN money_account a ON a.invoice_id = i.id
    JOIN candidates_candidacy c ON c.id = f.candidacy_id
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(least(o.amount, greatest(s.amount - coalesce(paid.sum, 0), 0))), 0) AS sum
        FROM money_share s JOIN money_purchaseorder o ON o.share_id = s.id
        LEFT JOIN LATERAL (
            SELECT sum(CASE WHEN t.target_id = a.id THEN t.amount ELSE -t.amount END) AS sum
            FROM money_transfer t WHERE t.share_id = s.id
        ) paid ON true
        WHERE s.invoice_id = i.id AND o.state IN ('accepted', 'invoiced')
    ) promised ON true
    WHERE i.state = 'issued'
      AND (a.balance + promised.sum >= i.total - i.credited) <> (c.settled_on IS NOT NULL AND f.reopened_on IS NULL)
"""


def unbalanced_accounts() -> int:
    return counted(_UNBALANCED)


def books_out_of_balance() -> int:
    return int(Account.objects.aggregate(total=Sum("balance"))["total"] not in {None, 0})


def invoices_without_account() -> int:
    return Invoice.objects.filter(account=None).count()


def overpaid_invoices() -> int:
    return Account.objects.filter(
        kind=Account.Kind.INVOICE, balance__gt=F("invoice__total") - F("invoice__credited")
    ).count()


def wrong_ceilings() -> int:
    asked = F("invoice__total") - F("invoice__credited")
    return Account.objects.filter(kind=Account.Kind.INVOICE).exclude(ceiling=asked).count()


def credited_unlike_their_notes() -> int:
    noted = Invoice.objects.annotate(
        noted=Coalesce(Sum("credit_notes__amount"), 0, output_field=Invoice.total.field)
    )
    return noted.exclude(noted=F("credited")).count()


def dollars_without_payment() -> int:
    """Every movement names the payment whose dollars it moved; those of funds are the other purse."""
    ours = Transfer.objects.exclude(source__kind__in=OF_FUNDS, target__kind__in=OF_FUNDS)
    return ours.filter(payment=None).count()


def funds_mixed_with_ours() -> int:
    """No movement leads from a fund to our purse or back: between the two lies only what is owed."""
    mixed = Q(source__kind__in=OF_FUNDS) ^ Q(target__kind__in=OF_FUNDS)
    return Transfer.objects.filter(mixed).count()


def payments_that_do_not_add_up() -> int:
    """No account but those beyond our books holds less than nothing of any payment."""
    return counted(_PAYMENTS_BELOW_ZERO)


def refunds_unlike_the_account() -> int:
    """What is on its way back is what waits to be sent."""
    waiting = Refund.objects.filter(state__in=[Refund.Status.WAITING, Refund.Status.DUE])
    held = Account.objects.filter(kind=Account.Kind.ON_ITS_WAY).aggregate(sum=Sum("balance"))["sum"] or 0
    return int((waiting.aggregate(sum=Sum("amount"))["sum"] or 0) != held)


def cheques_unlike_the_account() -> int:
    """Cheques in hand are those that wait for the bank, less what was handed back."""
    return counted(_CHEQUES_IN_HAND)


def taken_back_with_money() -> int:
    """A payment that was taken back, or never was, pays nothing."""
    return counted(_TAKEN_BACK_WITH_MONEY)


def shares_unlike_what_is_paid() -> int:
    """A part of an invoice is paid when its organisation's dollars have paid it."""
    shares = Share.objects.exclude(state=Share.Status.WITHDRAWN).select_related("invoice__account")
    return sum(
        (share.paid >= share.amount) != (share.state == Share.Status.PAID)
        for share in shares.prefetch_related("transfers")
    )


def orders_beside_their_share() -> int:
    """A purchase order is paid exactly when its part is; a cancelled one covers nothing."""
    paid, share_paid = Q(state=Order.PAID), Q(share__state=Share.Status.PAID)
    live = PurchaseOrder.objects.exclude(state__in=[Order.CANCELLED, Order.RECEIVED])
    return live.filter((paid & ~share_paid) | (~paid & share_paid)).count()


def invoices_unlike_their_lines() -> int:
    lines = Invoice.objects.annotate(said=Coalesce(Sum("lines__amount"), 0, output_field=Invoice.total.field))
    return lines.exclude(said=F("total")).count()


def cancelled_invoices_with_money() -> int:
    return Invoice.objects.filter(state=Invoice.Status.CANCELLED, account__balance__gt=0).count()


def settled_in_word_only() -> int:
    """A candidacy says that its fee is settled exactly when its invoice is paid or promised, or open again."""
    return counted(_SETTLED_IN_WORD_ONLY)


def going_on_with_a_void_invoice() -> int:
    """A void invoice belongs to a candidacy that came to nothing."""
    going_on = [Status.SUBMITTED, Status.ACCEPTED, Status.ACTIVE, Status.CERTIFIED]
    void = EnrolmentFee.objects.filter(invoice__state=Invoice.Status.CANCELLED).exclude(
        invoice__cancelled_why=SEAT
    )
    return void.filter(candidacy__state__in=going_on).count()


CHECKS = (
    Check("balances", "every account's balance is the sum of its transfers", unbalanced_accounts),
    Check("books", "all balances together are zero", books_out_of_balance),
    Check("invoice_accounts", "every invoice has an account", invoices_without_account),
    Check("overpaid", "no invoice holds more than its total", overpaid_invoices),
    Check("ceilings", "an invoice's account is capped at its total", wrong_ceilings),
    Check("credit_notes", "credit notes make what an invoice asks less for", credited_unlike_their_notes),
    Check("followed", "every movement names its payment", dollars_without_payment),
    Check("purses", "no movement mixes a fund's money with ours", funds_mixed_with_ours),
    Check("payments", "no account holds less than nothing of a payment", payments_that_do_not_add_up),
    Check("refunds", "refunds to send are what is on its way back", refunds_unlike_the_account),
    Check("cheques", "cheques in hand wait for the bank", cheques_unlike_the_account),
    Check("taken_back", "a payment that was taken back pays nothing", taken_back_with_money),
    Check("shares", "a part is paid when its organisation has paid it", shares_unlike_what_is_paid),
    Check("orders", "a purchase order is paid when its part is", orders_beside_their_share),
    Check("invoice_lines", "an invoice's lines make its total", invoices_unlike_their_lines),
    Check("void_invoices", "a cancelled invoice holds no money", cancelled_invoices_with_money),
    Check("settled", "a candidacy is settled exactly when its invoice is paid", settled_in_word_only),
    Check("void_fees", "no candidacy goes on with a cancelled invoice", going_on_with_a_void_invoice),
)

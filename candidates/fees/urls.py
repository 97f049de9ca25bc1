from django.urls import URLPattern, path

from candidates.fees.money_urls import desk as money_pages
from candidates.fees.seats import urls as seats
from candidates.fees.views import (
    banking,
    candidate,
    credits,
    employer,
    instalments,
    orders,
    papers,
    payment,
    recording,
    refunds,
    staff,
)

public: list[URLPattern] = []
sponsor: list[URLPattern] = [*seats.sponsor]
my: list[URLPattern] = [
    *seats.my,
    path("fees/", candidate.fees, name="my_fees"),
    path("fees/credit/back/", candidate.credit_back, name="my_credit_back"),
    path("fees/<ref:ref>/", candidate.invoice, name="my_invoice"),
    path("fees/<ref:ref>/pay/", candidate.pay, name="my_pay"),
    path("fees/<ref:ref>/credit/", candidate.use_credit, name="my_use_credit"),
    path("fees/card/<ref:ref>/paid/", candidate.paid, name="my_paid"),
    path("fees/card/<ref:ref>/not-paid/", candidate.not_paid, name="my_not_paid"),
    path("fees/<ref:ref>/employer/", employer.ask, name="my_employer"),
    path("fees/<ref:ref>/employer/<ref:share>/", employer.share, name="my_share"),
    path("fees/<ref:ref>/employer/<ref:share>/again/", employer.send_again, name="my_share_again"),
    path("fees/<ref:ref>/employer/<ref:share>/take-back/", employer.take_back, name="my_share_take_back"),
    path(
        "fees/<ref:ref>/employer/<ref:share>/invoice.pdf",
        papers.my_share_invoice,
        name="my_share_invoice_pdf",
    ),
    path("fees/<ref:ref>/instalments/", instalments.instalments, name="my_instalments"),
    path("fees/<ref:ref>/instalments/end/", instalments.end, name="my_instalments_end"),
    path("fees/<ref:ref>/invoice.pdf", papers.my_invoice, name="my_invoice_pdf"),
    path("fees/<ref:ref>/receipt/<ref:payment>.pdf", papers.my_receipt, name="my_receipt_pdf"),
    path("fees/<ref:ref>/credit-note/<ref:note>.pdf", papers.my_credit_note, name="my_credit_note_pdf"),
]
desk: list[URLPattern] = [
    *seats.desk,
    path("fees/", staff.fees, name="desk_fees"),
    path("fees/<ref:ref>/", staff.invoice, name="desk_invoice"),
    path("fees/record/", recording.record, name="desk_record"),
    path("fees/post/", recording.post, name="desk_post"),
    path("fees/post/<ref:ref>/undo/", recording.undo, name="desk_post_undo"),
    path("fees/banking/", banking.banking, name="desk_banking"),
    path("fees/deposits/", banking.deposits, name="desk_deposits"),
    path("fees/deposits/<ref:ref>/", banking.deposit, name="desk_deposit"),
    path("fees/deposits/<ref:ref>/slip.pdf", banking.deposit_pdf, name="desk_deposit_pdf"),
    path("fees/payments/<ref:ref>/", payment.payment, name="desk_payment"),
    path("fees/orders/", orders.orders, name="desk_orders"),
    path("fees/orders/<ref:ref>/", orders.order, name="desk_order"),
    path("fees/orders/<ref:ref>/document/", orders.document, name="desk_order_document"),
    path("fees/credits/", credits.credits_, name="desk_credits"),
    path("fees/credits/person/<ref:ref>/", credits.of_person, name="desk_credit_of_person"),
    path("fees/credits/organisation/<ref:ref>/", credits.of_organisation, name="desk_credit_of_organisation"),
    path("fees/refunds/", refunds.refunds, name="desk_refunds"),
    path("fees/refunds/<ref:ref>/", refunds.refund_sent, name="desk_refund_sent"),
    path("fees/<ref:ref>/invoice.pdf", papers.desk_invoice, name="desk_invoice_pdf"),
    path("fees/<ref:ref>/receipt/<ref:payment>.pdf", papers.desk_receipt, name="desk_receipt_pdf"),
    path("fees/<ref:ref>/credit-note/<ref:note>.pdf", papers.desk_credit_note, name="desk_credit_note_pdf"),
    path("fees/<ref:ref>/share/<ref:share>.pdf", papers.desk_share_invoice, name="desk_share_invoice_pdf"),
    *money_pages,
]

from django.urls import URLPattern, path

from candidates.fees.money_urls import desk as money_pages
from candidates.fees.views import candidate, employer, instalments, papers, refunds, staff

public: list[URLPattern] = []
my: list[URLPattern] = [
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
    path("fees/", staff.fees, name="desk_fees"),
    path("fees/<ref:ref>/", staff.invoice, name="desk_invoice"),
    path("fees/refunds/", refunds.refunds, name="desk_refunds"),
    path("fees/refunds/<ref:ref>/", refunds.refund_sent, name="desk_refund_sent"),
    path("fees/<ref:ref>/invoice.pdf", papers.desk_invoice, name="desk_invoice_pdf"),
    path("fees/<ref:ref>/receipt/<ref:payment>.pdf", papers.desk_receipt, name="desk_receipt_pdf"),
    path("fees/<ref:ref>/credit-note/<ref:note>.pdf", papers.desk_credit_note, name="desk_credit_note_pdf"),
    path("fees/<ref:ref>/share/<ref:share>.pdf", papers.desk_share_invoice, name="desk_share_invoice_pdf"),
    *money_pages,
]

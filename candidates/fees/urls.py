from django.urls import URLPattern, path

from candidates.fees.views import banking, candidate, credits, orders, payment, recording, refunds, staff

public: list[URLPattern] = []
my: list[URLPattern] = [
    path("fees/", candidate.fees, name="my_fees"),
    path("fees/<ref:ref>/", candidate.invoice, name="my_invoice"),
    path("fees/<ref:ref>/pay/", candidate.pay, name="my_pay"),
    path("fees/card/<ref:ref>/paid/", candidate.paid, name="my_paid"),
    path("fees/card/<ref:ref>/not-paid/", candidate.not_paid, name="my_not_paid"),
]
desk: list[URLPattern] = [
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
]

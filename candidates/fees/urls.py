from django.urls import URLPattern, path

from candidates.fees.money_urls import desk as money_pages
from candidates.fees.views import candidate, refunds, staff

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
    path("fees/refunds/", refunds.refunds, name="desk_refunds"),
    path("fees/refunds/<ref:ref>/", refunds.refund_sent, name="desk_refund_sent"),
    *money_pages,
]

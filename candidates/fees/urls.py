from django.urls import URLPattern, path

from candidates.fees.seats import urls as seats
from candidates.fees.views import candidate, refunds, staff

public: list[URLPattern] = []
sponsor: list[URLPattern] = [*seats.sponsor]
my: list[URLPattern] = [
    *seats.my,
    path("fees/", candidate.fees, name="my_fees"),
    path("fees/<ref:ref>/", candidate.invoice, name="my_invoice"),
    path("fees/<ref:ref>/pay/", candidate.pay, name="my_pay"),
    path("fees/card/<ref:ref>/paid/", candidate.paid, name="my_paid"),
    path("fees/card/<ref:ref>/not-paid/", candidate.not_paid, name="my_not_paid"),
]
desk: list[URLPattern] = [
    *seats.desk,
    path("fees/", staff.fees, name="desk_fees"),
    path("fees/<ref:ref>/", staff.invoice, name="desk_invoice"),
    path("fees/refunds/", refunds.refunds, name="desk_refunds"),
    path("fees/refunds/<ref:ref>/", refunds.refund_sent, name="desk_refund_sent"),
]

from django.urls import path

from candidates.fees.seats.views import home, orders, paying, people, redeem, seats, staff

sponsor = [
    path("", home.home, name="sponsor_home"),
    path("start/", home.start, name="sponsor_start"),
    path("choose/", home.choose, name="sponsor_choose"),
    path("details/", home.details, name="sponsor_details"),
    path("renewals/", home.renewals, name="sponsor_renewals"),
    path("people/", people.people, name="sponsor_people"),
    path("people/<ref:ref>/remove/", people.remove, name="sponsor_person_remove"),
    path("buy/", orders.buy, name="sponsor_buy"),
    path("orders/", orders.orders, name="sponsor_orders"),
    path("orders/<ref:ref>/", orders.order, name="sponsor_order"),
    path("orders/<ref:ref>/invoice.pdf", orders.invoice_pdf, name="sponsor_invoice_pdf"),
    path("orders/<ref:ref>/pay/", paying.pay, name="sponsor_pay"),
    path("orders/<ref:ref>/purchase-order/", paying.purchase_order, name="sponsor_purchase_order"),
    path("orders/<ref:ref>/codes/", orders.print_codes, name="sponsor_codes"),
    path("orders/<ref:ref>/codes.csv", seats.codes_csv, name="sponsor_codes_csv"),
    path("card/<ref:ref>/paid/", paying.paid, name="sponsor_paid"),
    path("card/<ref:ref>/not-paid/", paying.not_paid, name="sponsor_not_paid"),
    path("seats/<ref:ref>/", seats.seat, name="sponsor_seat"),
]
my = [path("fees/seat/", redeem.my_seat, name="my_seat")]
desk = [
    path("sponsors/", staff.sponsors, name="desk_sponsors"),
    path("sponsors/<ref:ref>/", staff.sponsor, name="desk_sponsor"),
    path("sponsors/orders/<ref:ref>/", staff.hand_back, name="desk_seats_hand_back"),
]

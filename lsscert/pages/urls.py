from django.urls import URLPattern, path

from lsscert.pages.views import contact, paying, planner, quotes, staff
from lsscert.pages.views import public as pages

public: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("cost/", pages.cost, name="cost"),
    path("ways-to-pay/", paying.ways_to_pay, name="ways_to_pay"),
    path("ways-to-pay/accounts-office/", paying.accounts_office, name="accounts_office"),
    path("ways-to-pay/quote/", quotes.quote_form, name="quote"),
    path("ways-to-pay/quote/sheet/", quotes.quote_sheet, name="quote_sheet"),
    path("ways-to-pay/quote/sheet.pdf", quotes.quote_pdf, name="quote_pdf"),
    path("ways-to-pay/planner/", planner.planner, name="planner"),
    path("ways-to-pay/planner/keep/", planner.keep, name="planner_keep"),
    path("questions/", pages.questions, name="questions"),
    path("contact/", contact.contact, name="contact"),
    path("contact/sent/", contact.sent, name="contact_sent"),
    path("privacy/", pages.privacy, name="privacy"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.favicon, name="favicon"),
]
my: list[URLPattern] = []
desk: list[URLPattern] = [
    path("messages/", staff.messages, name="desk_messages"),
    path("messages/<ref:ref>/answered/", staff.answered, name="desk_message_answered"),
]

from django.urls import URLPattern, path

from lsscert.pages.views import contact, staff
from lsscert.pages.views import public as pages

public: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("cost/", pages.cost, name="cost"),
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

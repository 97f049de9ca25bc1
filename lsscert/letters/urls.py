from django.urls import URLPattern, path

from lsscert.letters.views import candidate, demo, staff

public: list[URLPattern] = [path("sent-mail/", demo.sent_mail, name="sent_mail")]
my: list[URLPattern] = [
    path("letters/", candidate.letters, name="my_letters"),
    path("letters/<ref:ref>/", candidate.letter, name="my_letter"),
]
desk: list[URLPattern] = [
    path("letters/", staff.letters, name="desk_letters"),
    path("letters/<ref:ref>/", staff.letter, name="desk_letter"),
    path("letters/<ref:ref>/resend/", staff.resend, name="desk_letter_resend"),
    path("letters/<ref:ref>/withdraw/", staff.withdraw, name="desk_letter_withdraw"),
]

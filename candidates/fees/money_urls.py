"""The weekly and monthly money pages of the desk."""

from django.urls import URLPattern, path

from candidates.fees.views import aging, awards, books, differences, reminding

desk: list[URLPattern] = [
    path("fees/aging/", aging.aging_page, name="desk_aging"),
    path("fees/aging/open-invoices.csv", aging.aging_file, name="desk_aging_file"),
    path("fees/aging/reminders/", reminding.reminders_page, name="desk_reminders"),
    path("fees/aging/reminders/<ref:ref>/", reminding.pause, name="desk_reminder_pause"),
    path("fees/awards/", awards.awards, name="desk_awards"),
    path("fees/awards/new/", awards.award_new, name="desk_award_new"),
    path("fees/awards/<ref:ref>/", awards.awards_of, name="desk_awards_of"),
    path("fees/awards/<ref:ref>/statement/", awards.statement, name="desk_awards_statement"),
    path("fees/awards/<ref:ref>/statement.csv", awards.statement_file, name="desk_awards_file"),
    path("fees/awards/back/<ref:ref>/", awards.award_back, name="desk_award_back"),
    path("fees/books/", books.books, name="desk_books"),
    path("fees/books/month.csv", books.book_file, name="desk_book_file"),
    path("fees/books/close/", books.close, name="desk_close_month"),
    path("fees/card-company/", differences.card_page, name="desk_card_company"),
    path("fees/card-company/look/", differences.look_again, name="desk_card_look"),
    path("fees/card-company/explain/", differences.explain, name="desk_card_explain"),
]

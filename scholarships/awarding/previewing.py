"""The very letters an announcement sends, before anybody gets them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lsscert.accounts.models import Person
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from scholarships.awarding import meeting
from scholarships.rounds.models import Round


def letters_of(round_: Round, *, by: Person, now: datetime) -> dict[str, Letter]:
    """The first of each kind, by kind. None where the round cannot be announced.

    It is announced, read and undone: what is shown is what would be sent, with its days and places, by the same code.
    """
    last = Letter.objects.aggregate(last=Max("pk"))["last"] or 0
    found: dict[str, Letter] = {}
    with transaction.atomic():
        try:
            told = meeting.announce(round_=round_, by=by, now=now)
        except Refused:
            return {}
        theirs = {each.ref for rows in (told.awarded, told.reserve, told.not_awarded) for each in rows}
        for letter in Letter.objects.filter(pk__gt=last).select_related("person").order_by("pk"):
            if letter.occasion.partition(":")[0] in theirs:
                found.setdefault(letter.kind, letter)
        transaction.set_rollback(True)
    return found

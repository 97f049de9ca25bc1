"""A moving clock: demo people have a past, and their records must look as if it had happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection

from lsscert.accounts.models import Person
from lsscert.clock import PROGRAMME_ZONE
from lsscert.letters.models import Letter
from lsscert.letters.tasks import MAX_ATTEMPTS

IN_THE_MORNING = time(10, 20)
DELIVERY = timedelta(seconds=40)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Everything that asks the clock hears this moment."""
    before = settings.FAKE_NOW
    settings.FAKE_NOW = moment
    try:
        yield moment
    finally:
        settings.FAKE_NOW = before


def morning_of(day: date) -> datetime:
    return datetime.combine(day, IN_THE_MORNING, PROGRAMME_ZONE)


def mailbox_was_full(person: Person, *, kind: str) -> None:
    """One letter that could not be delivered, so that the desk has one to look at."""
    problem = "SMTPRecipientsRefused: 552 5.2.2 The mailbox is full"
    letters = Letter.objects.filter(person=person, kind=kind)
    letters.update(state=Letter.Status.FAILED, attempts=MAX_ATTEMPTS, last_problem=problem)
    _forget_jobs([letter.pk for letter in letters])


def letters_have_arrived() -> None:
    """What demo people were written in the past was sent then; no mail leaves this machine for it."""
    waiting = list(Letter.objects.filter(state=Letter.Status.QUEUED, address__endswith="demo.test"))
    for letter in waiting:
        letter.attempts = 1
        letter.delivered(letter.written_at + DELIVERY, keep_secret_body=True)
        letter.save(update_fields=["attempts", "state", "sent_at", "last_problem", "body"])
    _forget_jobs([letter.pk for letter in waiting])


def _forget_jobs(letter_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'letters.deliver' AND status = 'todo'"
            " AND (args ->> 'letter_id')::bigint = ANY(%s)",
            [letter_ids],
        )

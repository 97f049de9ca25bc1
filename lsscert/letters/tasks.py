"""The worker's part: delivery with back-off, and picking up what a dead worker left."""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lsscert import clock
from lsscert.letters.attachments import made
from lsscert.letters.models import Letter
from lsscert.text import without_unstorable

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 8


class NotDelivered(Exception):
    """The mail server was away or said no; the job is tried again, later each time."""


# Waits 5, 25, 125 … seconds, so that the eighth and last attempt comes after more than a day.
@app.task(
    name="letters.deliver",
    retry=RetryStrategy(max_attempts=MAX_ATTEMPTS - 1, exponential_wait=5),
    queue="letters",
)
def deliver(letter_id: int) -> None:
    """Deliver one letter. The row stays locked meanwhile, so two workers cannot both send it."""
    with transaction.atomic():
        letter = (
            Letter.objects.select_for_update(of=("self",))
            .filter(pk=letter_id, state=Letter.Status.QUEUED)
            .first()
        )
        if letter is None:
            return
        letter.attempts += 1
        problem = _hand_over(letter)
        if not problem:
            letter.delivered(clock.now(), keep_secret_body=settings.DEMO)
        else:
            letter.last_problem = problem
            if letter.attempts >= MAX_ATTEMPTS:
                letter.given_up(keep_secret_body=settings.DEMO)
        letter.save(update_fields=["attempts", "state", "sent_at", "last_problem", "body"])
    if letter.state == Letter.Status.QUEUED:
        raise NotDelivered(problem)


def _hand_over(letter: Letter) -> str:
    """What went wrong, empty when nothing did."""
    try:
        with (
            transaction.atomic()
        ):  # what goes wrong in the database while a paper is made must not lose the letter
            message = as_message(letter)
        message.send()
    except Exception as problem:  # whatever the mail server or the network comes up with
        return without_unstorable(f"{type(problem).__name__}: {problem}")[:300]
    return ""


def as_message(letter: Letter) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.body,
        to=[letter.address],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )
    with override(letter.language):
        page = render_to_string("letters/frame.html", {"letter": letter, "site": settings.SITE_URL})
        papers = made(letter.attachments)
    message.attach_alternative(page, "text/html")
    for paper in papers:
        message.attach(*paper)
    return message


@app.periodic(cron="*/10 * * * *")
@app.task(name="letters.pick_up_stalled", queue="letters", queueing_lock="letters.pick_up_stalled")
async def pick_up_stalled(timestamp: int) -> None:
    """Re-queue jobs whose worker died; the queue does not do that by itself."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=120):
        await app.job_manager.retry_job(job)


@app.periodic(cron="5-59/10 * * * *")
@app.task(name="letters.queue_those_without_job", queue="letters", queueing_lock="letters.queue_lost")
def queue_those_without_job(timestamp: int) -> None:
    """A letter that waits for nobody is given a job again."""
    from lsscert.letters import services

    found = services.queue_those_without_job()
    if found:
        log.warning("%s letters had no job and were queued again", found)

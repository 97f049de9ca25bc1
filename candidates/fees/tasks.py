"""The worker's part: reminders of open invoices, and the nightly look at the card company."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from candidates.fees import card_company, reminders
from lsscert import clock


@app.periodic(cron="30 14 * * *")  # in the morning in Chicago, whatever the season
@app.task(name="fees.remind", queueing_lock="fees.remind")
def remind(timestamp: int) -> None:
    reminders.remind_what_is_due(clock.now())


# Waits 10, 100, 1,000 … seconds; what is not known by the morning is asked the next night.
@app.periodic(cron="45 8 * * *")
@app.task(
    name="fees.look_at_cards",
    retry=RetryStrategy(max_attempts=4, exponential_wait=10),
    queue="money",
    queueing_lock="fees.look_at_cards",
)
def look_at_cards(timestamp: int) -> None:
    card_company.nightly(clock.now())

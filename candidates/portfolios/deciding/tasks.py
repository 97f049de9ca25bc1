from procrastinate.contrib.django import app

from candidates.portfolios.deciding import nightly
from lsscert import clock


@app.periodic(cron="20 * * * *")
@app.task(name="portfolios.release", queueing_lock="portfolios.release")
def release(timestamp: int) -> None:
    """Every hour, so that what is due in Chicago goes early in its day; the same again does nothing."""
    now = clock.now()
    nightly.settle_what_was_received(now)
    nightly.release_what_is_due(now)


@app.periodic(cron="25 6 * * *")  # after midnight in Chicago, whatever the season
@app.task(name="portfolios.missed", queueing_lock="portfolios.missed")
def missed(timestamp: int) -> None:
    nightly.take_what_was_missed(clock.now())

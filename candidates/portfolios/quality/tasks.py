"""The worker's part: thanks for the year that is over."""

from procrastinate.contrib.django import app

from candidates.portfolios.quality import service
from lsscert import clock


@app.periodic(cron="20 15 * 1 *")  # every day of January: whoever was missed is written to, nobody twice
@app.task(name="portfolios.thank_reviewers", queueing_lock="portfolios.thank_reviewers")
def thank_reviewers(timestamp: int) -> None:
    now = clock.now()
    service.thank_for(clock.programme_day(now).year - 1, now=now)

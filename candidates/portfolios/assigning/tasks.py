from procrastinate.contrib.django import app

from candidates.portfolios.assigning.chasing import remind_what_is_due
from lsscert import clock


@app.periodic(cron="20 13 * * *")  # in the morning in Chicago
@app.task(name="portfolios.remind", queueing_lock="portfolios.remind")
def remind(timestamp: int) -> None:
    remind_what_is_due(clock.now())

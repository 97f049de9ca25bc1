from procrastinate.contrib.django import app

from candidates.appeals import by_the_calendar
from lsscert import clock


@app.periodic(cron="35 6 * * *")  # after midnight in Chicago, whatever the season
@app.task(name="appeals.lapse", queueing_lock="appeals.lapse")
def lapse(timestamp: int) -> None:
    by_the_calendar.lapse_what_is_due(clock.now())


@app.periodic(cron="45 13 * * *")  # in the morning in Chicago
@app.task(name="appeals.remind", queueing_lock="appeals.remind")
def remind(timestamp: int) -> None:
    by_the_calendar.remind(clock.now())

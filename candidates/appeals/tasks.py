from procrastinate.contrib.django import app

from candidates.appeals.services import lapse_what_is_due
from lsscert import clock


@app.periodic(cron="35 6 * * *")  # after midnight in Chicago, whatever the season
@app.task(name="appeals.lapse", queueing_lock="appeals.lapse")
def lapse(timestamp: int) -> None:
    lapse_what_is_due(clock.now())

from procrastinate.contrib.django import app

from candidates.journey.lapsing import lapse_what_is_due
from lsscert import clock


@app.periodic(cron="15 6 * * *")  # after midnight in Chicago, whatever the season
@app.task(name="journey.lapse", queueing_lock="journey.lapse")
def lapse(timestamp: int) -> None:
    lapse_what_is_due(clock.now())

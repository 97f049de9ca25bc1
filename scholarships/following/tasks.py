from procrastinate.contrib.django import app

from lsscert import clock
from scholarships.following import reporting, services


@app.periodic(cron="25 6 * * *")  # after midnight in Chicago, whatever the season
@app.task(name="scholarships.lapse", queueing_lock="scholarships.lapse")
def lapse(timestamp: int) -> None:
    services.lapse_what_is_due(clock.now())
    services.remind_of_answers(clock.now())
    reporting.remind(clock.now())

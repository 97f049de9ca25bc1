from procrastinate.contrib.django import app

from lsscert import clock
from scholarships.applying import reminding


@app.periodic(cron="20 13 * * *")  # in the morning of every state
@app.task(name="scholarships.remind_applicants", queueing_lock="scholarships.remind_applicants")
def remind_applicants(timestamp: int) -> None:
    reminding.remind(clock.now())

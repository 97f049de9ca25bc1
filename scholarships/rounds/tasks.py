from procrastinate.contrib.django import app

from lsscert import clock
from scholarships.rounds import telling


@app.periodic(cron="40 12 * * *")  # in the morning of every state
@app.task(name="scholarships.tell", queueing_lock="scholarships.tell")
def tell(timestamp: int) -> None:
    telling.tell_of_what_opens(clock.now())
    telling.purge(clock.now())

from procrastinate.contrib.django import app

from lsscert import clock
from lsscert.files import keeping


@app.periodic(cron="40 7 * * *")
@app.task(name="files.clear_away", queueing_lock="files.clear_away")
def clear_away(timestamp: int) -> None:
    keeping.clear_away(now=clock.now())

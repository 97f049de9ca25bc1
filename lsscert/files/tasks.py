from procrastinate.contrib.django import app

from lsscert import clock
from lsscert.files import keeping, previews


@app.periodic(cron="40 * * * *")
@app.task(name="files.clear_away", queueing_lock="files.clear_away")
def clear_away(timestamp: int) -> None:
    keeping.clear_away(now=clock.now())


@app.task(name="files.make_previews", queue="files")
def make_previews(stored_id: int) -> None:
    previews.make(stored_id=stored_id, now=clock.now())

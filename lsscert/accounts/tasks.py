from procrastinate.contrib.django import app

from lsscert import clock
from lsscert.accounts import approvals


@app.periodic(cron="*/10 * * * *")
@app.task(name="accounts.run_those_that_waited", queueing_lock="accounts.run_those_that_waited")
def run_those_that_waited(timestamp: int) -> None:
    approvals.run_those_that_waited(clock.now())

from procrastinate.contrib.django import app

from candidates.portfolios.assigning import chasing
from lsscert import clock


@app.periodic(cron="40 13 * * *")  # in the morning in Chicago
@app.task(name="portfolios.chase_reviews", queueing_lock="portfolios.chase_reviews")
def chase_reviews(timestamp: int) -> None:
    chasing.chase(clock.now())

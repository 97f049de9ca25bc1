"""The worker's part: refunds to cards."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lsscert import clock


# Waits 10, 100, 1,000 … seconds: the card company is asked for some days before the job is given up.
@app.task(
    name="money.send_card_refund", retry=RetryStrategy(max_attempts=6, exponential_wait=10), queue="money"
)
def send_card_refund(refund_id: int) -> None:
    """Ask the card company once; the refund's own key makes a second asking the same one."""
    from lsscert.money import card_refunds

    card_refunds.send(refund_id=refund_id, now=clock.now())

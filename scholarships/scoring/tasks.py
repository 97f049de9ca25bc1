from datetime import timedelta

from procrastinate.contrib.django import app

from lsscert import clock
from lsscert.clock import programme_day
from scholarships.rounds.models import Round
from scholarships.scoring import finding, services
from scholarships.scoring.reminding import remind

REMIND_AFTER = timedelta(days=7)


@app.periodic(cron="10 14 * * 1")  # Mondays, in the morning of every state
@app.task(name="scholarships.score", queueing_lock="scholarships.score")
def score(timestamp: int) -> None:
    """Seat the committee of rounds that closed, and remind those who are behind."""
    now = clock.now()
    for round_ in Round.objects.filter(state=Round.Status.PUBLISHED, closes_on__lt=programme_day(now)):
        services.seat(round_=round_, now=now)
        if services.scoring_is_open(round_, now):
            for judge in round_.judges.filter(left_at=None, joined_at__lt=now - REMIND_AFTER):
                if finding.how_far(judge)[1]:
                    remind(judge)

from datetime import timedelta

from procrastinate.contrib.django import app

from lsscert import clock
from lsscert.clock import programme_day
from lsscert.policy import services as policy
from scholarships.rounds.models import Round
from scholarships.scoring import finding, services
from scholarships.scoring.models import Judge
from scholarships.scoring.reminding import remind, say_it_is_ready

MONDAY = 0


@app.periodic(cron="10 14 * * *")  # in the morning of every state
@app.task(name="scholarships.score", queueing_lock="scholarships.score")
def score(timestamp: int) -> None:
    """Seat the committee of rounds that closed and tell each once; on Mondays remind those who are behind."""
    now = clock.now()
    monday = programme_day(now).weekday() == MONDAY
    patience = timedelta(days=policy.at("scholarship.score_reminder_days", programme_day(now)))
    for round_ in Round.objects.filter(state=Round.Status.PUBLISHED, closes_on__lt=programme_day(now)):
        services.seat(round_=round_, now=now)
        if not services.scoring_is_open(round_, now):
            continue
        judges = list(Judge.objects.sitting().filter(round=round_).select_related("person", "round"))
        far = finding.how_far_of(judges)
        for judge in judges:
            if not far[judge.pk].left:
                continue
            say_it_is_ready(judge, left=far[judge.pk].left)
            if monday and judge.joined_at < now - patience:
                remind(judge)

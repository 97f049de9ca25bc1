from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardingConfig(AppConfig):
    name = "scholarships.awarding"
    label = "awarding"
    verbose_name = _("Awards")

    def ready(self) -> None:
        from lsscert import samples
        from scholarships.applying.history import HELPED
        from scholarships.applying.reading import LETTER_READERS
        from scholarships.applying.thread import STANDING, THREAD
        from scholarships.awarding import draw_stepping, meeting, members, naming, stepping, telling, waiting
        from scholarships.awarding.samples import SAMPLES
        from scholarships.funds.reading import WHAT_FOR
        from scholarships.rounds.steps import ROUND_STEPS, ROUNDS_WAIT

        samples.add(SAMPLES)
        meeting.join_in()
        telling.join_in()
        LETTER_READERS.add(members.reads_letters)
        WHAT_FOR.add(naming.rounds_of_parts)
        ROUND_STEPS.add(draw_stepping.steps, order=28)
        ROUND_STEPS.add(stepping.steps, order=30)
        ROUNDS_WAIT.add(waiting.waits, order=30)
        HELPED.add(stepping.history_of)
        THREAD.add(stepping.thread)
        STANDING.add(stepping.standing)

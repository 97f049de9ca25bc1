from typing import Any

from django.core.management.base import BaseCommand

from candidates.portfolios.reviewers.services import load_calibration


class Command(BaseCommand):
    help = "Adds the programme's own training portfolio for reviewers, unless one is in use."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("calibration: added" if load_calibration() else "calibration: one is in use")

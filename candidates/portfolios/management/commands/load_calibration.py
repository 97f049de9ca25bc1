from typing import Any

from django.core.management.base import BaseCommand

from candidates.portfolios.reviewers.loading import load_calibration, read_fixture


class Command(BaseCommand):
    help = "Put the made-up portfolio that reviewers train with in place. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_calibration(read_fixture())
        self.stdout.write("training portfolio: added" if added else "training portfolio: there already")

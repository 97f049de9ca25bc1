from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from competencies.courses.loading import DEMONSTRATION, load_courses, read_fixture


class Command(BaseCommand):
    help = "Write the real courses and agreements. Safe to run again; what staff have changed stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="add demonstration courses that have approval dates"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._report("", load_courses(read_fixture()))
            if options["demo"]:
                self._report("demonstration ", load_courses(read_fixture(DEMONSTRATION)))
        except LookupError as problem:
            raise CommandError("There is no standard yet: run load_standard first.") from problem

    def _report(self, which: str, counts: dict[str, Any]) -> None:
        for kind, count in counts.items():
            self.stdout.write(f"{which}{kind}: {count}")

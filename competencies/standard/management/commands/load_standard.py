from typing import Any

from django.core.management.base import BaseCommand

from competencies.standard.loading import load_standard, read_fixture


class Command(BaseCommand):
    help = "Write the ten sets and their competencies. Safe to run again; what staff have written stays."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in load_standard(read_fixture()).items():
            self.stdout.write(f"{kind}: {count}")

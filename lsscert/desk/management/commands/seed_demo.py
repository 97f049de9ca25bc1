import json
import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lsscert.desk.demo.crowd.filling import fill
from lsscert.desk.demo.report import as_data, table
from lsscert.desk.demo.seeding import seed


class Command(BaseCommand):
    help = "Add the demo people with their past. Safe to run again; not possible in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", type=Path, metavar="FILE", help="write people, references and secrets there"
        )

        parser.add_argument(
            "--candidates", type=int, default=0, metavar="N", help="and a crowd of so many candidates"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_PEOPLE:
            raise CommandError("Demo people are not possible here: this runs in production.")
        # A job is deferred for every letter of the past; nobody wants to read of each.
        logging.getLogger("procrastinate").setLevel(logging.WARNING)
        seed()
        if options["candidates"]:
            fill(options["candidates"], self.stderr.write)
        if options["json"]:
            options["json"].write_text(json.dumps(as_data(), indent=2) + "\n")
        self.stdout.write(table())

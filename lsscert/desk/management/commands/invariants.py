import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lsscert.desk.invariants import CHECKS


class Command(BaseCommand):
    help = "Count what breaks a rule that must always hold. Ends with 1 when anything does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = [{"code": check.code, "says": check.says, "breaches": check.breaches()} for check in CHECKS]
        total = sum(entry["breaches"] for entry in found)
        if options["json"]:
            self.stdout.write(json.dumps({"breaches": total, "checks": found}, indent=2))
        else:
            for entry in found:
                self.stdout.write(f"{entry['breaches'] or 'ok':>8}  {entry['says']}")
            self.stdout.write(f"{total} breaches" if total else "All well.")
        if total:
            sys.exit(1)

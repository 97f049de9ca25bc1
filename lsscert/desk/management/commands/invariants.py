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
        counts = [(check, check.breaches()) for check in CHECKS]
        total = sum(count for _check, count in counts)
        if options["json"]:
            entries = [{"code": check.code, "says": check.says, "breaches": count} for check, count in counts]
            self.stdout.write(json.dumps({"breaches": total, "checks": entries}, indent=2))
        else:
            for check, count in counts:
                self.stdout.write(f"{count or 'ok':>8}  {check.says}")
            self.stdout.write(f"{total} breaches" if total else "All well.")
        if total:
            sys.exit(1)

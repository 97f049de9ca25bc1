import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scholarships.awarding.draw_models import Draw
from scholarships.awarding.draw_services import published
from scholarships.awarding.drawing import recompute

WRONG = {
    "entries_hash": "the entries are not those whose hash was published",
    "commitment": "the secret is not the one that was fixed",
    "order": "this is not the order that entries, secret and number give",
}


class Command(BaseCommand):
    help = "Recompute the draw of a round from what was published of it. Ends with 1 when anything differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "round", metavar="ROUND", help="the ten letters and digits of the round's address"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        made = Draw.objects.filter(round__ref=options["round"]).first()
        if made is None:
            raise CommandError(f"There is no round {options['round']} with a draw.")
        if made.drawn_at is None:
            raise CommandError("Its entries are fixed, and nothing is drawn yet.")
        again = recompute(published(made))
        for code in again.order:
            self.stdout.write(f"{code}  {again.tickets[code]}")
        for name in again.wrong:
            self.stdout.write(f"WRONG: {WRONG[name]}")
        if again.wrong:
            sys.exit(1)
        self.stdout.write(f"All {len(again.order)} entries, the commitment and the order are as published.")

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lsscert.desk.routes import Route, routes
from lsscert.desk.sample_paths import sample_path


class Command(BaseCommand):
    help = "List every address: pattern, name, methods, roles, a sample path, and what its answers are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        entries = [as_entry(route) for route in routes()]
        if options["json"]:
            self.stdout.write(json.dumps(entries, indent=2))
            return
        width = max(len(entry["pattern"]) for entry in entries)
        for entry in entries:
            flags = " ".join(flag for flag in ("public", "no_store", "file") if entry[flag])
            self.stdout.write(
                f"{entry['pattern']:{min(width, 70)}}  {','.join(entry['roles']) or 'NOBODY SAID':10}  "
                f"{','.join(entry['methods']):14}  {entry['name']}  {flags}"
            )


def as_entry(route: Route) -> dict[str, Any]:
    """`sample` is null where the database holds no object of that kind."""
    return {
        "pattern": route.pattern,
        "name": route.name,
        "methods": list(route.methods),
        "roles": sorted(route.roles or ()),
        "sample": sample_path(route),
        "public": route.public,
        "no_store": route.no_store,
        "file": route.file,
    }

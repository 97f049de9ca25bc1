from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lsscert.accounts.models import User
from lsscert.accounts.services import make_person, make_staff


class Command(BaseCommand):
    help = "Give a person who has signed up the role of programme staff. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).select_related("person").first()
        if user is None:
            raise CommandError(f"Nobody has signed up with {email}.")
        person = getattr(user, "person", None) or make_person(user=user, name="")
        make_staff(person=person)
        self.stdout.write(f"{person.name} <{user.email}> is programme staff now.")

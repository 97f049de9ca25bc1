"""What the demo holds, for people and for programs."""

from collections.abc import Iterable
from typing import Any

from lsscert.accounts.models import Person
from lsscert.desk.demo.people import MAIN, OTHERS, PASSWORD, DemoPerson
from lsscert.desk.states import state_fields


def table(people: Iterable[DemoPerson] = MAIN) -> str:
    rows = [(each.email, each.name, each.can_try) for each in people]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"  {email:{widths[0]}}  {name:{widths[1]}}  {words}" for email, name, words in rows]
    return "\n".join(["Demo people, all with the password " + PASSWORD, *lines])


def as_data() -> dict[str, Any]:
    """Everybody with what signs them in, and the reference of one row in each state that there is."""
    return {
        "password": PASSWORD,
        "people": [_person(each) for each in (*MAIN, *OTHERS)],
        "objects": _objects(),
    }


def _person(each: DemoPerson) -> dict[str, Any]:
    person = Person.objects.get(user__email=each.email)
    candidacy = person.candidacies.order_by("-applied_at").first()
    return {
        "email": each.email,
        "password": PASSWORD,
        "name": each.name,
        "role": each.role or "candidate",
        "what": each.can_try,
        "ref": person.ref,
        "candidacy": candidacy.ref if candidacy else None,
        "state": candidacy.state if candidacy else None,
    }


def _objects() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for model, field, table_of_states in state_fields():
        newest = {
            state: model._default_manager.filter(**{field: state})
            .order_by("-pk")
            .values_list("ref", flat=True)
            .first()
            for state in table_of_states.states
        }
        found[model._meta.label] = {state: ref for state, ref in newest.items() if ref}
    return found

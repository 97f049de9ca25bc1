"""No state without a way in, no state without a way out or a word about what comes after."""

from collections.abc import Iterator

import pytest
from django.db import models

from lsscert.desk.ours import our_models
from lsscert.desk.states import state_fields
from lsscert.states import TABLES, TONES, StateTable

TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.choices.__qualname__)


def problems(table: StateTable) -> Iterator[str]:
    yield from _unknown(table)
    yield from _unreachable(table)
    for name, state in table.states.items():
        for part in ("staff", "candidate", "next"):
            if not str(getattr(state, part)).strip():
                yield f"{name} says nothing in {part}"
        if state.tone not in TONES:
            yield f"{name} has the tone {state.tone}, which has no colour"
        if not state.moves and not str(state.afterwards).strip():
            yield f"{name} is an end and does not say what comes afterwards"
        if name in state.moves:
            yield f"{name} moves to itself"


def _unknown(table: StateTable) -> Iterator[str]:
    values = set(table.choices.values)
    named = set(table.start).union(*(state.moves for state in table.states.values()))
    for name in sorted(values ^ set(table.states)):
        yield f"{name} is in one of choices and table, not in both"
    for name in sorted(named - values):
        yield f"{name} is moved to and is no state"
    if not table.start:
        yield "nothing begins"


def _unreachable(table: StateTable) -> Iterator[str]:
    reached, to_walk = set(table.start), list(table.start)
    while to_walk:
        here = table.states.get(to_walk.pop())
        for name in (here.moves if here else frozenset()) - reached:
            reached.add(name)
            to_walk.append(name)
    for name in sorted(set(table.states) - reached):
        yield f"{name} cannot be reached from any start"


@TABLE
def test_every_state_can_be_reached_left_and_understood(table: StateTable) -> None:
    assert list(problems(table)) == []


def test_there_are_tables_to_walk() -> None:
    assert len(TABLES) >= 6


def test_every_state_column_stands_on_a_table() -> None:
    """A column called state with choices, whose moves nobody wrote down, would be a state without an exit."""
    with_table = {(model, name) for model, name, _table in state_fields()}
    columns = {
        (model, field.name)
        for model in our_models()
        for field in model._meta.fields
        if field.name == "state" and field.choices
    }
    assert columns - with_table == set()
    assert columns, "the models have no state at all: this test looks in the wrong place"


class _Lamp(models.TextChoices):
    ON = "on", "on"
    OFF = "off", "off"
    BROKEN = "broken", "broken"


@pytest.fixture
def bad_table() -> StateTable:
    from lsscert.states import State, moves

    table = StateTable(
        _Lamp,
        {
            _Lamp.ON: State("on", "", "green", "shines", moves("off", "exploded")),
            _Lamp.OFF: State("off", "off", "open", "dark"),
            _Lamp.BROKEN: State("broken", "broken", "stop", "gone", afterwards="Buy another."),
        },
        start=[_Lamp.ON],
    )
    TABLES.remove(table)
    return table


def test_a_bad_table_is_seen(bad_table: StateTable) -> None:
    assert set(problems(bad_table)) == {
        "on says nothing in candidate",
        "on has the tone green, which has no colour",
        "off is an end and does not say what comes afterwards",
        "exploded is moved to and is no state",
        "broken cannot be reached from any start",
    }

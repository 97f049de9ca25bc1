"""The lines in docs/draw.md, run by themselves against a real draw."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scholarships.awarding.draw_showing import public_values
from tests.guards.source import ROOT
from tests.scholarships.awarding.drawn import closed, drawn

pytestmark = pytest.mark.django_db
SCRIPT = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "draw.md").read_text(), re.S)[1]


@pytest.fixture
def values():
    return json.loads(json.dumps(public_values(drawn(closed(12, helped_first=True)))))


def checked(values, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "check_draw.py").write_text(SCRIPT)
    (folder / "draw.json").write_text(json.dumps(values))
    # -I: without anything of ours, or of anybody else, to import.
    words = [sys.executable, "-I", "check_draw.py", "draw.json"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def test_it_is_short_and_stands_by_itself() -> None:
    assert len(SCRIPT.splitlines()) <= 30
    imported = set(re.findall(r"^(?:import|from) (\w+)", SCRIPT, re.M))
    assert imported <= set(sys.stdlib_module_names)
    assert imported


def test_it_prints_the_order_of_a_real_draw(values, tmp_path: Path) -> None:
    ran = checked(values, tmp_path)
    assert (ran.returncode, ran.stdout.split()) == (0, values["order"]), ran.stderr


CHANGES = {
    "an entry more": lambda values: values["entries"].append({"entry": "A-099", "group": 0}),
    "another group": lambda values: values["entries"][0].update(group=1),
    "another secret": lambda values: values.update(secret="0" * 64),
    "another number": lambda values: values.update(outside_number="1"),
    "two changed places": lambda values: values["order"].reverse(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_sees_what_was_changed(change, values, tmp_path: Path) -> None:
    change(values)
    assert checked(values, tmp_path).returncode == 1

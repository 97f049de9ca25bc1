"""Few dependencies, each with its reason."""

import re
import tomllib

from tests.tooling.small_house import PROJECT

NAME = re.compile(r"^[A-Za-z0-9._-]+")


def test_every_dependency_has_its_sentence_and_no_sentence_outlives_its_dependency() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [found.group().lower() for line in wanted if (found := NAME.match(line))]
    rows = [
        line.split("|")[1:3]
        for line in (PROJECT / "docs" / "dependencies.md").read_text().splitlines()
        if "|" in line
    ]
    reasons = {
        name.strip().lower(): reason.strip()
        for name, reason in rows
        if name.strip() not in {"package", "---"}
    }
    assert sorted(reasons) == sorted(names)
    assert all(reason.endswith(".") and len(reason.split()) >= 3 for reason in reasons.values())

"""Which browser is driven, and that its absence is never mistaken for success."""

from pathlib import Path

import pytest

from tests.browser import chromium
from tests.conftest import is_of_a_browser_test


def with_browsers(folder: Path, *names: str) -> dict[str, str]:
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


def test_the_one_that_is_named_is_taken(tmp_path: Path) -> None:
    environment = with_browsers(tmp_path, "chromium", "mine")
    assert chromium.find(environment | {"LSSC_CHROMIUM": str(tmp_path / "mine")}) == str(tmp_path / "mine")


def test_otherwise_the_first_that_is_installed(tmp_path: Path) -> None:
    assert chromium.find(with_browsers(tmp_path, "google-chrome", "chromium-browser")) == str(
        tmp_path / "chromium-browser"
    )


def test_a_name_that_leads_nowhere_is_not_replaced_by_another(tmp_path: Path) -> None:
    assert chromium.find(with_browsers(tmp_path, "chromium") | {"LSSC_CHROMIUM": "/nowhere"}) is None


def test_without_one_a_test_is_skipped_at_home(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="no Chromium found"):
        chromium.require({"PATH": str(tmp_path)})


def test_without_one_a_test_fails_where_one_was_promised(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="no Chromium found"):
        chromium.require({"PATH": str(tmp_path), "CI": "true"})


def test_only_those_in_their_folder_count_as_browser_tests() -> None:
    assert is_of_a_browser_test("tests/browser/test_walk.py::test_member")
    assert not is_of_a_browser_test("tests/tooling/test_browser_choice.py::test_x")

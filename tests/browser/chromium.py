"""Which Chromium to drive, and what its absence means."""

import os
import shutil
from collections.abc import Mapping

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find(environment: Mapping[str, str]) -> str | None:
    """LSSC_CHROMIUM if it is set, otherwise the first that is on the PATH."""
    names = [environment["LSSC_CHROMIUM"]] if environment.get("LSSC_CHROMIUM") else NAMES
    return next(
        (found for name in names if (found := shutil.which(name, path=environment.get("PATH")))), None
    )


def require(environment: Mapping[str, str]) -> str:
    """The browser's path; without one the test is skipped, or fails where CI=true promises one."""
    found = find(environment)
    if found:
        return found
    missing = "no Chromium found; install one or name it with LSSC_CHROMIUM"
    if environment.get("CI", "").lower() == "true":
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


def launch_arguments() -> list[str]:
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET

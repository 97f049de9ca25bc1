"""What every test may use. Run them with `make test`, or one folder: `bin/with-postgres pytest tests/candidates`."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests import post

BROWSER_TESTS = Path(__file__).parent / "browser"
OUTCOMES = {"passed": "ran", "failed": "ran", "skipped": "skipped"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Skipped browser tests must not pass for tests that ran."""
    counts: Counter[str] = Counter()
    for outcome, meaning in OUTCOMES.items():
        reports = terminalreporter.getreports(outcome)
        counts[meaning] += len({report.nodeid for report in reports if is_of_a_browser_test(report.nodeid)})
    terminalreporter.write_line(f"browser tests: {counts['ran']} ran, {counts['skipped']} skipped")


def is_of_a_browser_test(nodeid: str) -> bool:
    return nodeid.startswith("tests/browser/")


@pytest.fixture(autouse=True)
def files_of_their_own(settings: Settings, tmp_path: Path) -> None:
    """No test writes into the folder of the demo, or into that of another test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


@pytest.fixture
def real_policy(db: None) -> None:
    """The programme's real rules and prices."""
    call_command("load_policy", verbosity=0)


@pytest.fixture
def real_standard(real_policy: None) -> None:
    """The ten sets with their competencies, and the rules."""
    call_command("load_standard", verbosity=0)


@pytest.fixture
def real_courses(real_standard: None) -> None:
    """The real courses and agreements, the sets and the rules."""
    call_command("load_courses", verbosity=0)


@pytest.fixture
def smtp_server(settings: Settings) -> Iterator[post.Server]:
    """A real mail server that the site is told to use; `stop()` takes it away and `start()` brings it back."""
    server = post.Server()
    server.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        }
    }
    yield server
    server.stop()


@pytest.fixture
def smtp_sink(smtp_server: post.Server) -> post.Sink:
    """Where the letters arrive: `smtp_sink.wait_for(to, subject_contains)`."""
    return smtp_server.sink


@pytest.fixture
def deliver_letters(transactional_db: None) -> Callable[[], None]:
    """Runs the worker until nothing is due."""
    return post.deliver_letters


def pytest_configure() -> None:
    if "DATABASE_URL" not in os.environ:
        pytest.exit("There is no database. Run `make test`, or `bin/with-postgres pytest ...` for a part.", 2)

"""What every test may use. Run them with `make test`, or one folder: `bin/with-postgres pytest tests/candidates`."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django import Settings

from tests import databases, post
from tests.house import Copies

BROWSER_TESTS = Path(__file__).parent / "browser"
# A busy machine is no reason to fail.
examples.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("patient")
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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A worker's database is a copy of the migrated one."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = os.environ.get(databases.TEMPLATE)


@pytest.fixture(scope="session")
def reference(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> databases.Reference:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return databases.Reference()


@pytest.fixture(scope="session")
def houses(
    reference: databases.Reference,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Copies:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return Copies(tmp_path_factory.mktemp("house"))


@pytest.fixture
def real_policy(reference: databases.Reference, db: None) -> None:
    """The programme's real rules and prices."""
    reference.load("load_policy")


@pytest.fixture
def real_standard(reference: databases.Reference, real_policy: None) -> None:
    """The ten sets with their competencies, and the rules."""
    reference.load("load_standard")


@pytest.fixture
def real_courses(reference: databases.Reference, real_standard: None) -> None:
    """The real courses and agreements, the sets and the rules."""
    reference.load("load_courses")


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


def pytest_configure(config: pytest.Config) -> None:
    if "DATABASE_URL" not in os.environ:
        pytest.exit("There is no database. Run `make test`, or `bin/with-postgres pytest ...` for a part.", 2)
    TransactionTestCase._fixture_teardown = databases.empty  # type: ignore[method-assign]
    if config.getoption("numprocesses", None) and not config.option.collectonly:
        databases.migrate_for_workers(os.environ["DATABASE_URL"])

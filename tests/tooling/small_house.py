"""A folder with our real `bin/` and Makefile around a program so small that it starts at once."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]

MANAGE = """
import sys, time
from pathlib import Path
here = Path(__file__).parent
with (here / "said").open("a") as said:
    said.write(sys.argv[1] + chr(10))
if sys.argv[1] == "procrastinate":
    if (here / "worker-is-ill").exists():
        sys.exit("the worker is ill")
    time.sleep(3600)
if sys.argv[1] == "load_policy" and (here / "policy-is-ill").exists():
    sys.exit("the policy is ill")
if sys.argv[1] == "seed_demo":
    print("These are the demo people.")
"""

WSGI = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"alive"]
"""


@dataclass
class SmallHouse:
    folder: Path
    port: int = field(default_factory=free_port)
    began: list[subprocess.Popen[str]] = field(default_factory=list)

    def build(self) -> None:
        shutil.copytree(PROJECT / "bin", self.folder / "bin", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PROJECT / "Makefile", self.folder)
        (self.folder / "bin" / "install").write_text("#!/bin/sh\n")
        (self.folder / "manage.py").write_text(MANAGE)
        for wing in ("lsscert", "requirements"):
            (self.folder / wing).mkdir()
        (self.folder / "lsscert" / "wsgi.py").write_text(WSGI)
        (self.folder / "requirements" / "base.txt").write_text("")

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def things_elsewhere(self) -> list[Path]:
        """Where the database lies when the tests run as root, and its socket when the path is too long for one."""
        of_root = Path("/var/tmp") / f"lsscert-{fingerprint(self.var)}"  # noqa: S108
        return [of_root, Path(tempfile.gettempdir()) / f"lsscert-socket-{fingerprint(self.var / 'postgres')}"]

    def steps_taken(self) -> list[str]:
        said = self.folder / "said"
        return said.read_text().split() if said.exists() else []

    def demo(self) -> subprocess.Popen[str]:
        """`make demo`, as a person would type it."""
        command = ["make", "demo", f"PY={sys.executable}", f"PORT={self.port}"]
        # Not the settings of this very test run; they are about another make.
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "LSSC_"))
        }
        made = subprocess.Popen(
            command,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.began.append(made)
        return made

    def demo_until_it_answers(self) -> tuple[subprocess.Popen[str], str]:
        made = self.demo()
        assert made.stdout
        said = ""
        for line in made.stdout:
            said += line
            if "Ctrl-C stops it" in line:
                return made, said
        raise AssertionError(f"The demo ended: {said}")

    def finish(self) -> None:
        for made in self.began:
            with_children = [made.pid, *(child.pid for child in family(made.pid))]
            for pid in with_children:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            made.wait()
        for folder in self.things_elsewhere:
            shutil.rmtree(folder, ignore_errors=True)


def fingerprint(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:10]


def family(pid: int) -> list[psutil.Process]:
    """All that a process has begun and all that those have begun."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def names_of_the_living(processes: list[psutil.Process], patience: float = 15.0) -> list[str]:
    """Those that have not ended within the time."""
    _gone, alive = psutil.wait_procs(processes, timeout=patience)
    return [name for process in alive if (name := name_of(process))]


def name_of(process: psutil.Process) -> str:
    """Empty when it has ended meanwhile, buried or not."""
    try:
        return "" if process.status() == psutil.STATUS_ZOMBIE else " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""

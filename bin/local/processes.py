"""Child processes that end when we end, whatever ends us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

POLITE = signal.SIGTERM
FAST_SHUTDOWN = signal.SIGINT  # what PostgreSQL calls a shutdown that does not wait for its clients
PR_SET_PDEATHSIG = 1
PATIENCE = 10.0  # seconds between asking and killing

Child = subprocess.Popen[bytes]


class StopRequested(BaseException):
    """Somebody pressed Ctrl-C or sent TERM or HUP. Not an Exception, so that nobody swallows it by chance."""


def stop_on_signals() -> None:
    def stop(number: int, _frame: object) -> None:
        ignore_signals()  # cleaning up is not to be interrupted
        raise StopRequested(signal.Signals(number).name)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def forget_other_databases() -> None:
    """PGPORT and its kin would lead our server and its clients astray."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


def start(
    command: Iterable[str | Path],
    *,
    log: Path,
    output: Path | None = None,
    last_signal: int = POLITE,
    **keywords: Any,
) -> Child:
    """Starts a child in a session of its own, so that Ctrl-C reaches only us.

    It writes to the end of `log`, or, if there is an `output`, there what it has to say and to the log its complaints.
    """
    with log.open("ab") as complaints, (output or log).open("ab") as said:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complaints,
            start_new_session=True,
            preexec_fn=_dies_with(os.getpid(), last_signal),
            **keywords,
        )


def _dies_with(parent: int, last_signal: int) -> Callable[[], None]:
    """For a child about to begin: on Linux the kernel signals it when we are gone, even by kill -9."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, int(last_signal))
            if os.getppid() != parent:
                os._exit(1)

    return prepare


def stop(children: Iterable[Child], *, first: int = POLITE, patience: float = PATIENCE) -> None:
    """Asks all of them at once, waits, and kills with its whole session what has not gone by then."""
    children = list(children)
    for child in children:
        if child.poll() is None:
            child.send_signal(first)
    deadline = time.monotonic() + patience
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def end_leftover(pid: int, *, first: int = POLITE, patience: float = PATIENCE) -> None:
    """Ends a process that an earlier run left behind. Be sure that it is ours (see `command_line`)."""
    for number, wait in ((first, patience), (signal.SIGKILL, 2.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            if not command_line(pid):
                return
            time.sleep(0.05)


def command_line(pid: int) -> str:
    """Of any running process; empty when there is none, or when it is ours to bury."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        pass
    if Path("/proc/self").exists():
        return ""
    found = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()


class Parent:
    """The program that began us, such as make, which may be killed or told to stop without anybody telling us."""

    def __init__(self) -> None:
        self.pid = os.getppid()
        self.caught = self._caught()

    def wants_us_to_stop(self) -> bool:
        return os.getppid() != self.pid or bool(self.caught & ~self._caught())

    def _caught(self) -> int:
        """Which of INT and HUP it catches. GNU make that gets one waits for its children and tells them nothing; all
        that shows is that it catches the signal no more."""
        both = 1 << (signal.SIGINT - 1) | 1 << (signal.SIGHUP - 1)
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return 0
        return next(
            (int(line.split()[1], 16) & both for line in status.splitlines() if line.startswith("SigCgt")), 0
        )


def end_of(log: Path, lines: int = 20) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""

"""What the demo's database needs before the first visit, and how a later start knows that it has it already."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from . import processes

Manage = Callable[..., list[str]]
STEPS = (
    ("migrate", "--no-input"),
    ("createcachetable",),
    ("load_policy",),
    ("load_standard",),
    ("load_calibration",),
    ("load_courses",),
    ("seed_demo",),
)
WINGS = ("lsscert", "competencies", "candidates", "scholarships")
NEVER_GIVE_UP = "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0"


class PreparationError(Exception):
    """A step failed; the text is what a person should read."""


def run_steps(manage: Manage, log: Path, environment: dict[str, str]) -> str:
    """Every step may be run again on a database that has it. Returns what the last one said: who the people are."""
    said = log.with_suffix(".said")
    log.unlink(missing_ok=True)
    for step in STEPS:
        print(f"  {step[0]}", flush=True)
        said.unlink(missing_ok=True)
        _run(
            manage(*step), log, said, environment | {"PGOPTIONS": NEVER_GIVE_UP, "LSSC_LOG_LEVEL": "WARNING"}
        )
    text = said.read_text(errors="replace")
    said.unlink()
    return text


def _run(command: list[str], log: Path, said: Path, environment: dict[str, str]) -> None:
    child = processes.start(command, log=log, output=said, env=environment)
    try:
        code = child.wait()
    except BaseException:
        processes.stop([child])
        raise
    if code:
        raise PreparationError(
            f"`{' '.join(command[1:])}` failed:\n\n{processes.end_of(log)}\n\nAll of it is in {log}.\n"
            f"If the database is from an older version, remove {log.parent.parent} to begin again."
        )


def state_of(project: Path) -> str:
    """Changes when a file changes that the preparation depends on."""
    digest = hashlib.sha256()
    for path in sorted(_files(project)):
        digest.update(f"{path.relative_to(project)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(project: Path) -> Iterator[Path]:
    yield project / "requirements" / "base.txt"
    yield Path(__file__)
    for wing in WINGS:
        for path in (project / wing).rglob("*"):
            if path.suffix in {".json", ".csv"} or (
                path.suffix == ".py" and _prepares(path.relative_to(project))
            ):
                yield path


def _prepares(path: Path) -> bool:
    folders = path.parts[:-1]
    return not {"migrations", "commands"}.isdisjoint(folders) or "demo" in str(path) or "load" in path.name

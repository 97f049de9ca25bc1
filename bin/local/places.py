"""Where clusters lie, and how one that nobody needs any more is recognised."""

import contextlib
import fcntl
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .cluster import Cluster, fingerprint
from .owner import make_private_folder, running_as_root

HOMES_OF_ROOT = Path("/var/tmp")  # noqa: S108 (every folder made there is checked to be ours)
THROW_AWAY = "lsscert-test-"
YOUNG = 60  # seconds; one that is being made is not yet locked
FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def lasting(var: Path, log: Path) -> Cluster:
    """The cluster that belongs to the folder `var`.

    As root its files lie under /var/tmp, since the server's user could not reach them in most folders of root's. A
    token in both places ties the two together, so removing `var` means beginning again.
    """
    settings = {"synchronous_commit": "off"}
    if not running_as_root():
        return Cluster(var / "postgres", log, settings)
    cluster = Cluster(HOMES_OF_ROOT / f"lsscert-{fingerprint(var)}", log, settings)
    ours, theirs = var / "cluster-token", cluster.home / "cluster-token"
    make_private_folder(cluster.home)
    if not ours.exists() or not theirs.exists() or theirs.read_text() != ours.read_text():
        cluster.end_leftover_server()
        shutil.rmtree(cluster.home)
        make_private_folder(cluster.home)
        token = secrets.token_hex(16)
        theirs.write_text(token)
        ours.write_text(token)
    return cluster


def remove_lasting(var: Path) -> None:
    """What belongs to `var` but lies elsewhere, for a `var` that is about to be removed."""
    if running_as_root():
        shutil.rmtree(HOMES_OF_ROOT / f"lsscert-{fingerprint(var)}", ignore_errors=True)


@contextlib.contextmanager
def throw_away() -> Iterator[Cluster]:
    """A running cluster that is gone afterwards, files and all."""
    parent = HOMES_OF_ROOT if running_as_root() else Path(tempfile.gettempdir())
    _sweep(parent)
    home = Path(tempfile.mkdtemp(prefix=THROW_AWAY, dir=parent))
    cluster = Cluster(home, home / "log", FAST_AND_FORGETFUL)
    try:
        with in_use(home / "in-use"):
            cluster.start()
            yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)


class InUse(Exception):
    """Another process holds it."""


@contextlib.contextmanager
def in_use(path: Path) -> Iterator[IO[str]]:
    """A lock on a file; the kernel lets go of it when we end, however we end."""
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse(path) from error
        yield lock


def _sweep(parent: Path) -> None:
    """Removes what runs that were killed (kill -9) could not remove themselves."""
    for home in parent.glob(f"{THROW_AWAY}*"):
        try:
            if time.time() - home.stat().st_mtime < YOUNG:
                continue
            with in_use(home / "in-use"):
                Cluster(home, home / "log").end_leftover_server()
                shutil.rmtree(home, ignore_errors=True)
        except (InUse, OSError):
            continue

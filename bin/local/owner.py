"""Who owns a cluster's files and runs its server: we, or `nobody` when we are root, as PostgreSQL refuses root."""

import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

UNPRIVILEGED_USER = "nobody"


class ClusterError(Exception):
    """PostgreSQL could not be made or started; the text says why."""


def running_as_root() -> bool:
    return os.geteuid() == 0


def as_owner(cwd: Path) -> dict[str, Any]:
    """Keywords for subprocess that make the owner run it, in a folder the owner may enter."""
    if not running_as_root():
        return {"cwd": cwd}
    owner = pwd.getpwnam(UNPRIVILEGED_USER)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": [], "cwd": cwd}


def can_run(program: Path, cwd: Path) -> bool:
    try:
        subprocess.run([program, "--version"], **as_owner(cwd), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def make_private_folder(path: Path) -> None:
    """A folder for the owner alone; never one that a stranger has laid out for us in a shared place."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    allowed = {os.geteuid()}
    if running_as_root():
        owner = pwd.getpwnam(UNPRIVILEGED_USER)
        allowed.add(owner.pw_uid)
    if path.is_symlink() or path.stat().st_uid not in allowed:
        raise ClusterError(f"{path} is not ours. Remove it and start again.")
    path.chmod(0o700)
    if running_as_root():
        os.chown(path, owner.pw_uid, owner.pw_gid)

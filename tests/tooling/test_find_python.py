"""`bin/find-python` is what meets a machine first, so it must see through commands that only look like Pythons."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tooling.small_house import PROJECT

FINDER = PROJECT / "bin" / "find-python"
IN_THE_USUAL_PLACES = any(
    any(Path(folder).glob("python3.1[2-9]")) for folder in ("/usr/local/bin", "/usr/bin", "/opt/homebrew/bin")
)


def find(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """With nothing but `folder` and the plainest tools on the PATH, and a home without Pythons."""
    libraries = {name: value for name, value in os.environ.items() if name.startswith(("LD_", "DYLD_"))}
    clean = libraries | {"PATH": f"{folder}:{folder}/tools", "HOME": str(folder), "PYENV_ROOT": str(folder)}
    return subprocess.run(
        ["/bin/sh", FINDER], env=clean | environment, capture_output=True, text=True, check=False
    )


def put(folder: Path, name: str, script: str) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def test_a_shim_that_fails_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    good = put(tmp_path, "python3.12", f'exec {sys.executable} "$@"')
    assert find(tmp_path).stdout.strip() == str(good)


def test_one_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "python3.13", "exit 1")
    good = put(tmp_path, "python3", f'exec {sys.executable} "$@"')
    assert find(tmp_path).stdout.strip() == str(good)


def test_the_one_that_is_named_comes_first(tmp_path: Path) -> None:
    put(tmp_path, "python3.13", f'exec {sys.executable} "$@"')
    named = put(tmp_path, "mine", f'exec {sys.executable} "$@"')
    assert find(tmp_path, PYTHON=str(named)).stdout.strip() == str(named)


def test_a_version_manager_is_looked_into(tmp_path: Path) -> None:
    hidden = tmp_path / "versions" / "3.12.9" / "bin"
    hidden.mkdir(parents=True)
    put(hidden, "python3", f'exec {sys.executable} "$@"')
    found = find(tmp_path)
    assert found.returncode == 0
    assert os.access(found.stdout.strip(), os.X_OK)


@pytest.mark.skipif(IN_THE_USUAL_PLACES, reason="this machine has one where everybody looks")
def test_none_is_said_with_what_to_do(tmp_path: Path) -> None:
    found = find(tmp_path)
    assert found.returncode == 1
    assert "apt-get install" in found.stderr

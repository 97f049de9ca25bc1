"""The checks of our own that `make lint` runs: each must be able to fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tooling.small_house import PROJECT

PIN = "django==6.1.3 \\\n    --hash=sha256:00ff\n    # via lsscert (pyproject.toml)\n"


def run(check: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "bin").mkdir()
    shutil.copy(PROJECT / "bin" / check, folder / "bin")
    return subprocess.run(
        [sys.executable, folder / "bin" / check], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (PIN, ""),
        (f"--index-url https://packages.example/simple\n{PIN}", "base.txt:1: a download address"),
        (f"-i local\n{PIN}", "base.txt:1: an index to fetch from"),
        (f"{PIN}thing @ git+ssh://host/thing\n", "base.txt:4: a download address"),
        (f"{PIN}    # via lsscert (/home/somebody/pyproject.toml)\n", "base.txt:4: a path of the machine"),
        (f"{PIN}gunicorn>=23\n", "base.txt:4: not pinned"),
        (f"{PIN}gunicorn==23.0\n{PIN}", "base.txt:4: not pinned"),
    ],
)
def test_requirements(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text(text)
    done = run("check-requirements", tmp_path)
    assert complaint in done.stdout
    assert done.returncode == (1 if complaint else 0)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("[other](docs/other.md#a-part-of-it)", ""),
        ("![picture](docs/picture.png)", "docs/picture.png"),
        ("[other](docs/other.md#no-such-part)", "docs/other.md#no-such-part"),
        ("[web](https://example.org/x) and `[code](no.md)`", ""),
        ("[here](#title)", ""),
    ],
)
def test_links(tmp_path: Path, text: str, dead: str) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "other.md").write_text("# Other\n\n## A part, of it\n")
    (tmp_path / "README.md").write_text(f"# Title\n\n{text}\n")
    done = run("check-docs", tmp_path)
    assert "README.md: Title" in done.stdout
    assert (f"README.md: nothing at {dead}" in done.stdout) == bool(dead)
    assert done.returncode == (1 if dead else 0)

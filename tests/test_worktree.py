"""The plugin that fails a run which leaves something in the repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.worktree import Worktree, changes

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a changed file."""
    folder = tmp_path / "甲 乙"
    folder.mkdir()
    (folder / ".gitignore").write_text("*.pyc\n/build/\n")
    (folder / "changed.txt").write_text("")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "A"]):
        subprocess.run(["git", "-C", folder, *command], check=True)
    (folder / "changed.txt").write_text("甲")
    return folder


def run(root: Path, body: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit status and output of a run on one test, which is not in the repository."""
    test = Path("test_it.py").absolute()
    test.write_text(f"def test_it():\n    {body}\n")
    Path("pytest.ini").write_text(
        "[pytest]\naddopts = -p no:cacheprovider --import-mode=importlib\n"
    )
    status = pytest.main(["-c", "pytest.ini", str(test)], plugins=[Worktree(root)])
    return int(status), capsys.readouterr().out


@needs_git
def test_caches_are_no_change(root: Path) -> None:
    for name in ("a/b.pyc", "a/__pycache__/b.pyc", ".mypy_cache/b.json", "build/b", "a/新.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")

    assert changes(root) == {" M changed.txt", "!! a/b.pyc", "!! build/", "?? a/新.txt"}


@needs_git
def test_run_that_leaves_a_file_fails(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(root, f"open({str(root / 'a.pyc')!r}, 'w').close()", capsys)

    assert status == pytest.ExitCode.TESTS_FAILED
    assert "1 passed" in out
    assert "!! a.pyc" in out
    assert "changed.txt" not in out


@needs_git
def test_run_that_leaves_nothing_passes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(root, "pass", capsys)

    assert status == pytest.ExitCode.OK
    assert "working tree" not in out


def test_run_outside_a_repository_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = run(tmp_path, "pass", capsys)

    assert status == pytest.ExitCode.OK
    assert "not checked" in out

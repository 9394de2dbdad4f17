"""The working tree of git: as clean after the tests as before, or the run fails."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest

_CACHES = {
    *(".venv", ".nox", "__pycache__", ".hypothesis"),
    *(".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache"),
}
_STATUS = (
    "status",
    "--porcelain",
    "-z",
    "--no-renames",
    "--untracked-files=all",
    "--ignored=matching",
)


def changes(root: Path) -> set[str] | None:
    """The lines of `git status`, without caches; None if the folder is no top of a work tree."""
    top = _git(root, "rev-parse", "--show-toplevel")
    if top is None or Path(top.rstrip("\n")) != root.resolve():
        return None
    lines = (_git(root, *_STATUS) or "").split("\0")
    return {line for line in lines if line and not _CACHES & {*PurePosixPath(line[3:]).parts}}


def _git(folder: Path, *arguments: str) -> str | None:
    """The output of git; None if there is no git, or no repository."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(
            command, env=own, capture_output=True, encoding="utf-8", errors="backslashreplace"
        )
    except FileNotFoundError:
        return None
    return None if done.returncode else done.stdout


class Worktree:
    """A plugin of pytest that fails a run which leaves something in the repository."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before = changes(root)
        self._left: list[str] = []

    @pytest.hookimpl(trylast=True)  # behind the end of all processes that run tests
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._before is not None:
            self._left = sorted((changes(self._root) or set()) - self._before)
        if self._left:
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._before is None:
            terminalreporter.write_line("no working tree of git: not checked that it stays clean")
        if self._left:
            terminalreporter.section("left in the working tree", red=True)
            terminalreporter.write_line("\n".join(self._left))
            terminalreporter.write_line("git status was another before: tests write to tmp_path")

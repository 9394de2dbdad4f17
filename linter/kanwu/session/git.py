"""git, called so that it runs no program of a repository, writes nothing and fetches nothing."""

from __future__ import annotations

import os
import sys
from os.path import isabs, isfile, join
from subprocess import CompletedProcess

from kanwu.errors import ConfigError

_SAFE_SETTINGS = (
    "--no-pager",
    "--no-optional-locks",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
)
_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_DIFF_OPTS": ""}
_DIFF = (
    *("diff", "-z", "--numstat", "--patch", "--unified=0", "--inter-hunk-context=0"),
    *("--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--find-renames"),
    *("--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/"),
)


class Repository:
    """The repository of a folder; ConfigError, with the option that needs it, if there is none."""

    def __init__(self, option: str, folder: str) -> None:
        self._option = option
        self._program = _program(option)
        self._settings: tuple[str, ...] = _SAFE_SETTINGS
        self.top = folder
        self.top = os.fsdecode(self.output("rev-parse", "--show-toplevel").removesuffix(b"\n"))
        self._settings = (*_SAFE_SETTINGS, *self._without_filters())

    def output(self, *arguments: str) -> bytes:
        """The output of git; ConfigError with git's own words if it fails."""
        process = self._run(arguments)
        if process.returncode:
            lines = os.fsdecode(process.stderr).strip().splitlines()
            raise ConfigError(
                f"{self._option}: git 没有成功：{lines[0] if lines else '未说明原因'}"
            )
        return process.stdout

    def answer(self, *arguments: str) -> str:
        """The answer of git, without its line end; empty if git fails."""
        process = self._run(arguments)
        return "" if process.returncode else os.fsdecode(process.stdout).removesuffix("\n")

    def diff(self, *arguments: str) -> bytes:
        """Line counts for each file, then the hunks, without context lines."""
        return self.output(*_DIFF, *arguments, "--")

    def _without_filters(self) -> tuple[str, ...]:
        """Settings that turn off the filters of the repository; the user's filters remain."""
        command = ("config", "--local", "--includes", "-z", "--name-only", "--get-regexp")
        answer = self.answer(*command, r"^filter\..*\.(clean|process|required)$")
        names = [name for name in answer.split("\0") if name]
        if any("=" in name for name in names):
            raise ConfigError(f"{self._option}: 仓库的 filter 名称中有等号，不能停用")
        values = ("false" if name.endswith(".required") else "" for name in names)
        settings = (f"{name}={value}" for name, value in zip(names, values, strict=True))
        return tuple(part for setting in settings for part in ("-c", setting))

    def _run(self, arguments: tuple[str, ...]) -> CompletedProcess[bytes]:
        from subprocess import DEVNULL, run

        try:
            return run(
                [self._program, *self._settings, *arguments],
                cwd=self.top,
                env={**os.environ, **_ENVIRONMENT},
                stdin=DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise ConfigError(f"{self._option}: 不能运行 git：{error.strerror}") from error


def _program(option: str) -> str:
    """The path of git, from PATH only: Windows would search the current folder first."""
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = join(folder, name)
        if isabs(folder) and isfile(path) and os.access(path, os.X_OK):
            return path
    raise ConfigError(f"{option}: 须有 git，而这里没有安装")

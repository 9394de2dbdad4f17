"""git, called so that it runs no program of a repository, writes nothing and fetches nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from os.path import abspath, dirname, isabs, isdir, isfile, join, lexists, normcase, realpath
from subprocess import CompletedProcess

from kanwu.errors import ConfigError, Sentence
from kanwu.session.files import upwards
from kanwu.values import NamedTuple

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


# Variables of a hook that name its repository, by paths that may be relative to the folder.
_PLACES = ("GIT_DIR", "GIT_WORK_TREE")


class Entry(NamedTuple):
    """An entry of the index."""

    content: str  # the name of the object with the content
    mode: str  # 100644 and 100755 for files
    stage: str  # 0, or else 1 to 3 for the sides of a conflict
    tag: str  # H, unless git does not look at the file in the working tree


class Repository:
    """The repository of a folder; ConfigError, with the option that needs it, if there is none."""

    def __init__(self, option: str, folder: str) -> None:
        self._option = option
        self._program = _program(option)
        self._settings: tuple[str, ...] = _SAFE_SETTINGS
        places = {
            name: abspath(join(folder, os.environ[name]))
            for name in _PLACES
            if os.environ.get(name)
        }
        self._environment = {**os.environ, **_ENVIRONMENT, **places}
        self.top = folder
        self.top = os.fsdecode(self.output("rev-parse", "--show-toplevel").removesuffix(b"\n"))
        self._settings = (*_SAFE_SETTINGS, *self._without_filters())

    def path(self, name: str) -> str:
        """The real path of a file by its path in the repository, as it is looked up."""
        return normcase(realpath(join(self.top, name)))

    def output(self, *arguments: str, text: bytes = b"") -> bytes:
        """The output of git for a text; ConfigError with git's own words if it fails."""
        process = self._run(arguments, text)
        if process.returncode:
            lines = os.fsdecode(process.stderr).strip().splitlines()
            cause = lines[0] if lines else Sentence("未说明原因")
            raise ConfigError("{option}: git 没有成功：{cause}", option=self._option, cause=cause)
        return process.stdout

    def answer(self, *arguments: str) -> str:
        """The answer of git, without its line end; empty if git fails."""
        process = self._run(arguments)
        return "" if process.returncode else os.fsdecode(process.stdout).removesuffix("\n")

    def diff(self, *arguments: str) -> bytes:
        """Line counts for each file, then the hunks, without context lines."""
        return self.output(*_DIFF, *arguments, "--")

    def index(self) -> dict[str, Entry]:
        """The entries of the index by path; of a conflict, one of its sides."""
        entries = {}
        for line in self.output("ls-files", "--stage", "-v", "-z").split(b"\0")[:-1]:
            fields, _, path = line.partition(b"\t")
            tag, mode, content, stage = fields.decode().split(" ")
            entries[os.fsdecode(path)] = Entry(content, mode, stage, tag)
        return entries

    def unstaged(self) -> set[str]:
        """The paths of files whose content differs from that in the index, or that are gone."""
        settings = ("-c", "core.fileMode=false", "-c", "diff.autoRefreshIndex=true")
        command = ("diff", "-z", "--name-only", "--no-ext-diff", "--no-relative", "--no-renames")
        output = self.output(*settings, *command, "--ignore-submodules=all", "--")
        return {os.fsdecode(path) for path in output.split(b"\0") if path}

    def in_lfs(self, paths: Iterable[str]) -> set[str]:
        """Which of the paths are in Git LFS: git has pointers to their contents."""
        text = b"".join(os.fsencode(path) + b"\0" for path in paths)
        fields = self.output("check-attr", "-z", "--stdin", "filter", text=text).split(b"\0")
        triples = zip(fields[::3], fields[2::3], strict=False)
        return {os.fsdecode(path) for path, value in triples if value == b"lfs"}

    def sizes(self, contents: Iterable[str]) -> list[int | None]:
        """The size of each content in bytes; None if it is not here."""
        text = "\n".join(contents).encode()
        lines = self.output("cat-file", "--batch-check=%(objectsize)", text=text).split(b"\n")
        return [int(line) if line.isdigit() else None for line in lines[:-1]]

    def read(self, contents: Iterable[str]) -> list[bytes]:
        """The bytes of each content, of which none is missing."""
        output = self.output("cat-file", "--batch", text="\n".join(contents).encode())
        found, start = list[bytes](), 0
        while start < len(output):
            first = output.index(b"\n", start) + 1
            end = first + int(output[start:first].split()[2])
            found.append(output[first:end])
            start = end + 1
        return found

    def _without_filters(self) -> tuple[str, ...]:
        """Settings that turn off the filters of the repository; the user's filters remain."""
        command = ("config", "--local", "--includes", "-z", "--name-only", "--get-regexp")
        answer = self.answer(*command, r"^filter\..*\.(clean|process|required)$")
        names = [name for name in answer.split("\0") if name]
        if any("=" in name for name in names):
            raise ConfigError("{option}: 仓库的 filter 名称中有等号，不能停用", option=self._option)
        values = ("false" if name.endswith(".required") else "" for name in names)
        settings = (f"{name}={value}" for name, value in zip(names, values, strict=True))
        return tuple(part for setting in settings for part in ("-c", setting))

    def _run(self, arguments: tuple[str, ...], text: bytes = b"") -> CompletedProcess[bytes]:
        from subprocess import run

        try:
            return run(
                [self._program, *self._settings, *arguments],
                cwd=self.top,
                env=self._environment,
                input=text,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise ConfigError(
                "{option}: 不能运行 git：{cause}", option=self._option, cause=error.strerror
            ) from error


def repositories(option: str, paths: Iterable[str]) -> list[Repository]:
    """The repositories of the paths; in a hook, its own."""
    if os.environ.keys() & {"GIT_DIR", "GIT_INDEX_FILE"}:
        return [Repository(option, ".")]
    return [Repository(option, folder) for folder in dict.fromkeys(map(_top, paths))]


def _top(path: str) -> str:
    """The folder of the nearest repository upwards; without any, the nearest folder."""
    start = realpath(path)
    while not isdir(start):
        start = dirname(start)
    return next((folder for folder in upwards(start) if lexists(join(folder, ".git"))), start)


def _program(option: str) -> str:
    """The path of git, from PATH only: Windows would search the current folder first."""
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = join(folder, name)
        if isabs(folder) and isfile(path) and os.access(path, os.X_OK):
            return path
    raise ConfigError("{option}: 须有 git，而这里没有安装", option=option)

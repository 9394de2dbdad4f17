"""Files with staged changes, as they stand in git's index and will be committed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from os.path import join, lexists, normcase, normpath, realpath, relpath

from kanwu.errors import InputError, Sentence
from kanwu.session import files
from kanwu.session.changed_lines import Changes, Lines, lines_by_path
from kanwu.session.git import Entry, Repository, repositories
from kanwu.session.lint_file import FileResult, failed, lint_bytes
from kanwu.session.run import lint_files, too_large
from kanwu.session.workspace import Workspace
from kanwu.values import NamedTuple

_FILES = ("100644", "100755")  # the modes of files; links and submodules have others
_BATCH = 16 << 20  # bytes that are read from git at a time


class StagedFile(NamedTuple):
    """A file whose content in the index differs from that in the last commit, or is in conflict."""

    path: str
    entry: Entry
    repository: Repository
    is_current: bool  # the file in the working tree has this content


class StagedFiles:
    """The files with staged changes in the repositories of the paths."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = tuple(paths)
        self._files: dict[str, StagedFile] = {}  # by real path
        changed: dict[str, Lines] = {}
        for repository in repositories("--staged", self._paths):
            changed |= lines_by_path(repository, repository.diff("--cached"))
            self._files |= _files_of(repository, changed)
        self.changes = Changes(changed)

    def find(
        self, workspace: Workspace, *, force_exclude: bool
    ) -> Iterator[StagedFile | FileResult | files.Warned]:
        """Every staged file at or below the paths, once, under the name that the paths give it."""
        if not self._files:
            yield files.Warned(Sentence("--staged: 暂存区没有改动的文件"))
        seen: set[str] = set()
        for named in self._paths:
            if not lexists(named) and not any(self._below(named)):
                yield failed(named, InputError("没有这个文件或文件夹"))
            exclude = workspace.exclude(named)
            chosen = dict(self._below(named))
            for path in files.select(named, chosen, exclude=exclude, force_exclude=force_exclude):
                real = chosen[path]
                if real not in seen:
                    seen.add(real)
                    yield self._files[real]._replace(path=path)

    def _below(self, named: str) -> Iterator[tuple[str, str]]:
        """The shown and the real path of every staged file at or below a path, in order of names."""
        top = normcase(realpath(named))
        if top in self._files:
            yield named, top
            return
        within = join(top, "")
        for real in sorted(filter(lambda real: real.startswith(within), self._files), key=_parts):
            yield normpath(join(named, relpath(self._files[real].path, realpath(named)))), real


def lint_staged(
    staged: StagedFiles,
    workspace: Workspace,
    *,
    force_exclude: bool = False,
    jobs: int = 0,
    most: str | None = None,
    batch: int = _BATCH,
) -> Iterator[FileResult | files.Warned]:
    """The result of every staged report: from the working tree if the content is the same."""
    every = list(staged.find(workspace, force_exclude=force_exclude))
    current = [file.path for file in every if isinstance(file, StagedFile) and file.is_current]
    results = lint_files(current, workspace, jobs=jobs, most=most)
    others = lint_index(every, workspace, most, batch)
    for file in every:
        if not isinstance(file, StagedFile):
            yield file
        else:
            yield next(results if file.is_current else others)


def lint_index(
    every: Iterable[StagedFile | FileResult | files.Warned],
    workspace: Workspace,
    most: str | None,
    enough: int = _BATCH,
) -> Iterator[FileResult]:
    """The result of every file that is not current, from its content in the index.

    About `enough` bytes are read at a time.
    """
    others = [file for file in every if isinstance(file, StagedFile) and not file.is_current]
    batch: list[tuple[StagedFile, InputError | None]] = []
    total = 0
    for file, size in _sizes(others):
        cause = _cause(file, size, workspace, most)
        batch.append((file, cause))
        total += 0 if cause else size or 0
        if total >= enough:
            yield from _results(batch, workspace)
            batch, total = [], 0
    yield from _results(batch, workspace)


def _sizes(others: Sequence[StagedFile]) -> Iterator[tuple[StagedFile, int | None]]:
    for repository, group in groupby(others, key=lambda file: file.repository):
        some = list(group)
        yield from zip(some, repository.sizes(file.entry.content for file in some), strict=True)


def _cause(
    file: StagedFile, size: int | None, workspace: Workspace, most: str | None
) -> InputError | None:
    """The reason not to read a file; None if it may be read."""
    if file.entry.stage != "0":
        return InputError("合并的冲突还没有解决，没有检查")
    if size is None:
        return InputError("暂存的内容不在这个仓库里，没有检查")
    return too_large(file.path, size, workspace, most)


def _results(
    batch: Sequence[tuple[StagedFile, InputError | None]], workspace: Workspace
) -> Iterator[FileResult]:
    for repository, group in groupby(batch, key=lambda pair: pair[0].repository):
        some = list(group)
        contents = repository.read(file.entry.content for file, cause in some if not cause)
        for file, cause in some:
            if cause:
                yield failed(file.path, cause)
            else:
                yield lint_bytes(file.path, contents.pop(0), workspace)


def _files_of(repository: Repository, changed: Iterable[str]) -> Iterator[tuple[str, StagedFile]]:
    """The changed files of a repository that the index has, and the files in conflict."""
    changed, unstaged = set(changed), repository.unstaged()
    for name, entry in repository.index().items():
        path = realpath(join(repository.top, name))
        real = normcase(path)
        is_staged = real in changed or entry.stage != "0"
        if is_staged and entry.mode in _FILES:
            is_current = entry.stage == "0" and entry.tag == "H" and name not in unstaged
            yield real, StagedFile(path, entry, repository, is_current)


def _parts(path: str) -> list[str]:
    return path.split(os.sep)

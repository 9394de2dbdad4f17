"""Finding reports: named files, and reports in folders."""

from __future__ import annotations

import os

from kanwu.errors import ConfigError, InputError, KanwuError, Sentence
from kanwu.readers import REPORTS
from kanwu.session.files.read import cause
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pathspec import GitIgnoreSpec

# Folders of tools, without reports.
_TOOL_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox"}
)


class Warned(NamedTuple):
    """A warning for the user, which fails only a strict run."""

    message: Sentence
    stale: bool = False  # about a setting without use


class _Patterns(NamedTuple):
    """Patterns as in .gitignore, relative to a folder."""

    folder: str
    spec: GitIgnoreSpec

    def match(self, path: str) -> bool | None:
        """Whether the patterns exclude the path; None if none of them matches it."""
        within = os.path.relpath(path, self.folder)
        if within.startswith(os.pardir):
            return None
        if os.path.isdir(path):
            within += "/"
        return self.spec.check_file(within.replace(os.sep, "/")).include


def find(
    paths: Iterable[str],
    *,
    exclude: Iterable[tuple[str, Sequence[str]]] = (),
    force_exclude: bool = False,
) -> Iterator[str | KanwuError | Warned]:
    """The reports at or below the paths, folders in order of names.

    A named file is taken with any extension, and even if excluded, unless `force_exclude`.
    `exclude` gives lists of patterns, each with the folder it is relative to.
    """
    excluded = [_patterns(folder, lines) for folder, lines in exclude]
    for path in paths:
        if os.path.isdir(path):
            yield from _in_folder(path, excluded)
        elif not os.path.lexists(path):
            yield InputError("{path}: 没有这个文件或文件夹", path=path)
        elif not (force_exclude and _is_excluded(path, excluded)):
            yield path


def select(
    named: str,
    paths: Iterable[str],
    *,
    exclude: Iterable[tuple[str, Sequence[str]]] = (),
    force_exclude: bool = False,
) -> Iterator[str]:
    """The reports among the paths of files, which are at or below the named one.

    They need not exist; they are chosen as by `find`, except that no .gitignore holds for them.
    """
    excluded = [_patterns(folder, lines) for folder, lines in exclude]
    for path in paths:
        is_excluded = _is_excluded(path, excluded)
        if path == named:
            is_chosen = not (force_exclude and is_excluded)
        else:
            folders, name = os.path.split(path)
            is_chosen = _is_report(name) and _TOOL_FOLDERS.isdisjoint(folders.split(os.sep))
            is_chosen = is_chosen and not is_excluded
        if is_chosen:
            yield path


def _in_folder(top: str, excluded: list[_Patterns]) -> Iterator[str | KanwuError | Warned]:
    has_reports = False
    ignored = list(_ignored_above(top))
    if _is_excluded(top, ignored):
        # A named folder is searched all the same.
        ignored = []
    for path in _walk(top, excluded, ignored):
        has_reports = True
        yield path
    if not has_reports:
        words = "{folder}: 没有可检查的文件（{extensions}）"
        yield Warned(Sentence(words, folder=top, extensions=REPORTS))


def _walk(
    folder: str, excluded: list[_Patterns], ignored: list[_Patterns]
) -> Iterator[str | KanwuError]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield InputError("{path}: {cause}", path=os.path.normpath(folder), cause=cause(error))
        return
    if any(entry.name == ".gitignore" for entry in entries):
        ignored = [*_gitignore(folder), *ignored]
    patterns = [*excluded, *ignored]
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _TOOL_FOLDERS and not _is_excluded(entry.path, patterns):
                yield from _walk(entry.path, excluded, ignored)
        elif _is_report(entry.name):
            # A link to a folder, a pipe or a device is no file; a broken link gives an error.
            is_report = os.path.isfile(entry.path) if entry.is_symlink() else entry.is_file()
            is_broken = entry.is_symlink() and not os.path.exists(entry.path)
            if (is_report or is_broken) and not _is_excluded(entry.path, patterns):
                yield os.path.normpath(entry.path)


def _is_excluded(path: str, patterns: Iterable[_Patterns]) -> bool:
    """The decision of the first, and so nearest, patterns that match the path."""
    decisions = (entry.match(path) for entry in patterns)
    return next((excludes for excludes in decisions if excludes is not None), False)


def _ignored_above(folder: str) -> Iterator[_Patterns]:
    """The .gitignore files above the folder, nearest first, up to the top of the repository."""
    above = os.path.abspath(folder)
    patterns: list[_Patterns] = []
    while not os.path.lexists(os.path.join(above, ".git")):
        if os.path.dirname(above) == above:
            return
        above = os.path.dirname(above)
        patterns += _gitignore(above)
    yield from patterns


def _gitignore(folder: str) -> Iterator[_Patterns]:
    path = os.path.join(folder, ".gitignore")
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            yield _patterns(folder, list(filter(_is_pattern, file.read().splitlines())))
    except OSError:  # there is none, or it is not ours to read: git would pass over it too
        return


def _is_pattern(line: str) -> bool:
    try:
        _patterns("", [line])
    except ConfigError:  # git passes over it too
        return False
    return True


def _patterns(folder: str, lines: Sequence[str]) -> _Patterns:
    import re

    from pathspec import GitIgnoreSpec

    from kanwu.engine.path_patterns import require_few_stars

    require_few_stars(lines)
    try:
        return _Patterns(folder, GitIgnoreSpec.from_lines(lines, backend="simple"))
    except (ValueError, re.error) as error:
        raise ConfigError("exclude: 路径模式不成立：{error}", error=error) from error


def _is_report(name: str) -> bool:
    """Whether the name is that of a report, and not of a hidden file.

    Programs keep such files beside reports: Word `~$a.docx`, WPS `.~a.docx`, macOS `._a.docx`.
    """
    return os.path.splitext(name)[1].lower() in REPORTS and not name.startswith((".", "~$"))

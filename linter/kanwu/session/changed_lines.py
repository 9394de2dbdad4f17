"""Changed lines, from git: the lines changed since a commit, or the staged lines."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import join, normcase, realpath

from kanwu.errors import ConfigError
from kanwu.finding import Record
from kanwu.session import files
from kanwu.session.git import Repository
from kanwu.session.lint_file import FileResult
from kanwu.session.stages import Stage
from kanwu.values import NamedTuple

# Stretches of lines (from 1) in order; None for all of the file.
Lines = Sequence[range] | None
Hunks = dict[str, "list[Hunk] | None"]

_NOWHERE = "/dev/null"  # the new path of a deleted file, on Windows too


class Hunk(NamedTuple):
    """New lines in place of old ones; of an empty side, the number is that of the line before."""

    old: int
    removed: int
    now: int
    added: int


class Changes(NamedTuple):
    """The changed lines, by the real path of each file."""

    files: Mapping[str, Lines]

    def lines(self, path: str) -> Lines:
        """The changed lines of a file; none if it did not change."""
        return self.files.get(normcase(realpath(path)), ())


class ChangedLines(Stage):
    """The stage that takes out findings on unchanged lines."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def __call__(self, result: FileResult) -> FileResult:
        lines = self._changes.lines(result.path)
        suppressed = records_on((record for record, _ in result.suppressed), lines)
        places = {(record.code, record.span) for record in suppressed}
        return result._replace(
            records=records_on(result.records, lines),
            suppressed=tuple(
                (record, suppression)
                for record, suppression in result.suppressed
                if (record.code, record.span) in places
            ),
        )

    def close(self) -> Iterable[files.Warned]:
        return ()


def since(reference: str, folder: str = ".") -> Changes:
    """Changes in the working tree since it parted from a commit, with untracked files as a whole."""
    repository = Repository("--diff-base", folder)
    commit = ""
    if not reference.startswith("-"):
        commit = repository.answer("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    if not commit:
        raise ConfigError(f"--diff-base {reference}: 没有这个提交（浅克隆须先取得它）")
    parting = repository.answer("merge-base", commit, "HEAD") or commit
    files = {path: _added(hunks) for path, hunks in parse(repository.diff(parting)).items()}
    untracked = repository.output("ls-files", "--others", "--exclude-standard", "-z")
    files |= {os.fsdecode(name): None for name in untracked.split(b"\0") if name}
    return _changes(files, repository.top)


def staged(folder: str = ".") -> Changes:
    """Staged changes, at their present lines in the working tree."""
    repository = Repository("--staged", folder)
    unstaged = parse(repository.diff("-0"))  # nothing of files in conflict
    files = {
        path: _moved(_added(hunks), unstaged.get(path, []))
        for path, hunks in parse(repository.diff("--cached")).items()
    }
    return _changes(files, repository.top)


def records_on(records: Iterable[Record], lines: Lines) -> list[Record]:
    """The records on one of the lines."""
    if lines is None:
        return list(records)
    stops = [stretch.stop for stretch in lines]
    return [record for record in records if _touches(record, lines, stops)]


def parse(diff: bytes) -> Hunks:
    """The hunks of each file, by its path in the repository; None for a file without lines."""
    counts, _, patch = diff.partition(b"\0\0")
    by_path: Hunks = dict(_counted(counts))
    hunks: list[Hunk] | None = None
    # Lines of the files begin with `+`, `-` or `\`, and follow the first header of a hunk.
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            hunks = None
        elif hunks is None and line.startswith(b"+++ "):
            path = _path(line.removeprefix(b"+++ "))
            hunks = [] if path == _NOWHERE else by_path.setdefault(path, [])
        elif hunks is not None and line.startswith(b"@@ "):
            hunks.append(Hunk(*_numbers(line)))
    return by_path


def _counted(counts: bytes) -> Iterator[tuple[str, list[Hunk] | None]]:
    """Each path with line counts, and an empty list for its hunks."""
    fields = iter(counts.split(b"\0"))
    for field in filter(None, fields):
        added, _, path = field.split(b"\t", 2)
        if not path:  # renamed: the old path follows, then the new one
            next(fields)
            path = next(fields)
        yield os.fsdecode(path), None if added == b"-" else []


def _path(shown: bytes) -> str:
    """The path in a header: after `b/`, and in quotes if it has unusual characters."""
    shown = shown.removesuffix(b"\t")  # the end of a name with blanks
    if shown.startswith(b'"'):
        shown = shown[1:-1].decode("unicode_escape").encode("latin-1")
    return os.fsdecode(shown.removeprefix(b"b/"))


def _numbers(header: bytes) -> Iterator[int]:
    for part in header.split(b" ", 3)[1:3]:
        start, _, count = part[1:].partition(b",")
        yield int(start)
        yield int(count or 1)


def _changes(files: Mapping[str, Lines], top: str) -> Changes:
    return Changes({normcase(realpath(join(top, path))): lines for path, lines in files.items()})


def _added(hunks: Sequence[Hunk] | None) -> Lines:
    if hunks is None:
        return None
    return [range(hunk.now, hunk.now + hunk.added) for hunk in hunks if hunk.added]


def _moved(lines: Lines, hunks: Sequence[Hunk] | None) -> Lines:
    """The places of the lines after the hunks."""
    if lines is None or hunks is None:
        return None
    moved = (
        range(_now(stretch.start, hunks).start, _now(stretch[-1], hunks).stop) for stretch in lines
    )
    return [stretch for stretch in moved if stretch]


def _now(line: int, hunks: Iterable[Hunk]) -> range:
    """The lines in place of a line, after the hunks."""
    growth = 0
    for hunk in hunks:
        first = hunk.old if hunk.removed else hunk.old + 1
        if line < first:
            break
        if line < first + hunk.removed:
            start = hunk.now if hunk.added else hunk.now + 1
            return range(start, start + hunk.added)
        growth += hunk.added - hunk.removed
    return range(line + growth, line + growth + 1)


def _touches(record: Record, lines: Sequence[range], stops: Sequence[int]) -> bool:
    first, _, end, column = record.place
    last = end - 1 if column == 1 and end > first else end
    at = bisect_right(stops, first)
    return at < len(lines) and lines[at].start <= last

"""Changed lines, from git: the lines that changed since a commit, or in the index."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import normcase, realpath

from kanwu.errors import ConfigError
from kanwu.readers import is_text
from kanwu.record import Place, Record
from kanwu.session import files
from kanwu.session.git import Repository, repositories
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
    """The stage that takes out findings on unchanged lines, and fixes that would change one."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def __call__(self, result: FileResult) -> FileResult:
        lines = self._changes.lines(result.path)
        suppressed = records_on((record for record, _ in result.suppressed), lines)
        places = {(record.code, record.span) for record in suppressed}
        return result._replace(
            records=[_fixed_within(record, lines) for record in records_on(result.records, lines)],
            suppressed=tuple(
                (record, suppression)
                for record, suppression in result.suppressed
                if (record.code, record.span) in places
            ),
            fixable_lines=lines,
        )

    def close(self) -> Iterable[files.Warned]:
        return ()


def since(reference: str, paths: Iterable[str] = (".",)) -> Changes:
    """Changes in the working trees since they parted from a commit, with untracked files as a whole."""
    changed: dict[str, Lines] = {}
    for repository in repositories("--diff-base", paths):
        changed |= lines_by_path(repository, repository.diff(_parting(repository, reference)))
        untracked = repository.output("ls-files", "--others", "--exclude-standard", "-z")
        changed |= dict.fromkeys(
            repository.path(os.fsdecode(name)) for name in untracked.split(b"\0") if name
        )
    return Changes(changed)


def _parting(repository: Repository, reference: str) -> str:
    """The commit at which the present branch parted from another."""
    commit = ""
    if not reference.startswith("-"):
        commit = repository.answer("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    if not commit:
        raise ConfigError(
            "--diff-base {reference}: 没有这个提交（浅克隆须先取得它）", reference=reference
        )
    return repository.answer("merge-base", commit, "HEAD") or commit


def lines_by_path(repository: Repository, diff: bytes) -> dict[str, Lines]:
    """The changed lines of each file by its real path.

    The lines that git counts are not those of a Word file, nor of a file in Git LFS.
    """
    hunks_by_path = parse(diff)
    in_lfs = repository.in_lfs(hunks_by_path) if hunks_by_path else ()
    return {
        repository.path(path): _added(hunks)
        if is_text(path) and path not in in_lfs
        else _all(hunks)
        for path, hunks in hunks_by_path.items()
    }


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
    is_moved = False  # and the same
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            hunks, is_moved = None, False
        elif hunks is None and line == b"similarity index 100%":
            is_moved = True
        elif is_moved and line.startswith(b"rename to "):
            by_path[_unquoted(line.removeprefix(b"rename to "))] = []
        elif hunks is None and line.startswith(b"+++ "):
            path = _unquoted(line.removeprefix(b"+++ ")).removeprefix("b/")
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


def _unquoted(shown: bytes) -> str:
    """The path in a header, where it is in quotes if it has unusual characters."""
    shown = shown.removesuffix(b"\t")  # the end of a name with blanks
    if shown.startswith(b'"'):
        shown = shown[1:-1].decode("unicode_escape").encode("latin-1")
    return os.fsdecode(shown)


def _numbers(header: bytes) -> Iterator[int]:
    for part in header.split(b" ", 3)[1:3]:
        start, _, count = part[1:].partition(b",")
        yield int(start)
        yield int(count or 1)


def _added(hunks: Sequence[Hunk] | None) -> Lines:
    if hunks is None:
        return None
    return [range(hunk.now, hunk.now + hunk.added) for hunk in hunks if hunk.added]


def _all(hunks: Sequence[Hunk] | None) -> Lines:
    """All lines of a file, unless it was only moved."""
    return () if hunks == [] else None


def _fixed_within(record: Record, lines: Lines) -> Record:
    """The record; without its fix, if that changes other lines too."""
    if lines is None or not record.changes:
        return record
    stops = [stretch.stop for stretch in lines]
    if all(_holds(change.place, lines, stops) for change in record.changes):
        return record
    return without_fix(record)


def without_fix(record: Record) -> Record:
    """The record of a finding whose fix is not to be made."""
    return record._replace(changes=(), applicability=None)


def _touches(record: Record, lines: Sequence[range], stops: Sequence[int]) -> bool:
    first, _, end, column = record.place
    last = end - 1 if column == 1 and end > first else end
    at = bisect_right(stops, first)
    return at < len(lines) and lines[at].start <= last


def _holds(place: Place, lines: Sequence[range], stops: Sequence[int]) -> bool:
    at = bisect_right(stops, place.line)
    return at < len(lines) and lines[at].start <= place.line and place.end_line in lines[at]

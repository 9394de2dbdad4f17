"""Records known of old: written down, told from new ones, and pruned of what is no more."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from os.path import relpath

from kanwu.catalogue.packed import digest
from kanwu.errors import ConfigError
from kanwu.finding import Record
from kanwu.session import files
from kanwu.session.lint_file import FileResult
from kanwu.session.stages import Stage
from kanwu.session.workspace import Workspace
from kanwu.values import NamedTuple

_VERSION = 1
_AROUND = 12  # code points on either side that a finding is known by, without white space
_HEX = 16  # digits of a hash


class Entry(NamedTuple):
    """A finding as it is known again; it may have moved, and the text far from it may change."""

    path: str  # relative to the baseline's folder, with slashes
    code: str
    hash: str  # of what was found and of what stands around it in its paragraph
    ordinal: int  # from 1, among those that are the same otherwise


class Compared(NamedTuple):
    """The findings of a document beside what the baseline has for it."""

    fresh: list[Record]
    known: list[Record]
    stale: list[Entry]  # which stand for nothing any more


class KnownFindings(Stage):
    """The stage that takes out the findings of the baseline in the folder that kanwu runs in."""

    def __init__(self, workspace: Workspace) -> None:
        self.entries = parse(files.read_text(files.BASELINE), files.BASELINE)
        self.stale: list[Entry] = []  # as far as the files were seen
        self._by_path = by_path(self.entries)
        self._workspace = workspace
        self._folder = os.getcwd()

    def __call__(self, result: FileResult) -> FileResult:
        entries = self._by_path.pop(within(result.path, self._folder), ())
        rules = self._workspace.ruleset(result.path).by_code if entries else ()
        comparison = compared(result.records, entries, self._folder, rules)
        if not result.errors:  # else an entry's finding may only not have been found
            self.stale += comparison.stale
        return result._replace(records=comparison.fresh)

    def close(self) -> Iterator[files.Warned]:
        # The entries of files that are no more are stale too.
        for path, entries in self._by_path.items():
            if not os.path.lexists(os.path.join(self._folder, path)):
                self.stale += entries
        if self.stale:
            cause = f"基线有 {len(self.stale)} 条已经不再出现，可用 kanwu baseline --prune 删去"
            yield files.Warned(cause, stale=True)


def made(records: Iterable[Record], folder: str) -> tuple[Entry, ...]:
    """The baseline, for a folder, of findings that are in reading order in each document."""
    return tuple(sorted(entry for entry, _ in _entries(records, folder)))


def written(baseline: Iterable[Entry]) -> str:
    """The baseline as a file: sorted, one entry a line."""
    from json import dumps

    lines = [
        dumps(dict(zip(Entry._fields, entry, strict=True)), ensure_ascii=False)
        for entry in sorted(set(baseline))
    ]
    listed = ",\n".join(f"    {line}" for line in lines)
    return f'{{\n  "version": {_VERSION},\n  "entries": [\n{listed}\n  ]\n}}\n'


def parse(text: str, place: str) -> tuple[Entry, ...]:
    """The baseline that a file writes; ConfigError with the line that is not as it should be."""
    from json import loads

    try:
        table = loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ConfigError(
            f"{place}:{line}: 不是有效的 JSON，基线可用 kanwu baseline 重写"
        ) from error
    if not isinstance(table, dict) or not isinstance(table.get("entries"), list):
        raise ConfigError(f"{place}: 不是基线文件")
    if table.get("version") != _VERSION:
        raise ConfigError(f"{place}: 基线的版本应为 {_VERSION}，不是 {table.get('version')!r}")
    found = (_entry(value, f"{place}: 第 {n} 条") for n, value in enumerate(table["entries"], 1))
    return tuple(sorted(set(found)))


def compared(
    records: Iterable[Record], known: Iterable[Entry], folder: str, on: Container[str]
) -> Compared:
    """Tell what is fresh in a document from what is known of it; the folder is the baseline's.

    Of rules that are not `on`, no entry is stale.
    """
    left = set(known)
    if not left:  # then nothing need be known of the document
        return Compared(list(records), [], [])
    sorted_out: tuple[list[Record], list[Record]] = ([], [])
    for entry, record in _entries(records, folder):
        sorted_out[entry in left].append(record)
        left.discard(entry)
    return Compared(*sorted_out, sorted(entry for entry in left if entry.code in on))


def by_path(baseline: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries for each document, by its path as they have it."""
    found: dict[str, list[Entry]] = {}
    for entry in baseline:
        found.setdefault(entry.path, []).append(entry)
    return found


def pruned(baseline: Iterable[Entry], stale: Iterable[Entry]) -> tuple[Entry, ...]:
    """The baseline without the entries that are stale."""
    return tuple(sorted(set(baseline).difference(stale)))


def within(path: str, folder: str) -> str:
    """The path relative to the folder, with slashes."""
    return relpath(path, folder).replace(os.sep, "/")


def _entries(records: Iterable[Record], folder: str) -> Iterator[tuple[Entry, Record]]:
    paths: dict[str, str] = {}
    same: dict[tuple[str, str, str], int] = {}
    for record in records:
        path = paths.get(record.path) or paths.setdefault(record.path, within(record.path, folder))
        key = path, record.code, _hash(record)
        same[key] = same.get(key, 0) + 1
        yield Entry(*key, same[key]), record


def _hash(record: Record) -> str:
    """A hash of the finding's text and the text around it, as they are shown."""
    before, after = record.around
    known_by = _squeezed(before)[-_AROUND:], _squeezed(record.text), _squeezed(after)[:_AROUND]
    return digest("\0".join(known_by).encode("utf-8", "surrogatepass")).hex()[:_HEX]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _entry(value: object, place: str) -> Entry:
    match value:
        case {"path": str(path), "code": str(code), "hash": str(known_by), "ordinal": int(ordinal)}:
            return Entry(path, code, known_by, ordinal)
    raise ConfigError(f"{place}不成立：应有 {'、'.join(Entry._fields)}")

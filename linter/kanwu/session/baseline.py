"""The baseline: known findings in a file, taken out of later runs and pruned when they are gone."""

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
_CONTEXT_LENGTH = 12  # code points on either side that identify a finding, without white space
_HASH_DIGITS = 16


class Entry(NamedTuple):
    """The identity of a known finding; it survives moves and changes of distant text."""

    path: str  # relative to the baseline's folder, with slashes
    code: str
    hash: str  # of the finding's text and the text around it in its paragraph
    ordinal: int  # from 1, among entries that are otherwise equal


class Comparison(NamedTuple):
    """The findings of a document, compared with the baseline."""

    fresh: list[Record]
    known: list[Record]
    stale: list[Entry]  # entries without a finding


class KnownFindings(Stage):
    """The stage that takes out known findings; the baseline is that of the current folder."""

    def __init__(self, workspace: Workspace) -> None:
        self.entries = parse(files.read_text(files.BASELINE), files.BASELINE)
        self.stale: list[Entry] = []  # of the files seen so far
        self._by_path = by_path(self.entries)
        self._workspace = workspace
        self._folder = os.getcwd()

    def __call__(self, result: FileResult) -> FileResult:
        entries = self._by_path.pop(within(result.path, self._folder), ())
        rules = self._workspace.ruleset(result.path).by_code if entries else ()
        comparison = compare(result.records, entries, self._folder, rules)
        if not result.errors:  # after an error, a finding may be missing and still be there
            self.stale += comparison.stale
        return result._replace(records=comparison.fresh)

    def close(self) -> Iterator[files.Warned]:
        # Entries of deleted files are stale too.
        for path, entries in self._by_path.items():
            if not os.path.lexists(os.path.join(self._folder, path)):
                self.stale += entries
        if self.stale:
            cause = f"基线有 {len(self.stale)} 条已经不再出现，可用 kanwu baseline --prune 删去"
            yield files.Warned(cause, stale=True)


def entries_of(records: Iterable[Record], folder: str) -> tuple[Entry, ...]:
    """The baseline of a folder; each document's records are in reading order."""
    return tuple(sorted(entry for entry, _ in _entries(records, folder)))


def to_text(baseline: Iterable[Entry]) -> str:
    """The text of a baseline file: sorted, one entry a line."""
    from json import dumps

    lines = [
        dumps(dict(zip(Entry._fields, entry, strict=True)), ensure_ascii=False)
        for entry in sorted(set(baseline))
    ]
    body = ",\n".join(f"    {line}" for line in lines)
    return f'{{\n  "version": {_VERSION},\n  "entries": [\n{body}\n  ]\n}}\n'


def parse(text: str, place: str) -> tuple[Entry, ...]:
    """The entries in the text of a baseline file; ConfigError with the place of the first error."""
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
    values = enumerate(table["entries"], 1)
    return tuple(sorted({_entry(value, f"{place}: 第 {number} 条") for number, value in values}))


def compare(
    records: Iterable[Record], known: Iterable[Entry], folder: str, on: Container[str]
) -> Comparison:
    """Divide the records of a document into fresh and known ones; the folder is the baseline's.

    Entries of rules that are not `on` are never stale.
    """
    left = set(known)
    if not left:  # saves hashing the records
        return Comparison(list(records), [], [])
    fresh_and_known: tuple[list[Record], list[Record]] = ([], [])
    for entry, record in _entries(records, folder):
        fresh_and_known[entry in left].append(record)
        left.discard(entry)
    return Comparison(*fresh_and_known, sorted(entry for entry in left if entry.code in on))


def by_path(baseline: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries of each document, by its path in the entries."""
    entries: dict[str, list[Entry]] = {}
    for entry in baseline:
        entries.setdefault(entry.path, []).append(entry)
    return entries


def pruned(baseline: Iterable[Entry], stale: Iterable[Entry]) -> tuple[Entry, ...]:
    """The baseline without its stale entries."""
    return tuple(sorted(set(baseline).difference(stale)))


def within(path: str, folder: str) -> str:
    """The path relative to the folder, with slashes."""
    return relpath(path, folder).replace(os.sep, "/")


def _entries(records: Iterable[Record], folder: str) -> Iterator[tuple[Entry, Record]]:
    paths: dict[str, str] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for record in records:
        path = paths.get(record.path) or paths.setdefault(record.path, within(record.path, folder))
        key = path, record.code, _hash(record)
        counts[key] = counts.get(key, 0) + 1
        yield Entry(*key, counts[key]), record


def _hash(record: Record) -> str:
    """The hash of the finding's text and its context, both as shown."""
    before, after = record.around
    texts = (
        _squeezed(before)[-_CONTEXT_LENGTH:],
        _squeezed(record.text),
        _squeezed(after)[:_CONTEXT_LENGTH],
    )
    return digest("\0".join(texts).encode("utf-8", "surrogatepass")).hex()[:_HASH_DIGITS]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _entry(value: object, place: str) -> Entry:
    match value:
        case {"path": str(path), "code": str(code), "hash": str(hash), "ordinal": int(ordinal)}:
            return Entry(path, code, hash, ordinal)
    raise ConfigError(f"{place}不成立：应有 {'、'.join(Entry._fields)}")

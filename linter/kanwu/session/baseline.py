"""The baseline: the entries of known findings, and their comparison with the findings of a run."""

from __future__ import annotations

import os
from collections.abc import Collection, Container, Iterable, Iterator
from os.path import relpath

from kanwu.catalogue.packed import digest
from kanwu.errors import ConfigError
from kanwu.record import Record
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
    text: str = ""  # the hash of the finding's text alone; "" in older files

    @property
    def key(self) -> tuple[str, str, str, int]:
        """The fields that no other entry has."""
        return self[:4]


class Comparison(NamedTuple):
    """The findings of a document, compared with the baseline."""

    fresh: list[Record]
    known: list[Record]
    stale: list[Entry]  # entries without a finding


def entries_of(records: Iterable[Record], folder: str) -> tuple[Entry, ...]:
    """The baseline of a folder; each document's records are in reading order."""
    return tuple(sorted(entry for entry, _ in _entries(records, folder)))


def to_text(baseline: Iterable[Entry]) -> str:
    """The text of a baseline file: sorted, one entry a line."""
    from json import dumps

    lines = [dumps(_table(entry), ensure_ascii=False) for entry in sorted(set(baseline))]
    body = ",\n".join(f"    {line}" for line in lines)
    return f'{{\n  "version": {_VERSION},\n  "entries": [\n{body}\n  ]\n}}\n'


def _table(entry: Entry) -> dict[str, object]:
    table = dict(zip(Entry._fields, entry, strict=True))
    return table if entry.text else {name: table[name] for name in Entry._fields[:4]}


def parse(text: str, place: str) -> tuple[Entry, ...]:
    """The entries in the text of a baseline file; ConfigError with the place of the first error."""
    from json import loads

    try:
        table = loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ConfigError(
            "{place}:{line}: 不是有效的 JSON，基线可用 kanwu baseline 重写", place=place, line=line
        ) from error
    if not isinstance(table, dict) or not isinstance(table.get("entries"), list):
        raise ConfigError("{place}: 不是基线文件", place=place)
    if table.get("version") != _VERSION:
        raise ConfigError(
            "{place}: 基线的版本应为 {version}，不是 {found!r}",
            place=place,
            version=_VERSION,
            found=table.get("version"),
        )
    values = enumerate(table["entries"], 1)
    return tuple(sorted({_entry(value, number, place) for number, value in values}))


def compare(
    records: Iterable[Record], known: Iterable[Entry], folder: str, on: Container[str]
) -> Comparison:
    """Divide the records of a document into fresh and known ones; the folder is the baseline's.

    A finding in a changed context is known by its text, as long as there are entries for it.
    Entries of rules that are not `on` are never stale.
    """
    left = {entry.key: entry for entry in known}
    if not left:  # saves hashing the records
        return Comparison(list(records), [], [])
    pairs = list(_entries(records, folder))
    is_known = [left.pop(entry.key, None) is not None for entry, _ in pairs]
    changed = _by_text(left.values())
    fresh_and_known: tuple[list[Record], list[Record]] = ([], [])
    for (entry, record), is_same in zip(pairs, is_known, strict=True):
        waiting = [] if is_same else changed.get((entry.code, entry.text), [])
        if waiting:
            del left[waiting.pop().key]
            is_same = True
        fresh_and_known[is_same].append(record)
    return Comparison(
        *fresh_and_known, sorted(entry for entry in left.values() if entry.code in on)
    )


def _by_text(entries: Collection[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """The entries of each code and text, the first one last."""
    changed: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(entries, reverse=True):
        if entry.text:
            changed.setdefault((entry.code, entry.text), []).append(entry)
    return changed


def by_path(baseline: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries of each document, by its path in the entries."""
    entries: dict[str, list[Entry]] = {}
    for entry in baseline:
        entries.setdefault(entry.path, []).append(entry)
    return entries


def within(path: str, folder: str) -> str:
    """The path relative to the folder, with slashes."""
    return relpath(path, folder).replace(os.sep, "/")


def _entries(records: Iterable[Record], folder: str) -> Iterator[tuple[Entry, Record]]:
    paths: dict[str, str] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for record in records:
        path = paths.get(record.path) or paths.setdefault(record.path, within(record.path, folder))
        key = path, record.code, _hash(*_in_context(record))
        counts[key] = counts.get(key, 0) + 1
        yield Entry(*key, counts[key], _hash(_squeezed(record.text))), record


def _in_context(record: Record) -> tuple[str, str, str]:
    """The finding's text between its context, both as shown."""
    before, after = record.around
    return (
        _squeezed(before)[-_CONTEXT_LENGTH:],
        _squeezed(record.text),
        _squeezed(after)[:_CONTEXT_LENGTH],
    )


def _hash(*texts: str) -> str:
    return digest("\0".join(texts).encode("utf-8", "surrogatepass")).hex()[:_HASH_DIGITS]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _entry(value: object, number: int, place: str) -> Entry:
    match {"text": "", **value} if isinstance(value, dict) else value:
        case {
            "path": str(path),
            "code": str(code),
            "hash": str(hash),
            "ordinal": int(ordinal),
            "text": str(text),
        }:
            return Entry(path, code, hash, ordinal, text)
    raise ConfigError(
        "{place}: 第 {number} 条不成立：应有 {fields}",
        place=place,
        number=number,
        fields=Entry._fields[:4],
    )

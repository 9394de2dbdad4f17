"""`[[allow]]` and `allow-text` of a configuration: its permits, and new entries for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from json import dumps
from os.path import dirname, relpath
from re import sub
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from kanwu import expressions
from kanwu.catalogue.toml import parse
from kanwu.catalogue.toml_places import header_lines, line_of
from kanwu.document import Document
from kanwu.engine.suppress.by_entry import LONG_QUOTATION, Permit
from kanwu.errors import ConfigError, Sentence
from kanwu.record import Record
from kanwu.rule import ALL
from kanwu.text import Span

_FEWEST_AROUND, _MOST_AROUND = 4, 8  # code points quoted on either side of a finding
_LONGEST_WHOLE = 2 * LONG_QUOTATION  # code points of a finding that is quoted as a whole

_Codes = Annotated[str | list[str], Meta(description="代码、代码前缀、名称或类别")]
_Reason = Annotated[str, Meta(description="理由")]


class Allow(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of `[[allow]]`: it suppresses findings in some documents."""

    path: Annotated[str | list[str], Meta(description="路径，写法同 .gitignore")]
    code: _Codes
    reason: _Reason
    text: Annotated[str, Meta(description="问题所在的原文，很长的引开头；不写则整个文件")] = ""


class Addition(NamedTuple):
    """A configuration with new entries, and the finding and the quotation of each."""

    text: str
    entries: tuple[tuple[Record, str], ...]


class AllowText(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of `allow-text` with rules or a reason; without either it is only a pattern."""

    pattern: Annotated[str, Meta(description="正则表达式，其中的问题可以保留")]
    code: _Codes = ALL
    reason: _Reason = ""


def permits(
    entries: Iterable[Allow], texts: Iterable[str | AllowText], place: str, text: str
) -> Iterator[Permit]:
    """The permits of a configuration's entries, one for each selector.

    `text` is the whole configuration. The patterns of `texts` run under a time limit.
    """
    folder, lines = dirname(place) or ".", header_lines(text, "allow")
    for number, entry in enumerate(entries):
        line = lines[number] if number < len(lines) else line_of(text, "allow")
        where = f"{place}:{line or 1}"
        paths = tuple(_list(entry.path))
        if not paths or not all(paths):
            raise ConfigError("{where}: allow 的 path 是空的", where=where)
        if not entry.reason.strip():
            raise ConfigError("{where}: allow 的 reason 是空的，要写明理由", where=where)
        for selector in _list(entry.code):
            yield Permit(where, selector, entry.reason, folder, paths, entry.text)
    for pattern in texts:
        allowed = AllowText(pattern) if isinstance(pattern, str) else pattern
        where = f"{place}:{_line_holding(text, allowed.pattern)}"
        expressions.limit([allowed.pattern])
        _require_pattern(allowed.pattern, where)
        for selector in _list(allowed.code):
            yield Permit(where, selector, allowed.reason, pattern=allowed.pattern)


def add_allow(
    text: str, records: Iterable[tuple[Record, Document]], reason: str, place: str
) -> Addition:
    """The configuration with an entry for each finding behind its text.

    The entries quote the finding of a masked rule as it is shown.
    """
    table = parse(text, place, ConfigError)
    is_shared = place.endswith("pyproject.toml")
    settings = table.get("tool", {}).get("kanwu", {}) if is_shared else table
    if "allow" in settings and not header_lines(text, "allow"):
        line = line_of(text, "allow") or 1
        raise ConfigError(
            "{place}:{line}: allow 写成了数组，改成 [[allow]] 各节才能添加", place=place, line=line
        )
    known = [{**entry, "reason": reason} for entry in settings.get("allow", ())]
    header = "[[tool.kanwu.allow]]" if is_shared else "[[allow]]"
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += end
    added = []
    for record, document in records:
        entry = _entry(record, document, reason, dirname(place) or ".")
        if entry not in known:
            known.append(entry)
            added.append((record, entry["text"]))
            lines = [f"{key} = {_toml_string(value)}" for key, value in entry.items()]
            text += end.join([*([""] if text else []), header, *lines, ""])
    return Addition(text, tuple(added))


def _list(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words


def _line_holding(text: str, pattern: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if pattern in line or _toml_string(pattern)[1:-1] in line:
            return number
    return line_of(text, "allow-text") or 1


def _require_pattern(pattern: str, where: str) -> None:
    """ConfigError for a pattern that is none, or that matches the empty string."""
    cause: object = expressions.flaw(pattern)
    if not cause and expressions.compiled(pattern).match(""):
        cause = Sentence("可以匹配空串")
    if cause:
        raise ConfigError(
            "{where}: allow-text 的模式不成立：{cause}：{pattern}",
            where=where,
            cause=cause,
            pattern=pattern,
        )


def _entry(record: Record, document: Document, reason: str, folder: str) -> dict[str, str]:
    path = sub(r"[\\*?\[]| $", r"\\\g<0>", _within(record.path, folder))
    text = _quotation(record.span, document)
    return {"path": path, "code": record.code, "text": text, "reason": reason}


def _within(path: str, folder: str) -> str:
    """The path as a pattern that matches nothing else, with its special characters unescaped."""
    within = relpath(path, folder).replace(os.sep, "/")
    return within if within.startswith("../") else f"/{within}"


def _quotation(span: Span, document: Document) -> str:
    """The text of the span with enough of its line around it to be unique, within bounds.

    Of a long text only the beginning is quoted, enough of it to be unique.
    """
    start, end = span
    shown = document.shown
    line = document.line(document.position(start).line)
    first = start - len(shown[line.start : start].lstrip())  # behind the indent
    last = document.line(document.position(max(start, end - 1)).line).end
    quotations = [Span(start, start + length) for length in _lengths(end - start)]
    quotations += [
        Span(max(first, start - around), max(end, min(last, end + around)))
        for around in range(_FEWEST_AROUND, _MOST_AROUND + 1)
    ]
    for quoted in quotations:
        quotation = shown[slice(*quoted)]
        if quotation.strip() and shown.count(quotation) == 1:
            return quotation
    if not quotation.strip():  # an empty line: the lines around it tell its place
        return shown[max(0, start - _MOST_AROUND) : end + _MOST_AROUND]
    return quotation


def _lengths(length: int) -> Iterator[int]:
    """The lengths at which the beginning of a finding is tried as its quotation."""
    tried = LONG_QUOTATION
    while length > _LONGEST_WHOLE and tried < length:
        yield tried
        tried *= 2


def _toml_string(value: str) -> str:
    """The value as a TOML string; invisible characters are escaped, but not wide blanks."""
    quoted = dumps(value, ensure_ascii=False)
    return "".join(
        char if char.isprintable() or char == "\u3000" else _escaped(char) for char in quoted
    )


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"

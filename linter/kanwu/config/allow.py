"""`[[allow]]` and `allow-text` of a configuration: read, and added to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from json import dumps
from os.path import dirname, relpath
from re import sub
from typing import Annotated

import msgspec
from msgspec import Meta

from kanwu import expressions
from kanwu.catalogue.toml import header_lines, line_of, parse
from kanwu.document import Document
from kanwu.engine.suppress.by_entry import Permit
from kanwu.errors import ConfigError
from kanwu.finding import Record
from kanwu.rule import ALL
from kanwu.text import Span

_FEW, _MOST = 4, 8  # code points on either side of a finding that are quoted with it


_Codes = Annotated[str | list[str], Meta(description="代码、代码前缀、名称或类别")]
_Reason = Annotated[str, Meta(description="理由")]


class Allow(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of `[[allow]]`: findings that are to stand in some documents."""

    path: Annotated[str | list[str], Meta(description="路径，写法同 .gitignore")]
    code: _Codes
    text: Annotated[str, Meta(description="问题所在的原文；不写则整个文件")] = ""
    reason: _Reason = ""


class AllowText(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of `allow-text` that is for some rules, or has a reason."""

    pattern: Annotated[str, Meta(description="正则表达式，其中的问题可以保留")]
    code: _Codes = ALL
    reason: _Reason = ""


def permits(
    entries: Iterable[Allow], texts: Iterable[str | AllowText], place: str, text: str
) -> Iterator[Permit]:
    """What the entries of a configuration allow, one selector each; `text` is all it says.

    Its patterns run under a time limit.
    """
    folder, lines = dirname(place) or ".", header_lines(text, "allow")
    for number, entry in enumerate(entries):
        line = lines[number] if number < len(lines) else line_of(text, "allow")
        where = f"{place}:{line or 1}"
        paths = tuple(_list(entry.path))
        if not paths or not all(paths):
            raise ConfigError(f"{where}: allow 的 path 是空的")
        for selector in _list(entry.code):
            yield Permit(where, selector, entry.reason, folder, paths, entry.text)
    for each in texts:
        entry_text = AllowText(each) if isinstance(each, str) else each
        where = f"{place}:{_line_holding(text, entry_text.pattern)}"
        _see(entry_text.pattern, where)
        for selector in _list(entry_text.code):
            yield Permit(where, selector, entry_text.reason, pattern=entry_text.pattern)


def add_allow(
    text: str, records: Iterable[tuple[Record, Document]], reason: str, place: str
) -> str:
    """A configuration with an entry for each finding behind all that it said before.

    What a masked rule found is quoted as it is shown.
    """
    table = parse(text, place, ConfigError)
    is_shared = place.endswith("pyproject.toml")
    own = table.get("tool", {}).get("kanwu", {}) if is_shared else table
    if "allow" in own and not header_lines(text, "allow"):
        line = line_of(text, "allow") or 1
        raise ConfigError(f"{place}:{line}: allow 写成了数组，改成 [[allow]] 各节才能添加")
    known = [{**entry, "reason": reason} for entry in own.get("allow", ())]
    header = "[[tool.kanwu.allow]]" if is_shared else "[[allow]]"
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += end
    for record, document in records:
        entry = _entry(record, document, reason, dirname(place) or ".")
        if entry not in known:
            known.append(entry)
            lines = [f"{key} = {_written(value)}" for key, value in entry.items()]
            text += end.join([*([""] if text else []), header, *lines, ""])
    return text


def _list(one_or_more: str | list[str]) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else one_or_more


def _line_holding(text: str, pattern: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if pattern in line or _written(pattern)[1:-1] in line:
            return number
    return line_of(text, "allow-text") or 1


def _see(pattern: str, where: str) -> None:
    """Limit the time of a pattern; ConfigError if it does not hold."""
    expressions.limit([pattern])
    cause = expressions.flaw(pattern)
    if not cause and expressions.compiled(pattern).match(""):
        cause = "可以匹配空串"
    if cause:
        raise ConfigError(f"{where}: allow-text 的模式不成立：{cause}：{pattern}")


def _entry(record: Record, document: Document, reason: str, folder: str) -> dict[str, str]:
    path = sub(r"[\\*?\[]| $", r"\\\g<0>", _within(record.path, folder))
    text = _quotation(record.span, document)
    return {"path": path, "code": record.code, "text": text, "reason": reason}


def _within(path: str, folder: str) -> str:
    """The path as a pattern that names nothing else, but for marks that are to be escaped."""
    within = relpath(path, folder).replace(os.sep, "/")
    return within if within.startswith("../") else f"/{within}"


def _quotation(span: Span, document: Document) -> str:
    """The place with as much of its line around it as makes it the only one, within bounds."""
    start, end = span
    shown = document.shown
    first = document.line(document.position(start).line).start
    last = document.line(document.position(max(start, end - 1)).line).end
    for more in range(_FEW, _MOST + 1):
        found = shown[max(first, start - more) : max(end, min(last, end + more))]
        if found.strip() and shown.count(found) == 1:
            return found
    if not found.strip():  # an empty line: what stands around it tells where it is
        return shown[max(0, start - _MOST) : end + _MOST]
    return found


def _written(value: str) -> str:
    """The value as a TOML string, with nothing in it that cannot be seen."""
    quoted = dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(char) for char in quoted)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"

"""Places in the text of a TOML file: the line that sets a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import MULTILINE, compile, escape

Key = str | int  # of a table, or of an array from 0
_HEADER = r"""^[ \t]*\[\[[ \t]*(?:tool\.kanwu\.)?["']?{name}["']?[ \t]*\]\]"""
_WORD = r"""(?:"[^"]*"|'[^']*'|[^\s=#"'\[\].]+)"""
_NAME = rf"{_WORD}(?:[ \t]*\.[ \t]*{_WORD})*"
_TABLE = compile(rf"[ \t]*(?P<array>\[?)\[[ \t]*(?P<name>{_NAME})?[ \t]*\]")
_SETTING = compile(rf"[ \t]*(?P<name>{_NAME})[ \t]*=")


def line_of(text: str, key: str) -> int | None:
    """The line (from 1) that sets the dotted key; None without such a line."""
    keys = key.split(".")
    line, depth = _nearest(text, keys)
    return line if depth == len(keys) else None


def line_near(text: str, keys: Sequence[Key]) -> int | None:
    """The line (from 1) that sets the key, or the nearest table around it."""
    return _nearest(text, keys)[0]


def header_lines(text: str, name: str) -> list[int]:
    """The line (from 1) of every header `[[name]]`."""
    header = compile(_HEADER.format(name=escape(name)), MULTILINE)
    return [text.count("\n", 0, match.start()) + 1 for match in header.finditer(text)]


def _nearest(text: str, keys: Sequence[Key]) -> tuple[int | None, int]:
    """The first line with the most of the keys, and their number."""
    best: tuple[int | None, int] = None, 0
    for line, set_keys in _settings(text):
        depth = 0
        for key, set_key in zip(keys, set_keys, strict=False):
            if key != set_key:
                break
            depth += 1
        if depth > best[1]:
            best = line, depth
    return best


def _settings(text: str) -> Iterator[tuple[int, list[Key]]]:
    """Every line that sets a key or begins a table, with the keys to it."""
    within: list[Key] = []
    counts: dict[tuple[Key, ...], int] = {}  # of the tables in each array
    for number, line in enumerate(text.splitlines(), 1):
        if match := _TABLE.match(line):
            within = []
            for word in _words(match["name"] or ""):
                within.append(word)
                if word is not None and tuple(within) in counts:
                    within.append(counts[tuple(within)] - 1)
            if match["array"]:
                within = _next(within, counts)
            yield number, within
        elif match := _SETTING.match(line):
            yield number, [*within, *_words(match["name"])]


def _next(keys: list[Key], counts: dict[tuple[Key, ...], int]) -> list[Key]:
    """The keys of the next table in the array."""
    array = keys[:-1] if isinstance(keys[-1], int) else keys
    index = counts.get(tuple(array), 0)
    counts[tuple(array)] = index + 1
    return [*array, index]


def _words(name: str) -> Iterator[str]:
    for match in compile(_WORD).finditer(name):
        yield match[0].strip("\"'")

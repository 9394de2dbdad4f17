"""The changes of fixes in a text, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice

from kanwu.reporters.terminal import visible

_COLORS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}
_PLAIN = "\x1b[0m"
_NO_END = "\\ No newline at end of file\n"


def unified(
    path: str, before: str, after: str, *, shown: bool = False, color: bool = False
) -> Iterator[str]:
    """The lines of the diff with their ends; none if nothing changes.

    If they are to be shown on a terminal, characters that it would obey are written out.
    """
    if before == after:
        return
    lines = unified_diff(_lines(before), _lines(after), path, path)
    if not shown:
        yield from map(_ended, lines)
        return
    for line in islice(lines, 2):
        yield _painted(line, "\x1b[1m" if color else "")
    for line in lines:
        yield _painted(line, _COLORS.get(line[0], "") if color else "")


def _painted(line: str, paint: str) -> str:
    shown = visible(line.rstrip("\r\n"))
    return f"{paint}{shown}{_PLAIN}\n" if paint else f"{shown}\n"


def _lines(text: str) -> list[str]:
    """The lines with their ends; only LF ends a line, as for every program that reads diffs."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n{_NO_END}"

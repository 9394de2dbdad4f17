"""Stored programs: regular expressions as `re` compiled them in an earlier run.

Compiling an expression takes a hundred times as long as loading its program. Only this module uses
private parts of `re` at run time; where they are missing or different, nothing is stored, and
`re.compile` does all the work.
"""

from __future__ import annotations

import sys

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from re import Pattern

    # The source, and its compiled form: flags, code, number of groups, groups by name, names by group.
    # The code is 32-bit numbers as bytes; reading a list of numbers takes ten times as long.
    Program = tuple[str, int, bytes, int, dict[str, int], tuple[str | None, ...]]

_NAME_BYTES = 12


def version() -> str:
    """The interpreter whose programs are stored; empty if programs cannot be stored."""
    try:
        from _sre import CODESIZE, MAGIC  # type: ignore[import-not-found]
    except ImportError:
        return ""
    return f"{sys.implementation.cache_tag} {MAGIC}" if CODESIZE == 4 else ""


def program_of(source: str) -> Program | None:
    """The program of an expression with MULTILINE; None if `re` does not provide it."""
    from array import array
    from re import MULTILINE

    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        tree = _parser.parse(source, MULTILINE)
        code = array("I", _compiler._code(tree, MULTILINE)).tobytes()
        groups: dict[str, int] = tree.state.groupdict
        count = tree.state.groups
        flags = int(tree.state.flags | MULTILINE)
    except (ImportError, AttributeError, TypeError):
        return None
    names: list[str | None] = [None] * count
    for name, number in groups.items():
        names[number] = name
    return source, flags, code, count - 1, groups, tuple(names)


def pattern_of(program: Program) -> Pattern[str] | None:
    """The expression of a program; None if this interpreter rejects it."""
    source, flags, code, count, groups, names = program
    try:
        from _sre import compile as from_program

        numbers = list(memoryview(code).cast("I"))
        pattern: Pattern[str] = from_program(source, flags, numbers, count, groups, names)
    except (ImportError, TypeError, RuntimeError, OverflowError):
        return None
    return pattern


class Programs:
    """The programs of earlier runs, and the new ones of this run, by name."""

    def __init__(
        self,
        places: Mapping[bytes, int] | None = None,
        read: Callable[[int], Program | None] | None = None,
    ) -> None:
        self._places = places or {}
        self._read = read
        self.new: dict[bytes, Program] = {}

    def pattern(self, source: str) -> Pattern[str] | None:
        """The expression, from its program; None if it has none."""
        return self.known_as(name_of(source), lambda: source)

    def known_as(self, name: bytes, source: Callable[[], str]) -> Pattern[str] | None:
        """The same by the name of the program; the source is asked for only without a program."""
        place = self._places.get(name)
        program = self._read(place) if self._read and place is not None else None
        if program is None:
            program = program_of(source())
            if program is None:
                return None
            self.new[name] = program
        return pattern_of(program)


def name_of(source: str) -> bytes:
    """The name of an expression's program: a digest of the source, a tenth as long."""
    from _blake2 import blake2b

    data = source.encode(errors="surrogatepass")
    return bytes(blake2b(data, digest_size=_NAME_BYTES).digest())

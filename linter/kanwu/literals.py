"""Where literals stand in a text: thousands of them, found in one pass."""

from __future__ import annotations

import os

from kanwu.expression import compiled
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    # Where literals start, by number.
    Places = list[list[int]]
    # Looks through a text, and adds the places of what it finds.
    Finder = Callable[[str, Places], None]

_SHORT = 1 << 11  # code points of a text in which each literal is looked for by itself
_MUCH = 1 << 16  # code points, of one text or of many, from which on all literals are made ready


_LEAST = 0x100  # stands for the number 0: no line end stands for any
_APART = "\ufffc"  # stands between two literals, in none of which it stands itself


class Table(NamedTuple):
    """Literals and the number that each is known by, as texts: read at once, however many."""

    firsts: str  # each character that some of them begin with
    rests: str  # a line for each of these: what follows it in each literal
    numbers: str  # a line for each of these: each number, as the character of its code point


def table(numbers: Mapping[str, int]) -> Table:
    """The literals, none of which holds a line end, with their numbers."""
    rests: dict[str, list[str]] = {}
    known: dict[str, list[str]] = {}
    for literal, number in numbers.items():
        rests.setdefault(literal[0], []).append(literal[1:])
        known.setdefault(literal[0], []).append(chr(number + _LEAST))
    return Table(
        "".join(rests),
        "\n".join(map(_APART.join, rests.values())),
        "\n".join(map("".join, known.values())),
    )


def spelled(by: Table) -> Iterator[tuple[str, int]]:
    """Each literal and its number."""
    for first, rests, known in zip(by.firsts, *_lines(by), strict=True):
        for rest, number in zip(rests.split(_APART), known, strict=True):
            yield first + rest, ord(number) - _LEAST


class Literals:
    """Literals to be looked for in text after text.

    Making all of them ready takes as long as checking a short report, so at first that is done
    only with those whose characters the text has.
    """

    def __init__(self, by: Table, count: int) -> None:
        self._table = by
        self._count = count  # of numbers
        self._by_first: dict[str, tuple[str, str]] = {}
        self._looked_through = 0  # code points so far
        self._all: Finder | None = None

    def places(self, text: str) -> Places:
        """Where the literals of each number start, in no order.

        A few of the places may be those of nothing: what the automaton reads has two bytes for a
        character, and a literal is also found across them, or a character beyond 16 bits.
        """
        self._looked_through += len(text)
        found: Places = [[] for _ in range(self._count)]
        self._finder(text)(text, found)
        return found

    def _finder(self, text: str) -> Finder:
        if self._all is None and len(text) <= _SHORT:
            return _one_by_one(*self._possible(set(text)))
        if self._all is None and self._looked_through <= _MUCH:
            literals, numbers = self._possible(set(text))
            if finder := _automaton(literals, numbers):
                return finder
        if self._all is None:
            every = dict(spelled(self._table))
            literals, numbers = list(every), list(every.values())
            self._all = _automaton(literals, numbers) or _search(literals, numbers)
        return self._all

    def _possible(self, characters: set[str]) -> tuple[list[str], list[int]]:
        """The literals that can be spelled with the characters, and their numbers."""
        if not self._by_first:
            lines = zip(*_lines(self._table), strict=True)
            self._by_first = dict(zip(self._table.firsts, lines, strict=True))
        literals, numbers = list[str](), list[int]()
        for first in characters & self._by_first.keys():
            rests, known = self._by_first[first]
            for rest, number in zip(rests.split(_APART), known, strict=True):
                if characters.issuperset(rest):
                    literals.append(first + rest)
                    numbers.append(ord(number) - _LEAST)
        return literals, numbers


def _lines(by: Table) -> tuple[list[str], list[str]]:
    if not by.firsts:
        return [], []
    return by.rests.split("\n"), by.numbers.split("\n")


def _one_by_one(literals: Sequence[str], numbers: Sequence[int]) -> Finder:
    def look(text: str, found: Places) -> None:
        for literal, number in zip(literals, numbers, strict=True):
            start = text.find(literal)
            while start >= 0:
                found[number].append(start)
                start = text.find(literal, start + 1)

    return look


def _automaton(literals: Sequence[str], numbers: Sequence[int]) -> Finder | None:
    if os.environ.get("KANWU_SCANNER") == "standard":  # to see what platforms without it see
        return None
    try:
        from ahocorasick_rs import BytesAhoCorasick, Implementation
    except ImportError:  # no wheel for this platform
        return None
    # A fifth of the time of the dense kind to build, and as fast to all intents.
    kind = Implementation.ContiguousNFA
    coded = [_coded(literal) for literal in literals]
    find = BytesAhoCorasick(coded, implementation=kind).find_matches_as_indexes

    def look(text: str, found: Places) -> None:
        for index, start, _ in find(_coded(text), overlapping=True):
            found[numbers[index]].append(start >> 1)

    return look


def _coded(text: str) -> bytes:
    """The lower 16 bits of each code point: what the automaton reads in the fewest steps.

    In UTF-8 it would take three to a character, and as long again to count characters in it.
    """
    code = text.encode("utf-16-be", "surrogatepass")
    if len(code) == 2 * len(text):
        return code
    wide, lower = text.encode("utf-32-be", "surrogatepass"), bytearray(2 * len(text))
    lower[::2], lower[1::2] = wide[2::4], wide[3::4]
    return bytes(lower)


def _search(literals: Sequence[str], numbers: Sequence[int]) -> Finder:
    """The standard library's way: a pass over single characters, and one over longer literals."""
    singles: dict[str, int] = {}
    begun: dict[str, list[tuple[str, int]]] = {}  # the longer ones by their first two characters
    for literal, number in zip(literals, numbers, strict=True):
        if len(literal) == 1:
            singles[literal] = number
        else:
            begun.setdefault(literal[:2], []).append((literal, number))
    first, second = ({pair[at] for pair in begun} for at in (0, 1))
    pairs = f"{_class(first)}(?={_class(second)})" if begun else ""

    def look(text: str, found: Places) -> None:
        if singles:
            for match in compiled(_class(singles)).finditer(text):
                found[singles[match[0]]].append(match.start())
        if pairs:
            for match in compiled(pairs).finditer(text):
                start = match.start()
                for literal, number in begun.get(text[start : start + 2], ()):
                    if text.startswith(literal, start):
                        found[number].append(start)

    return look


def _class(characters: Iterable[str]) -> str:
    from re import escape

    return f"[{''.join(escape(character) for character in sorted(characters))}]"

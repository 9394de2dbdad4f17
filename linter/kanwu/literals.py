"""Where literals stand in a text: thousands of them, found in one pass."""

from __future__ import annotations

import os

from kanwu.expression import compiled
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    # Where a literal stands: its index among those looked for, its start and its end.
    Place = tuple[int, int, int]
    Finder = Callable[[str], Iterable[Place]]

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

    def __init__(self, by: Table) -> None:
        self._table = by
        self._by_first: dict[str, tuple[str, str]] = {}
        self._looked_through = 0  # code points so far
        self._all: tuple[list[int], Finder] | None = None

    def places(self, text: str) -> tuple[Sequence[int], Iterable[Place]]:
        """Where they stand: the number of each by its index, and the places."""
        self._looked_through += len(text)
        try:
            numbers, finder = self._finder(text)
            return numbers, finder(text)
        except UnicodeEncodeError:  # half of a surrogate pair, which the automaton cannot read
            literals, numbers = self._possible(set(text))
            return numbers, _one_by_one(literals, text)

    def _finder(self, text: str) -> tuple[list[int], Finder]:
        if self._all is None and len(text) <= _SHORT:
            literals, numbers = self._possible(set(text))
            return numbers, lambda text: _one_by_one(literals, text)
        if self._all is None and self._looked_through <= _MUCH:
            literals, numbers = self._possible(set(text))
            if finder := _automaton(literals):
                return numbers, finder
        if self._all is None:
            every = dict(spelled(self._table))
            literals = list(every)
            self._all = list(every.values()), _automaton(literals) or _search(literals)
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


def _one_by_one(literals: Iterable[str], text: str) -> Iterator[Place]:
    for index, literal in enumerate(literals):
        start = text.find(literal)
        while start >= 0:
            yield index, start, start + len(literal)
            start = text.find(literal, start + 1)


def _automaton(literals: list[str]) -> Finder | None:
    if os.environ.get("KANWU_SCANNER") == "standard":  # to see what platforms without it see
        return None
    try:
        from ahocorasick_rs import AhoCorasick, Implementation
    except ImportError:  # no wheel for this platform
        return None
    # A fifth of the time of the dense kind to build, and as fast to all intents.
    kind = Implementation.ContiguousNFA
    found = AhoCorasick(literals, implementation=kind).find_matches_as_indexes
    return lambda text: found(text, overlapping=True)


def _search(literals: Iterable[str]) -> Finder:
    """The standard library's way: a pass over single characters, and one over longer literals."""
    singles: dict[str, int] = {}
    begun: dict[str, list[tuple[int, str]]] = {}  # the longer ones by their first two characters
    for index, literal in enumerate(literals):
        if len(literal) == 1:
            singles[literal] = index
        else:
            begun.setdefault(literal[:2], []).append((index, literal))
    first, second = ({pair[at] for pair in begun} for at in (0, 1))
    pairs = f"{_class(first)}(?={_class(second)})" if begun else ""

    def places(text: str) -> Iterator[Place]:
        if singles:
            for match in compiled(_class(singles)).finditer(text):
                yield singles[match[0]], match.start(), match.end()
        if pairs:
            for match in compiled(pairs).finditer(text):
                start = match.start()
                for index, literal in begun.get(text[start : start + 2], ()):
                    if text.startswith(literal, start):
                        yield index, start, start + len(literal)

    return places


def _class(characters: Iterable[str]) -> str:
    from re import escape

    return f"[{''.join(escape(character) for character in sorted(characters))}]"

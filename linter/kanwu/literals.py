"""Where literals stand in a text: thousands of them, found in one pass."""

from __future__ import annotations

import os
from itertools import compress, count

from kanwu.expression import compiled
from kanwu.value import TYPE_CHECKING, NamedTuple, cached_property

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    # Where literals start, by number.
    Places = list[list[int]]
    # Looks through a text, and adds the places of what it finds.
    Finder = Callable[[str, Places], None]

_MUCH = 1 << 16  # code points in all, from which on the automaton is worth making
# The order of bytes in which literals are seldom found across two characters.
_HIGH_FIRST = "utf-16-be"
_LEAST = 0x100  # stands for the number 0: no line end stands for any
_APART = "\ufffc"  # stands between two literals, in none of which it stands itself


class Table(NamedTuple):
    """Literals and the number that each is known by, as texts: read at once, however many."""

    single: str  # the class of the literals of one character; empty if there are none
    singles: str  # these literals
    single_numbers: str  # the number of each, as the character of its code point
    pairs: bytes  # the first two characters of the longer ones, each pair once, by `_coded`
    longer: str  # a line for each pair: the literals that begin with it
    numbers: str  # a line for each pair: their numbers


def table(numbers: Mapping[str, int]) -> Table:
    """The literals, none of which holds a line end, with their numbers."""
    from re import escape

    shown = {literal: chr(number + _LEAST) for literal, number in numbers.items()}
    singles = [literal for literal in shown if len(literal) == 1]
    begun: dict[bytes, list[str]] = {}
    for literal in shown:
        if len(literal) > 1:
            begun.setdefault(_coded(literal[:2]), []).append(literal)
    return Table(
        f"[{''.join(map(escape, sorted(singles)))}]" if singles else "",
        "".join(singles),
        "".join(shown[literal] for literal in singles),
        b"".join(begun),
        "\n".join(map(_APART.join, begun.values())),
        "\n".join("".join(shown[literal] for literal in some) for some in begun.values()),
    )


def spelled(by: Table) -> Iterator[tuple[str, int]]:
    """Each literal and its number."""
    yield from _numbered(by.singles, by.single_numbers)
    if by.pairs:
        for literals, numbers in zip(by.longer.split("\n"), by.numbers.split("\n"), strict=True):
            yield from _numbered(literals.split(_APART), numbers)


class Literals:
    """Literals to be looked for in text after text."""

    def __init__(self, by: Table, count: int) -> None:
        self._table = by
        self._count = count  # of numbers
        self._looked_through = 0  # code points so far
        self._find: Finder = self._look
        self._is_ready = False  # whether the automaton, if there is one, was made

    def places(self, text: str) -> Places:
        """Where the literals of each number start, in no order.

        A few of the places may be those of nothing: what the automaton reads has two bytes for a
        character, and a literal is also found across them, or a character beyond 16 bits.
        """
        self._looked_through += len(text)
        if self._looked_through >= _MUCH and not self._is_ready:
            self._is_ready = True
            self._find = _automaton(dict(spelled(self._table))) or self._look
        found: Places = [[] for _ in range(self._count)]
        self._find(text, found)
        return found

    def _look(self, text: str, found: Places) -> None:
        """Look by what the literals begin with: nothing needs to be made ready for that."""
        if self._table.single:
            for match in compiled(self._table.single).finditer(text):
                found[self._singles[match[0]]].append(match.start())
        for pair, places in _pairs(text, self._lines).items():
            line = self._lines[pair]
            third = {"", *[text[at + 2 : at + 3] for at in places]}
            for literal, number in _numbered(self._longer[line].split(_APART), self._numbers[line]):
                if literal[2:3] in third:
                    found[number] += [at for at in places if text.startswith(literal, at)]

    @cached_property
    def _singles(self) -> dict[str, int]:
        return dict(_numbered(self._table.singles, self._table.single_numbers))

    @cached_property
    def _lines(self) -> dict[int, int]:
        """Which line of the table the literals stand in that begin with a pair."""
        return dict(zip(memoryview(self._table.pairs).cast("I"), count(), strict=False))

    @cached_property
    def _longer(self) -> list[str]:
        return self._table.longer.split("\n")

    @cached_property
    def _numbers(self) -> list[str]:
        return self._table.numbers.split("\n")


def _numbered(literals: Iterable[str], numbers: str) -> Iterator[tuple[str, int]]:
    return ((one, ord(number) - _LEAST) for one, number in zip(literals, numbers, strict=True))


def _pairs(text: str, known: Container[int]) -> dict[int, list[int]]:
    """Where pairs of characters that are known stand, by the pair."""
    found: dict[int, list[int]] = {}
    coded = memoryview(_coded(text))
    for shift in (0, 1):  # every other pair, and those in between
        many = (len(text) - shift) // 2
        pairs = coded[2 * shift : 2 * shift + 4 * many].cast("I")
        for number in compress(range(many), map(known.__contains__, pairs)):
            found.setdefault(pairs[number], []).append(2 * number + shift)
    return found


def _automaton(numbers: Mapping[str, int]) -> Finder | None:
    if os.environ.get("KANWU_SCANNER") == "standard":  # to see what platforms without it see
        return None
    try:
        from ahocorasick_rs import BytesAhoCorasick, Implementation
    except ImportError:  # no wheel for this platform
        return None
    # A fifth of the time of the dense kind to build, and as fast to all intents.
    kind = Implementation.ContiguousNFA
    number_of = list(numbers.values())
    coded = [_coded(literal, _HIGH_FIRST) for literal in numbers]
    find = BytesAhoCorasick(coded, implementation=kind).find_matches_as_indexes

    def look(text: str, found: Places) -> None:
        for index, start, _ in find(_coded(text, _HIGH_FIRST), overlapping=True):
            found[number_of[index]].append(start >> 1)

    return look


def _coded(text: str, codec: str = "utf-16") -> bytes:
    """The lower 16 bits of each code point: what is read in the fewest steps.

    In UTF-8 it would take three to a character, and as long again to count characters in it.
    """
    mark = 2 if codec == "utf-16" else 0  # the machine's own kind has one that tells which it is
    code = text.encode(codec, "surrogatepass")[mark:]
    if len(code) == 2 * len(text):
        return code
    return _coded("".join(chr(ord(char) & 0xFFFF) for char in text), codec)

"""Finding thousands of literals in a text in one pass."""

from __future__ import annotations

import os
from itertools import accumulate, compress

from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING, NamedTuple, cached_property

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    # The starts of literals, by number.
    Places = list[list[int]]
    # Searches a text, and adds the starts of literals to the places.
    Finder = Callable[[str, Places], None]

# Code points in all that make the automaton worth building: searching so many without it takes as
# long as building it.
_WORTH_AUTOMATON = 200_000
# With this order of bytes, false matches across two characters are rare.
_HIGH_FIRST = "utf-16-be"
_NUMBER_ZERO = 0x100  # the character for the number 0
_SEPARATOR = "\ufffc"  # between two literals; no literal holds it


class Table(NamedTuple):
    """Literals with their numbers, as texts that load at once.

    Each literal is followed by its number, as the character of a code point. Before the number, a
    literal with a pair has the count of characters in front of the pair, as a character too.
    """

    single: str  # the class of the literals of one character; empty if there are none
    singles: str  # these literals
    pairs: bytes  # of longer literals, two characters of each; sorted, each pair once, by `_coded`
    longer: str  # the literals of each pair, pair after pair
    ends: bytes  # of each pair's literals, in 32 bits


def table(numbers: Mapping[str, int]) -> Table:
    """The table of literals, none with _SEPARATOR in it, and their numbers."""
    from array import array
    from re import escape

    from kanwu.engine.frequency import found_by

    singles = sorted(literal for literal in numbers if len(literal) == 1)
    by_pair: dict[int, list[str]] = {}
    for literal, number in numbers.items():
        if len(literal) > 1:
            characters = found_by(literal)
            before = literal.index(characters)
            (pair,) = memoryview(_coded(characters)).cast("I")
            by_pair.setdefault(pair, []).append(literal + chr(before) + chr(number + _NUMBER_ZERO))
    longer = [_SEPARATOR.join(by_pair[pair]) for pair in sorted(by_pair)]
    return Table(
        f"[{''.join(map(escape, singles))}]" if singles else "",
        _SEPARATOR.join(literal + chr(numbers[literal] + _NUMBER_ZERO) for literal in singles),
        array("I", sorted(by_pair)).tobytes(),
        "".join(longer),
        array("I", accumulate(map(len, longer))).tobytes(),
    )


def spelled(table: Table) -> Iterator[tuple[str, int]]:
    """Each literal and its number."""
    yield from _single(table.singles)
    start = 0
    for end in memoryview(table.ends).cast("I"):
        yield from ((literal, number) for literal, _, number in _longer(table.longer[start:end]))
        start = end


def _single(literals: str) -> Iterator[tuple[str, int]]:
    for entry in literals.split(_SEPARATOR) if literals else ():
        yield entry[0], ord(entry[-1]) - _NUMBER_ZERO


def _longer(literals: str) -> list[tuple[str, int, int]]:
    """Each literal, the count of characters in front of its pair, and its number."""
    entries = literals.split(_SEPARATOR)
    return [(entry[:-2], ord(entry[-2]), ord(entry[-1]) - _NUMBER_ZERO) for entry in entries]


class Literals:
    """A finder of literals in one text after another."""

    def __init__(self, table: Table, count: int) -> None:
        self._table = table
        self._count = count  # of numbers
        self._expected = 0  # code points in all
        self._find: Finder = self._look
        self._is_ready = False  # whether the automaton was tried

    def expect(self, length: int) -> None:
        """Expect so many more code points to search."""
        self._expected += length

    def places(self, text: str) -> Places:
        """The starts of the literals of each number, in no order.

        A few places may be false: the automaton reads two bytes for a character, and also matches
        across two characters, or in characters beyond 16 bits.
        """
        if self._expected >= _WORTH_AUTOMATON and not self._is_ready:
            self._is_ready = True
            self._find = _automaton(dict(spelled(self._table))) or self._look
        places: Places = [[] for _ in range(self._count)]
        self._find(text, places)
        return places

    def _look(self, text: str, starts: Places) -> None:
        """Search by two characters of each literal, which needs little preparation."""
        if self._table.single:
            for match in compiled(self._table.single).finditer(text):
                starts[self._singles[match[0]]].append(match.start())
        for pair, places in _pairs(text, self._pairs).items():
            beside: dict[int, set[str]] = {}  # the characters next to the pair, in front or behind
            for literal, before, number in _longer(self._literals_of(pair)):
                if len(literal) == 2:
                    starts[number] += places
                    continue
                step = -1 if before else 2
                if step not in beside:
                    beside[step] = {text[at + step : at + step + 1] for at in places}
                if literal[before + step] in beside[step]:
                    possible = (at - before for at in places)
                    starts[number] += [at for at in possible if text.startswith(literal, at)]

    def _literals_of(self, pair: int) -> str:
        number, ends = self._pairs[pair], self._ends
        return self._table.longer[ends[number - 1] if number else 0 : ends[number]]

    @cached_property
    def _singles(self) -> dict[str, int]:
        return dict(_single(self._table.singles))

    @cached_property
    def _pairs(self) -> dict[int, int]:
        pairs = memoryview(self._table.pairs).cast("I")
        return dict(zip(pairs, range(len(pairs)), strict=True))

    @cached_property
    def _ends(self) -> memoryview[int]:
        return memoryview(self._table.ends).cast("I")


def _pairs(text: str, known: Container[int]) -> dict[int, list[int]]:
    """The places of known pairs of characters, by the pair."""
    places: dict[int, list[int]] = {}
    coded = memoryview(_coded(text))
    for shift in (0, 1):  # pairs from even offsets, then from odd ones
        count = (len(text) - shift) // 2
        pairs = coded[2 * shift : 2 * shift + 4 * count].cast("I")
        for number in compress(range(count), map(known.__contains__, pairs)):
            places.setdefault(pairs[number], []).append(2 * number + shift)
    return places


def _automaton(numbers: Mapping[str, int]) -> Finder | None:
    if os.environ.get("KANWU_SCANNER") == "standard":  # to test platforms without it
        return None
    try:
        from ahocorasick_rs import BytesAhoCorasick, Implementation
    except ImportError:  # no wheel for this platform
        return None
    # Building it takes a fifth of the time of the dense kind, and searching takes about as long.
    kind = Implementation.ContiguousNFA
    number_of = list(numbers.values())
    coded = [_coded(literal, _HIGH_FIRST) for literal in numbers]
    find = BytesAhoCorasick(coded, implementation=kind).find_matches_as_indexes

    def look(text: str, starts: Places) -> None:
        for index, start, _ in find(_coded(text, _HIGH_FIRST), overlapping=True):
            starts[number_of[index]].append(start >> 1)

    return look


def _coded(text: str, codec: str = "utf-16") -> bytes:
    """The lower 16 bits of each code point, which the automaton reads in the fewest steps.

    UTF-8 would take three steps for a character, and as long again to count characters.
    """
    mark = 2 if codec == "utf-16" else 0  # bytes of the mark of the machine's own order
    code = text.encode(codec, "surrogatepass")[mark:]
    if len(code) == 2 * len(text):
        return code
    return _coded("".join(chr(ord(char) & 0xFFFF) for char in text), codec)

"""Where literals stand in a text: thousands of them, found in one pass."""

from __future__ import annotations

import os
from itertools import accumulate, compress

from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING, NamedTuple, cached_property

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    # Where literals start, by number.
    Places = list[list[int]]
    # Looks through a text, and adds the places of what it finds.
    Finder = Callable[[str, Places], None]

# Code points in all, from which on the automaton is worth making: that takes as long as to look
# through so many without it.
_MUCH = 200_000
# The order of bytes in which literals are seldom found across two characters.
_HIGH_FIRST = "utf-16-be"
_LEAST = 0x100  # stands for the number 0
_APART = "\ufffc"  # stands between two literals, in none of which it stands itself


class Table(NamedTuple):
    """Literals and the number that each is known by, as texts: read at once, however many.

    Each literal is followed by its number, as the character of a code point; one that is found by
    two of its characters, by how many stand in front of these, before that.
    """

    single: str  # the class of the literals of one character; empty if there are none
    singles: str  # these literals
    pairs: bytes  # two characters of each of the longer ones, each pair once, in order, by `_coded`
    longer: str  # for each pair the literals that are found by it, one pair's behind another's
    ends: bytes  # of those of each pair, in 32 bits


def table(numbers: Mapping[str, int]) -> Table:
    """The literals, none of which holds _APART, with their numbers."""
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
            by_pair.setdefault(pair, []).append(literal + chr(before) + chr(number + _LEAST))
    longer = [_APART.join(by_pair[pair]) for pair in sorted(by_pair)]
    return Table(
        f"[{''.join(map(escape, singles))}]" if singles else "",
        _APART.join(literal + chr(numbers[literal] + _LEAST) for literal in singles),
        array("I", sorted(by_pair)).tobytes(),
        "".join(longer),
        array("I", accumulate(map(len, longer))).tobytes(),
    )


def spelled(by: Table) -> Iterator[tuple[str, int]]:
    """Each literal and its number."""
    yield from _single(by.singles)
    start = 0
    for end in memoryview(by.ends).cast("I"):
        yield from ((literal, number) for literal, _, number in _longer(by.longer[start:end]))
        start = end


def _single(literals: str) -> Iterator[tuple[str, int]]:
    for one in literals.split(_APART) if literals else ():
        yield one[0], ord(one[-1]) - _LEAST


def _longer(literals: str) -> list[tuple[str, int, int]]:
    """Each literal, how many characters stand in front of its pair, and its number."""
    return [(one[:-2], ord(one[-2]), ord(one[-1]) - _LEAST) for one in literals.split(_APART)]


class Literals:
    """Literals to be looked for in text after text."""

    def __init__(self, by: Table, count: int) -> None:
        self._table = by
        self._count = count  # of numbers
        self._expected = 0  # code points in all
        self._find: Finder = self._look
        self._is_ready = False  # whether the automaton, if there is one, was made

    def expect(self, length: int) -> None:
        """Be told that so many more code points are to be looked through."""
        self._expected += length

    def places(self, text: str) -> Places:
        """Where the literals of each number start, in no order.

        A few of the places may be those of nothing: what the automaton reads has two bytes for a
        character, and a literal is also found across them, or a character beyond 16 bits.
        """
        if self._expected >= _MUCH and not self._is_ready:
            self._is_ready = True
            self._find = _automaton(dict(spelled(self._table))) or self._look
        found: Places = [[] for _ in range(self._count)]
        self._find(text, found)
        return found

    def _look(self, text: str, found: Places) -> None:
        """Look by two characters of each literal: little needs to be made ready for that."""
        if self._table.single:
            for match in compiled(self._table.single).finditer(text):
                found[self._singles[match[0]]].append(match.start())
        for pair, places in _pairs(text, self._pairs).items():
            beside: dict[int, set[str]] = {}  # the characters right in front of the pair, or behind
            for literal, before, number in _longer(self._found_by(pair)):
                if len(literal) == 2:
                    found[number] += places
                    continue
                by = -1 if before else 2
                if by not in beside:
                    beside[by] = {text[at + by : at + by + 1] for at in places}
                if literal[before + by] in beside[by]:
                    starts = (at - before for at in places)
                    found[number] += [at for at in starts if text.startswith(literal, at)]

    def _found_by(self, pair: int) -> str:
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

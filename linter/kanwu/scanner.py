"""One pass over a text for all local checks together.

Every match of a check's expression holds one of its anchors (see anchors.py). All anchors of all
checks are found in one pass; at each, the expression itself is tried in place. So the work grows
with what is found, not with the number of rules. The result is that of every check's own loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kanwu.anchors import anchors_of
from kanwu.expression import compiled
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.document import Document
    from kanwu.hit import Hit
    from kanwu.rule import LocalCheck

    # Finds all of some literals in a text: (number of the literal, offset), in order of offsets.
    Finder = Callable[[str], Iterable[tuple[int, int]]]

_PIECE = 1 << 16  # code points scanned at a time: what is found in them stays in the cache


class Scanner:
    """All local checks, ready to run over documents."""

    def __init__(self, checks: Sequence[LocalCheck]) -> None:
        self._checks = checks
        self._match = [compiled(check.expression).match for check in checks]
        anchors = [anchors_of(check.expression) for check in checks]
        self._alone = [number for number, found in enumerate(anchors) if not found]
        self._routes: dict[str, list[tuple[int, int]]] = {}
        for number, found in enumerate(anchors):
            for distance, literal in sorted(found or ()):
                self._routes.setdefault(literal, []).append((number, distance))
        self._finders = list(_finders(self._routes))

    def hits(self, document: Document, given_up: set[int]) -> Iterator[tuple[int, Hit]]:
        """What the checks find, with the number of the check; each check's in reading order.

        The numbers of checks whose time limit ran out are added to `given_up`.
        """
        behind = [0] * len(self._checks)  # where each check's last match ends
        for base, end in _pieces(document.prose):
            for number, starts in self._starts(document.prose[base:end], base):
                if number in given_up:
                    continue
                try:
                    yield from self._confirmed(document, number, starts, behind)
                except TimeoutError:
                    given_up.add(number)
        for number in self._alone:
            try:
                for hit in self._checks[number](document):
                    yield number, hit
            except TimeoutError:
                given_up.add(number)

    def _starts(self, piece: str, base: int) -> Iterator[tuple[int, list[int]]]:
        """Where each check's expression might match: all of its anchors' places, in order."""
        starts: dict[int, list[int]] = {}
        for routes, places in self._finders:
            for literal, offset in places(piece):
                for number, distance in routes[literal]:
                    starts.setdefault(number, []).append(base + offset - distance)
        for number, found in starts.items():
            found.sort()
            yield number, found

    def _confirmed(
        self, document: Document, number: int, starts: list[int], behind: list[int]
    ) -> Iterator[tuple[int, Hit]]:
        match, prose, last = self._match[number], document.prose, behind[number]
        for start in starts:
            if start >= last and (matched := match(prose, start)):
                last = matched.end()
                if hit := self._checks[number].hit(document, matched):
                    yield number, hit
        behind[number] = last


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in stretches that end at paragraph ends: no anchor holds one."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield start, end
        start = end


def _finders(
    routes: dict[str, list[tuple[int, int]]],
) -> Iterator[tuple[list[list[tuple[int, int]]], Finder]]:
    """Single characters in a pass over one class, longer literals in one automaton."""
    singles = sorted(literal for literal in routes if len(literal) == 1)
    if singles:
        yield [routes[literal] for literal in singles], _characters_finder(singles)
    longer = sorted(literal for literal in routes if len(literal) > 1)
    if longer:
        yield [routes[literal] for literal in longer], _literals_finder(longer)


def _characters_finder(characters: list[str]) -> Finder:
    from re import escape

    number = {char: at for at, char in enumerate(characters)}
    found = compiled(f"[{''.join(map(escape, characters))}]").finditer
    return lambda text: ((number[match[0]], match.start()) for match in found(text))


def _literals_finder(literals: list[str]) -> Finder:
    try:
        from ahocorasick_rs import AhoCorasick
    except ImportError:  # no wheel for this platform
        return _pairs_finder(literals)
    found = AhoCorasick(literals).find_matches_as_indexes
    return lambda text: ((number, start) for number, start, _ in found(text, overlapping=True))


def _pairs_finder(literals: list[str]) -> Finder:
    """The standard library's way: find the first two characters, then compare the rest."""
    from re import escape

    begun: dict[str, list[tuple[int, str]]] = {}
    for number, literal in enumerate(literals):
        begun.setdefault(literal[:2], []).append((number, literal))
    first = "".join({escape(literal[0]) for literal in literals})
    second = "".join({escape(literal[1]) for literal in literals})
    found = compiled(f"[{first}](?=[{second}])").finditer

    def places(text: str) -> Iterator[tuple[int, int]]:
        for match in found(text):
            start = match.start()
            for number, literal in begun.get(text[start : start + 2], ()):
                if text.startswith(literal, start):
                    yield number, start

    return places

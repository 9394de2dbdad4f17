"""The `habitual` check: a pattern with one hit for all matches where they are a habit."""

from __future__ import annotations

from itertools import islice

from kanwu.check import Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from re import Match

    from kanwu.document import Document

# A document with so many matches, so many times as many as right texts, has the habit.
_FEWEST_MATCHES = 6
_TIMES = 4


class Habitual(Pattern):
    """Every match of `pattern`, as in the `pattern` check.

    `rights` maps a text to an expression for the right text. In a document that hardly ever has
    the right text, the first match stands for all: its edits fix all matches, and {others} says
    how many there are.
    """

    rights: Mapping[str, str] = {}

    @property
    def expressions(self) -> tuple[str, ...]:
        return (*super().expressions, *self.rights.values())

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        right = self.rights.get(match[0], "")
        habit = document.once(_habit, self.pattern, match[0], right) if right else ()
        if habit and match.start() != habit[0].start():
            return None
        hit = super().hit(document, match)
        if not habit or hit is None:
            return hit and hit._replace(values={**hit.values, "others": ""})
        hits = [other for same in habit if (other := super(Habitual, self).hit(document, same))]
        edits = tuple(edit for other in hits for edit in other.edits)
        return hit._replace(values={**hit.values, "others": f"等{len(hits)}处"}, edits=edits)


def _habit(document: Document, pattern: str, text: str, right: str) -> tuple[Match[str], ...]:
    """All matches of the text, in a document that hardly ever has the right text."""
    prose = document.prose
    tries = (compiled(pattern).match(prose, place) for place in _places(prose, text))
    matches = tuple(match for match in tries if match and match[0] == text)
    most = len(matches) // _TIMES
    rights = sum(1 for _ in islice(compiled(right).finditer(prose), most + 1))
    return matches if len(matches) >= _FEWEST_MATCHES and rights <= most else ()


def _places(prose: str, text: str) -> Iterator[int]:
    at = prose.find(text)
    while at >= 0:
        yield at
        at = prose.find(text, at + 1)

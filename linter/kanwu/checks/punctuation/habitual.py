"""The `habitual` check: a pattern of which one finding stands for all where it is a habit."""

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

# So many, and so many times more than what is right, are the habit of a document.
_MANY = 6
_TIMES = 4


class Habitual(Pattern):
    """Every match of `pattern`, as by that check.

    A row of `rights` says what should stand where a text is found, as an expression. In a document
    that hardly ever has it, the first such match stands for all: its edits mend them all, and
    {others} says how many they are.
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
        found = super().hit(document, match)
        if not habit or found is None:
            return found and found._replace(values={**found.values, "others": ""})
        hits = [hit for one in habit if (hit := super(Habitual, self).hit(document, one))]
        edits = tuple(edit for hit in hits for edit in hit.edits)
        return found._replace(values={**found.values, "others": f"等{len(hits)}处"}, edits=edits)


def _habit(document: Document, pattern: str, text: str, right: str) -> tuple[Match[str], ...]:
    """All matches that are the text, in a document that hardly ever has what is right."""
    prose = document.prose
    tried = (compiled(pattern).match(prose, place) for place in _places(prose, text))
    found = tuple(one for one in tried if one and one[0] == text)
    most = len(found) // _TIMES
    rights = sum(1 for _ in islice(compiled(right).finditer(prose), most + 1))
    return found if len(found) >= _MANY and rights <= most else ()


def _places(prose: str, text: str) -> Iterator[int]:
    at = prose.find(text)
    while at >= 0:
        yield at
        at = prose.find(text, at + 1)

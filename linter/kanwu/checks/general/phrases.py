"""The `phrases` check: a list of expressions, each with advice on its matches."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_match
from kanwu.structure.mention import is_mentioned
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from re import Match

    from kanwu.document import Document

    # The columns of an expression: `right`, the text to write instead; `unless`, an expression
    # around matches that are right; `mode`, doubtful or off; `note`.
    Row = Mapping[str, str]

_NEVER = "(?!)"
_NAME = r"\(\?P<(\w+)>"
_GROUP = r"\(\?P(?P<use>[<=])(?=[^\W\d])"


class Phrases(LocalCheck):
    """Each match of an expression that is a key of `words`, or of its group `span`.

    In `right` and `note`, {group} is the text of a named group. Where several expressions match,
    the first one counts. A match within a match of `unless` is passed over, and so is one that
    the text only speaks of. Expressions whose mode is off count with `every`.
    """

    words: Mapping[str, Mapping[str, str]]
    unless: tuple[str, ...] = ()
    every: bool = False

    @property
    def expression(self) -> str:
        return "|".join(self.branches)

    @property
    def branches(self) -> tuple[str, ...]:
        return tuple(self._branches()) or (_NEVER,)

    @property
    def expressions(self) -> tuple[str, ...]:
        unless = (row.get("unless", "") for row in self.words.values())
        return (self.expression, *self.branches, *filter(None, unless), *self.unless)

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        marker, prose = match.lastgroup or "", document.prose
        source, row = self._rows[int(marker.removeprefix("row"))]
        # The groups of this row only: all rows together have hundreds.
        own = {name: f"{marker}_{name}" for name in compiled(_NAME).findall(source)}
        span = Span(*match.span(own.get("span", 0)))
        unless = (*filter(None, [row.get("unless")]), *self.unless)
        if any(in_match(source, prose, span) for source in unless):
            return None
        if is_mentioned(prose, span):
            return None
        return _hit(row, span, {name: match[full] or "" for name, full in own.items()})

    def _branches(self) -> Iterator[str]:
        for number, (source, row) in enumerate(self.words.items()):
            if self.every or row.get("mode") != "off":
                yield f"(?:{_renamed(source, number)})(?P<row{number}>)"

    @cached_property
    def _rows(self) -> list[tuple[str, Row]]:
        return list(self.words.items())


def _hit(row: Row, span: Span, groups: Mapping[str, str]) -> Hit:
    instead, note = (row.get(column, "").format_map(groups) for column in ("right", "note"))
    edits = (Edit(span, instead),) if instead else ()
    values = {**groups, "instead": instead, "note": note}
    return Hit(span, values, edits, doubtful=row.get("mode") == "doubtful")


def _renamed(source: str, number: int) -> str:
    """The expression with names of groups that no other row has."""
    return compiled(_GROUP).sub(rf"(?P\g<use>row{number}_", source)

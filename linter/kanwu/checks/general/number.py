"""The `number` check: a pattern for numbers that leaves titles and quotations alone."""

from __future__ import annotations

from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_quotation, in_title
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Mapping
    from re import Match

    from kanwu.document import Document


class Number(Pattern):
    """The hits of the `pattern` check for numbers.

    With `rising`, the number in the group `first`, if any, must be less than that in `second`.
    Each character in a key of `exchange` becomes its value. An edit is doubtful where the text does
    not match `sure`, and within “ ”. Matches within 《 》 are passed over; with `in_titles`, they
    are hits without an edit.
    """

    rising: bool = False
    exchange: Mapping[str, str] = {}
    sure: str | None = None
    in_titles: bool = False

    @property
    def expressions(self) -> tuple[str, ...]:
        return (*super().expressions, *filter(None, (self.sure,)))

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        values, span = match.groupdict(""), self._span(match)
        if self.rising and not _rises(values):
            return None
        titled = in_title(match.string, span.start)
        if (titled and not self.in_titles) or self._is_passed_over(document, span):
            return None
        edits = () if titled else self._edits(match.string, span, values)
        return Hit(span, values, edits, bool(edits) and self._is_doubtful(match.string, span))

    @cached_property
    def _written(self) -> dict[int, str]:
        return {ord(char): other for row, other in self.exchange.items() for char in row}

    def _span(self, match: Match[str]) -> Span:
        return Span(*match.span("span" if "span" in match.re.groupindex else 0))

    def _edits(self, prose: str, span: Span, values: Mapping[str, str]) -> tuple[Edit, ...]:
        if self.exchange:
            return (Edit(span, prose[span.start : span.end].translate(self._written)),)
        return super()._edits(prose, span, values)

    def _is_doubtful(self, prose: str, span: Span) -> bool:
        if self.sure and not compiled(self.sure).search(prose, span.start, span.end):
            return True
        return in_quotation(prose, span.start)


def _rises(values: Mapping[str, str]) -> bool:
    first, second = (values[name].replace("−", "-") for name in ("first", "second"))
    return not first or not second or float(first) < float(second)

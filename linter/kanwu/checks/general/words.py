"""The `words` check: words of a list, each with the word to use instead."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.boundary import is_divided
from kanwu.structure.mention import is_mentioned
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match

    from kanwu.document import Document

    # The columns of a word: `right`, the word to use instead; `unless`, right phrases with the
    # word; `mode`, doubtful or off; `note`.
    Row = Mapping[str, str]

_NEVER = "(?!)"


class Words(LocalCheck):
    """Each key of `words`, the longest where several start at one place.

    A word is passed over within one of its own phrases or one of `unless`, where its two
    characters belong to two common words, where the text only speaks of it, and in front of a
    match of `unless_before`. Words whose mode is off count with `every`. In front of a match of
    `doubtful_before`, the edit may change the meaning.
    """

    words: Mapping[str, str | Mapping[str, str]]
    unless: tuple[str, ...] = ()
    unless_before: str | None = None
    doubtful_before: str | None = None
    every: bool = False

    @property
    def expression(self) -> str:
        return _any_of(word for word, row in self._rows.items() if row.get("mode") != "off")

    @property
    def expressions(self) -> tuple[str, ...]:
        return (self.expression, *filter(None, [self.unless_before, self.doubtful_before]))

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        span, row = Span(*match.span()), self._rows[match[0]]
        phrases = [*row.get("unless", "").split(), *self.unless]
        near = max(map(len, phrases), default=0)
        around = document.prose[max(0, span.start - near) : span.end + near]
        if any(phrase in around and _lies_within(phrase, span, match) for phrase in phrases):
            return None
        if is_divided(document.prose, span) or is_mentioned(document.prose, span):
            return None
        if _is_before(self.unless_before, match):
            return None
        right = row.get("right", "")
        edits = (_edit(match.string, span, right),) if right else ()
        values = {"instead": right, "note": row.get("note", "")}
        doubtful = row.get("mode") == "doubtful" or _is_before(self.doubtful_before, match)
        return Hit(span, values, edits, doubtful)

    @cached_property
    def _rows(self) -> dict[str, Row]:
        rows = {
            word: {"right": row} if isinstance(row, str) else row
            for word, row in self.words.items()
        }
        if not self.every:
            return rows
        return {word: {**row, "mode": ""} for word, row in rows.items()}


def _is_before(source: str | None, match: Match[str]) -> bool:
    return bool(source and compiled(source).match(match.string, match.end()))


def _edit(prose: str, span: Span, right: str) -> Edit:
    """The edit of the word; of 疯疯颠颠 both halves, as of 疯颠 within it."""
    start, end = span
    word = prose[start:end]
    doubled = prose[start - 1 : end + 1] == f"{word[0]}{word}{word[-1]}" if start else False
    if doubled and len(word) == len(right) == 2:
        return Edit(Span(start - 1, end + 1), "".join(char * 2 for char in right))
    return Edit(span, right)


def _lies_within(phrase: str, span: Span, match: Match[str]) -> bool:
    """Whether the phrase stands around the match."""
    word, prose = match[0], match.string
    at = phrase.find(word)
    while at >= 0:
        if prose.startswith(phrase, max(0, span.start - at)):
            return True
        at = phrase.find(word, at + 1)
    return False


def _any_of(words: Iterable[str]) -> str:
    from re import escape

    return "|".join(map(escape, sorted(words, key=len, reverse=True))) or _NEVER

"""The `words` check: words of a list, each with the word to use instead."""

from __future__ import annotations

from kanwu.hit import Edit, Hit
from kanwu.rule import LocalCheck
from kanwu.text import Span
from kanwu.value import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match

    from kanwu.document import Document


class Words(LocalCheck):
    """Each key of `words`, the longest where several start at one place.

    A word is passed over where it lies within one of the phrases of `unless`.
    """

    words: Mapping[str, str]
    unless: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        return _any_of(self.words)

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        span, wrong = Span(*match.span()), match[0]
        if any(self._covers(phrase, document.prose, span) for phrase in self._phrases(wrong)):
            return None
        right = self.words[wrong]
        edits = (Edit(span, right),) if right else ()
        return Hit(span, {"instead": right}, edits)

    def _phrases(self, wrong: str) -> list[str]:
        return self._phrases_of.get(wrong, [])

    @cached_property
    def _phrases_of(self) -> dict[str, list[str]]:
        return {
            word: holding
            for word in self.words
            if (holding := [phrase for phrase in self.unless if word in phrase])
        }

    @staticmethod
    def _covers(phrase: str, text: str, span: Span) -> bool:
        width = span.end - span.start
        starts = range(max(0, span.end - len(phrase)), span.start + 1)
        return any(text.startswith(phrase, start) for start in starts) and len(phrase) >= width


def _any_of(words: Iterable[str]) -> str:
    from re import escape

    return "|".join(map(escape, sorted(words, key=len, reverse=True)))

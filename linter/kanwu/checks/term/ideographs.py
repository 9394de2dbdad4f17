"""The `ideographs` check: Chinese characters of a list, each with the one to write instead."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.structure.mention import is_mentioned
from kanwu.structure.script import telling
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple, cached_property

if TYPE_CHECKING:
    from collections.abc import Mapping
    from re import Match

    from kanwu.document import Document

_MOST = 4  # characters in a row of which a phrase is looked for
_NEAR = 60  # code points of a title or quotation on either side
_OPENED = r"[《〈“「『][^《》〈〉“”「」『』\n]*\Z"
_REST = r"[^《》〈〉“”「」『』\n]*(?=[》〉”」』])"
_FEWEST = 5  # telling characters of a document or paragraph
_FEWEST_QUOTED = 2


class _Found(NamedTuple):
    span: Span
    instead: str
    doubtful: bool


class Ideographs(LocalCheck):
    """Characters and phrases of `words`; of characters, all that stand in a row as one.

    A phrase is found by the first character that is to be another one. Nothing is said of what is
    written in traditional characters, be it the document, a paragraph, or a title or quotation
    with two of the listed ones; nor of what the text only speaks of. Edits of words whose mode is
    `doubtful` might change the meaning. The other options are those of `pattern`.
    """

    words: Mapping[str, Mapping[str, str]]
    unless: tuple[str, ...] = ()
    unless_paragraph: str | None = None

    @property
    def expression(self) -> str:
        return self._expression

    @property
    def expressions(self) -> tuple[str, ...]:
        return self._pattern.expressions

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        found = self._characters(match) or self._phrase(match)
        if found is None or _is_traditional(document, 0, len(document.prose)):
            return None
        if self._pattern.hit(document, match) is None or self._is_fine(document, found.span):
            return None
        edits = (Edit(found.span, found.instead),)
        return Hit(found.span, {"instead": found.instead}, edits, found.doubtful)

    def _characters(self, match: Match[str]) -> _Found | None:
        """The first of the characters, with those right behind it."""
        listed = compiled(f"{self._class}+").search(match.string, *match.span())
        if listed is None:
            return None
        rows = [self.words[one] for one in listed[0]]
        doubtful = any(row.get("mode") == "doubtful" for row in rows)
        return _Found(Span(*listed.span()), "".join(row["right"] for row in rows), doubtful)

    def _phrase(self, match: Match[str]) -> _Found | None:
        for offset in range(match.start(), min(match.end(), match.start() + _MOST)):
            for phrase, distance in self._phrases.get(match.string[offset], ()):
                start = offset - distance
                if match.string.startswith(phrase, max(0, start)):
                    row = self.words[phrase]
                    span = Span(start, start + len(phrase))
                    return _Found(span, row["right"], row.get("mode") == "doubtful")
        return None

    def _is_fine(self, document: Document, span: Span) -> bool:
        """Whether the text only speaks of the span, or is in traditional characters there."""
        if is_mentioned(document.prose, span):
            return True
        if _is_traditional(document, *document.paragraph(span.start)):
            return True
        passage = _passage(document.prose, span)
        if passage is None or document.once(telling, *passage).simplified:
            return False
        listed = compiled(self._class).finditer(document.prose, *passage)
        return sum(1 for _ in listed) >= _FEWEST_QUOTED

    @cached_property
    def _pattern(self) -> Pattern:
        return Pattern(
            pattern=self._expression, unless=self.unless, unless_paragraph=self.unless_paragraph
        )

    @cached_property
    def _class(self) -> str:
        return f"[{''.join(word for word in self.words if len(word) == 1)}]"

    @cached_property
    def _expression(self) -> str:
        either = f"{self._class[:-1]}{''.join(self._phrases)}]"
        first = [self._class] if len(self._class) > 2 else []
        # 著 and 覆 stand in every other report: only within their phrases is there more to ask.
        first += (
            f"{char}(?:{'|'.join(_around(phrase, at) for phrase, at in phrases)})"
            for char, phrases in self._phrases.items()
        )
        return f"(?:{'|'.join(first)}){either}*"

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[str, int]]]:
        """The phrases by the character that is to be another, with how far behind it stands."""
        found: dict[str, list[tuple[str, int]]] = {}
        for phrase, row in self.words.items():
            if len(phrase) > 1:
                at = next(at for at, one in enumerate(phrase) if one != row["right"][at])
                found.setdefault(phrase[at], []).append((phrase, at))
        return found


def _around(phrase: str, at: int) -> str:
    """What makes the character that the phrase has there, just read, a part of it."""
    before = f"(?<={phrase[: at + 1]})" if at else ""
    behind = f"(?={phrase[at + 1 :]})" if phrase[at + 1 :] else ""
    return before + behind


def _is_traditional(document: Document, start: int, end: int) -> bool:
    count = document.once(telling, start, end)
    return count.traditional >= max(_FEWEST, count.simplified + 1)


def _passage(prose: str, span: Span) -> Span | None:
    """What the marks of a title or quotation around the span enclose, if they are near."""
    before = compiled(_OPENED).search(prose, max(0, span.start - _NEAR), span.start)
    behind = compiled(_REST).match(prose, span.end, span.end + _NEAR)
    return Span(before.start() + 1, behind.end()) if before and behind else None

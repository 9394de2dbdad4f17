"""The `ideographs` check: Chinese characters of a list, each with its replacement."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.structure.mention import is_mentioned
from kanwu.structure.persons import is_name_alone, may_be_in_name
from kanwu.structure.script import holds_simplified, telling
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple, cached_property

if TYPE_CHECKING:
    from collections.abc import Mapping
    from re import Match

    from kanwu.document import Document

_MOST_CHARACTERS = 4  # in a row, at which a phrase is looked for
_LONGEST_SIDE = 60  # code points of a title or quotation on either side
_OPENED = r"[《〈“「『][^《》〈〉“”「」『』\n]*\Z"
_REST = r"[^《》〈〉“”「」『』\n]*(?=[》〉”」』])"
_RUN = r"(.)\1{3}"  # of one character: a rule, or a font that is not known
_FEWEST_TRADITIONAL = 5  # telling characters in a document or paragraph
_ACCOUNT = r"@(\w{2,20})"
_QUOTES = ("“”", "‘’", "「」", "『』")
_FEWEST_ALONE = 3  # of them in a paragraph without simplified ones
_FEWEST_QUOTED = 2  # listed characters in a title or quotation


class _Replacement(NamedTuple):
    span: Span
    instead: str
    doubtful: bool


class Ideographs(LocalCheck):
    """Characters and phrases of `words`; characters in a row are one hit.

    A phrase is found by its first wrong character. A document, a paragraph, a title or a quotation
    in traditional characters has no hits, and neither has a document without any simplified one,
    Japanese, a cell with a name of a person, the name of an account, or a character that the text
    only speaks of. Edits of words with the mode `doubtful`, and in what may be a name of a person,
    may change the meaning. The other options are those of `pattern`.
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
        replacement = self._characters(match) or self._phrase(match)
        if replacement is None or _is_traditional(document, 0, len(document.prose)):
            return None
        if not document.once(holds_simplified):
            return None
        span, instead, doubtful = replacement
        if self._pattern.hit(document, match) is None or self._is_right(document, span):
            return None
        if document.once(_holds_hiragana, *document.paragraph(span.start)):
            return None
        if is_name_alone(document.prose, document.paragraph(span.start), span):
            return None
        doubtful = doubtful or may_be_in_name(document.prose, span)
        return Hit(span, {"instead": instead}, (Edit(span, instead),), doubtful)

    def _characters(self, match: Match[str]) -> _Replacement | None:
        """The first listed character, with the listed characters right behind."""
        listed = compiled(f"{self._class}+").search(match.string, *match.span())
        if listed is None or compiled(_RUN).match(listed[0]):
            return None
        rows = [self.words[character] for character in listed[0]]
        doubtful = any(row.get("mode") == "doubtful" for row in rows)
        return _Replacement(Span(*listed.span()), "".join(row["right"] for row in rows), doubtful)

    def _phrase(self, match: Match[str]) -> _Replacement | None:
        for offset in range(match.start(), min(match.end(), match.start() + _MOST_CHARACTERS)):
            for phrase, distance in self._phrases.get(match.string[offset], ()):
                start = offset - distance
                if match.string.startswith(phrase, max(0, start)):
                    row = self.words[phrase]
                    span = Span(start, start + len(phrase))
                    return _Replacement(span, row["right"], row.get("mode") == "doubtful")
        return None

    def _is_right(self, document: Document, span: Span) -> bool:
        """Whether the text only speaks of the span, or has traditional characters there."""
        if is_mentioned(document.prose, span) or _is_quoted_alone(document.prose, span):
            return True
        if _is_in_account(document, span):
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
        # 著 and 覆 stand in every other report; outside their phrases they cost nothing more.
        first += (
            f"{char}(?:{'|'.join(_around(phrase, at) for phrase, at in phrases)})"
            for char, phrases in self._phrases.items()
        )
        return f"(?:{'|'.join(first)}){either}*"

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[str, int]]]:
        """The phrases by their first wrong character, each with its position."""
        phrases: dict[str, list[tuple[str, int]]] = {}
        for phrase, row in self.words.items():
            if len(phrase) > 1:
                at = next(at for at, char in enumerate(phrase) if char != row["right"][at])
                phrases.setdefault(phrase[at], []).append((phrase, at))
        return phrases


def _around(phrase: str, at: int) -> str:
    """The expression for the rest of the phrase around the character at the position."""
    before = f"(?<={phrase[: at + 1]})" if at else ""
    behind = f"(?={phrase[at + 1 :]})" if phrase[at + 1 :] else ""
    return before + behind


def _is_quoted_alone(prose: str, span: Span) -> bool:
    """Whether the span is one character in quotation marks."""
    around = prose[max(0, span.start - 1) : span.start] + prose[span.end : span.end + 1]
    return span.end - span.start == 1 and around in _QUOTES


def _is_in_account(document: Document, span: Span) -> bool:
    """Whether the span lies in a name that is an account somewhere in the text: @甲某."""
    prose, (start, end) = document.prose, span
    return any(
        prose.find(name, max(0, end - len(name)), start + len(name)) >= 0
        for name in document.once(_accounts)
    )


def _accounts(document: Document) -> set[str]:
    return set(compiled(_ACCOUNT).findall(document.prose))


def _holds_hiragana(document: Document, start: int, end: int) -> bool:
    return compiled("[ぁ-ゖ]").search(document.prose, start, end) is not None


def _is_traditional(document: Document, start: int, end: int) -> bool:
    count = document.once(telling, start, end)
    fewest = _FEWEST_TRADITIONAL if count.simplified else _FEWEST_ALONE
    return count.traditional >= max(fewest, count.simplified + 1)


def _passage(prose: str, span: Span) -> Span | None:
    """The content of the title or quotation around the span."""
    before = compiled(_OPENED).search(prose, max(0, span.start - _LONGEST_SIDE), span.start)
    behind = compiled(_REST).match(prose, span.end, span.end + _LONGEST_SIDE)
    return Span(before.start() + 1, behind.end()) if before and behind else None

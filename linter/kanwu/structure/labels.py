"""Labels with numbers, 图3, 表2-1, 附件1: their captions and their mentions."""

from __future__ import annotations

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

_NUMBER = r"""(?x)
  [ ]?
  (?: (?> (?P<chapter> \d{1,3} [-－–—.．] (?= \d ) )? ) (?P<number> \d{1,3}+ )
    | (?P<chinese> [一二三四五六七八九十]{1,2}+ ) )
  (?! [-－–—.．]?+ \d | [ ]?[份张幅册个套种页] )
"""
_LONGEST_CAPTION = 80  # code points
_STOPS = "。；，"
# Characters between a label and its title.
_DIVIDING = " \t\u3000\u00a0\ufffc：:.．、"
# Characters in front of a mention.
_SPEAKING = "见如由据按照填（("


class Label(NamedTuple):
    """A label: 图2-1 has the kind 图, the chapter 2- and the number 1."""

    span: Span
    kind: str
    chapter: str
    number: int

    @property
    def key(self) -> tuple[str, int]:
        """The chapter and the number, which no two captions of a kind have in common."""
        return self.chapter, self.number


class Caption(NamedTuple):
    """A label at the start of its paragraph, with the title behind; the title may be empty."""

    label: Label
    title: str


class Labels(NamedTuple):
    """All labels of one kind, in order."""

    captions: tuple[Caption, ...]
    mentions: tuple[Label, ...]  # 见图3, but not of another document
    # The keys of all labels at the places of captions, even those without the form of one.
    perhaps: frozenset[tuple[str, int]]


def labels(document: Document, kind: str) -> Labels:
    """The labels of the kind 图, 表 or 附件; ask for them by `document.once(labels, kind)`."""
    captions, mentions, perhaps = [], [], set()
    prose = document.prose
    for label in _labels(prose, kind):
        before = prose[label.span.start - 1] if label.span.start else "\n"
        if before == "\n" or before in INDENT:
            perhaps.add(label.key)
            if caption := _caption(document, label):
                captions.append(caption)
        elif before in _SPEAKING and prose[label.span.start - 2] != "》":
            mentions.append(label)
    return Labels(tuple(captions), tuple(mentions), frozenset(perhaps))


def _labels(prose: str, kind: str) -> Iterator[Label]:
    numbered = compiled(_NUMBER)
    at = prose.find(kind)
    while at >= 0:
        if match := numbered.match(prose, at + len(kind)):
            yield _label(match, kind, at)
        at = prose.find(kind, at + len(kind))


def _label(match: Match[str], kind: str, start: int) -> Label:
    chapter = (match["chapter"] or "").translate(str.maketrans("－–—．", "---."))
    number = from_numeral(match["number"] or match["chinese"]) or 0
    return Label(Span(start, match.end()), kind, chapter, number)


def _caption(document: Document, label: Label) -> Caption | None:
    """The caption at the start of a paragraph or a column; None in front of a sentence."""
    prose = document.prose
    line = document.paragraph(label.span.start)
    text = prose[label.span.end : min(line.end, label.span.end + _LONGEST_CAPTION + 1)].rstrip(
        INDENT
    )
    if label.span.start - line.start > _LONGEST_CAPTION or len(text) > _LONGEST_CAPTION:
        return None
    if text and (text[0] not in _DIVIDING or text[-1] in _STOPS):
        return None
    before = prose[line.start : label.span.start].lstrip(INDENT)
    if before and not before.startswith(label.kind):
        return None
    return Caption(label, text.strip(_DIVIDING))

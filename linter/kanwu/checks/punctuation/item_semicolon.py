"""The `item-semicolon` check: semicolons between items with full stops."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.outline import outline
from kanwu.structure.series import series
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Quotations and notes have full stops of their own.
_ENCLOSED = "“[^”\n]{0,300}”|（[^）\n]{0,300}）|《[^》\n]{0,100}》"
_WHITE = " \t\u3000\u00a0\ufffc\n"
_LONGEST_GAP = 60  # code points of white space between an item and the next token
_STOPS = "；。！？…" + _WHITE  # the end of an item


class ItemSemicolon(Check):
    """Each ； between items, 一是…二是… or （一）…（二）…, if one of them has a 。 within."""

    sign = "；"

    def __call__(self, document: Document) -> Iterator[Hit]:
        wrong: set[Span] = set()
        prose = document.prose
        for tokens in _lists(document):
            if prose.find("。", tokens[0].end, tokens[-1].start) < 0:
                continue  # most lists
            semicolons = _semicolons(prose, tokens)
            if semicolons and _has_sentences(prose, tokens):
                wrong.update(semicolons)
        for span in sorted(wrong):
            yield Hit(span, edits=(Edit(span, "。"),))


def _lists(document: Document) -> Iterator[list[Span]]:
    """The tokens of each series, and the markers of siblings in the outline that count up."""
    for items, _ in document.once(series):
        yield [item.span for item in items]
    headings = document.once(outline)
    lists: list[list[Span]] = []
    list_of: list[list[Span]] = []  # the list of each heading of the outline
    for heading in headings:
        if heading.before is None or heading.number <= headings[heading.before].number:
            lists.append([])
            list_of.append(lists[-1])
        else:
            list_of.append(list_of[heading.before])
        list_of[-1].append(heading.span)
    yield from lists


def _semicolons(prose: str, tokens: list[Span]) -> list[Span]:
    """Each ； at the end of an item of one paragraph, directly before the next token."""
    semicolons = []
    for (_, end), (start, _) in pairwise(tokens):
        at = prose.rfind("；", max(end, start - _LONGEST_GAP), start)
        if at >= 0 and not prose[at + 1 : start].strip(_WHITE) and prose.find("\n", end, at) < 0:
            semicolons.append(Span(at, at + 1))
    return semicolons


def _has_sentences(prose: str, tokens: list[Span]) -> bool:
    """Whether one of the items has a full stop before its end.

    The last item does not count: a sentence behind it may speak of all items.
    """
    for (_, end), (start, _) in pairwise(tokens):
        text = prose[end:start].partition("\n")[0]
        if "。" in text and "。" in compiled(_ENCLOSED).sub("", text).rstrip(_STOPS):
            return True
    return False

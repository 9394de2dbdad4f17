"""The `item-semicolon` check: semicolons between items one of which has a full stop within."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.law import is_law
from kanwu.structure.outline import outline
from kanwu.structure.series import series
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is quoted or noted has full stops of its own.
_ENCLOSED = "“[^”\n]{0,300}”|（[^）\n]{0,300}）|《[^》\n]{0,100}》"
_WHITE = " \t\u3000\u00a0\ufffc\n"
_REACH = 60  # code points of white space, at most, between an item and the next token
_STOPS = "；。！？…" + _WHITE  # what an item ends with


class ItemSemicolon(Check):
    """Each ； between items, 一是…二是… or （一）…（二）…, of which one has 。 within.

    Laws have such items by their own drafting rules.
    """

    sign = "；"

    def __call__(self, document: Document) -> Iterator[Hit]:
        if document.once(is_law):
            return
        found: set[Span] = set()
        prose = document.prose
        for tokens in _lists(document):
            if prose.find("。", tokens[0].end, tokens[-1].start) < 0:  # as in most
                continue
            semicolons = _semicolons(prose, tokens)
            if semicolons and _has_sentences(prose, tokens):
                found.update(semicolons)
        for span in sorted(found):
            yield Hit(span, edits=(Edit(span, "。"),))


def _lists(document: Document) -> Iterator[list[Span]]:
    """The tokens of each series, and the markers of siblings in the outline that count up."""
    for one in document.once(series):
        yield [item.span for item in one.items]
    headings = document.once(outline)
    lists: list[list[Span]] = []
    list_of: list[list[Span]] = []  # by the position of the heading in the outline
    for heading in headings:
        if heading.before is None or heading.number <= headings[heading.before].number:
            lists.append([])
            list_of.append(lists[-1])
        else:
            list_of.append(list_of[heading.before])
        list_of[-1].append(heading.span)
    yield from lists


def _semicolons(prose: str, tokens: list[Span]) -> list[Span]:
    """Each ； that ends an item of one paragraph and stands directly before the next token."""
    found = []
    for (_, end), (start, _) in pairwise(tokens):
        at = prose.rfind("；", max(end, start - _REACH), start)
        if at >= 0 and not prose[at + 1 : start].strip(_WHITE) and prose.find("\n", end, at) < 0:
            found.append(Span(at, at + 1))
    return found


def _has_sentences(prose: str, tokens: list[Span]) -> bool:
    """Whether one of the items has a full stop before its end.

    The last is not asked: what comes behind it may speak of all of them.
    """
    for (_, end), (start, _) in pairwise(tokens):
        said = prose[end:start].partition("\n")[0]
        if "。" in said and "。" in compiled(_ENCLOSED).sub("", said).rstrip(_STOPS):
            return True
    return False

"""The `ordinal-mark` check: the marks behind ordinal words, 第一、 and 首先、."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Match

_WORDS = ("首先", "其次", "再次", "最后")  # in the order of a list
_ORDINAL = rf"""(?x) (?<! [^。；：！？\n \t\u3000\ufffc] )
  (?P<ordinal> [第其] (?P<number> [一二三四五六七八九十]{{1,3}} ) | {"|".join(_WORDS)} ) (?P<mark> [、，：,:] )"""
# Every text with a wrong mark matches this.
_SIGN = rf"(?:[第其][一二三四五六七八九十]{{1,3}}|{'|'.join(_WORDS)})、"


class OrdinalMark(Check):
    """Ordinal words at the start of a clause with 、 behind them instead of `expected`.

    A match of `unless` behind the mark passes the word over. The words of a list are fixed
    together; the fix is doubtful if one of them is passed over.
    """

    sign = _SIGN

    expected: str
    unless: str

    def __call__(self, document: Document) -> Iterator[Hit]:
        matches = compiled(_ORDINAL).finditer(document.prose)
        hits = (hit for words in _lists(matches) for hit in self._hits(document.prose, words))
        yield from sorted(hits, key=lambda hit: hit.span)

    def _hits(self, prose: str, words: list[Match[str]]) -> Iterator[Hit]:
        marked = [word for word in words if word["mark"] == "、"]
        wrong = [word for word in marked if not compiled(self.unless).match(prose, word.end())]
        together = tuple(Span(*word.span()) for word in wrong)
        for word, span in zip(wrong, together, strict=True):
            edit = Edit(Span(*word.span("mark")), self.expected)
            doubtful = len(wrong) < len(marked)
            yield Hit(span, {"ordinal": word["ordinal"]}, (edit,), doubtful, together)


def _lists(matches: Iterable[Match[str]]) -> Iterator[list[Match[str]]]:
    """The words of each list, which count up; a list of another kind may stand within an item."""
    last: dict[str, list[Match[str]]] = {}
    for match in matches:
        words = last.get(kind := _kind(match), [])
        if words and _number(words[-1]) < _number(match):
            words.append(match)
            continue
        if words:
            yield words
        last[kind] = [match]
    yield from last.values()


def _kind(match: Match[str]) -> str:
    return match["ordinal"][0] if match["number"] else ""


def _number(match: Match[str]) -> int:
    if match["number"]:
        return from_numeral(match["number"]) or 0
    return _WORDS.index(match["ordinal"])

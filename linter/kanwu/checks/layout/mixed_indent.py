"""The `mixed-indent` check: paragraphs of running text with another indent than the rest."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.running_text import COLUMNS
from kanwu.structure.white_space import SPACES
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

_SHORTEST_PARAGRAPH = 20  # code points of running text
_FEWEST_PARAGRAPHS = 6  # for a habit
_LARGEST_PART = 0.2  # of the paragraphs, for these to be exceptions
_STOPS = "。！？；"

# Possessive: a paragraph is read once. The first one has no line end in front.
_REST = (
    rf"(?P<indent>[{SPACES}]*+)(?P<text>[^\n{SPACES}][^\n]{{{_SHORTEST_PARAGRAPH - 1},}}+)"
    rf"(?:(?<=[{_STOPS}])|(?<=[{_STOPS}][”’）)]))(?=\n|\Z)"
)
_PARAGRAPH = r"\n" + _REST

# Paragraphs with another indent on purpose: labels, notes, quotations, the text behind a formula.
_SET_APART = (
    r"(?x) [^，。；：\n]{1,14} [：:] | [（(【〔〈<“‘—※*★☆●◆■□▲△◎○•·>|\#{] | [注附图表] \d"
    r"| 其中， | 式中"
)
# A line that ends within a sentence.
_GOES_ON = rf"[^\n]{{{_SHORTEST_PARAGRAPH}}}(?<=[\u3400-\u9fff，、\d])\n{{1,2}}\Z"

_WIDTHS = {" ": 1, "\u00a0": 1, "\t": 4, "\u3000": 2}
_NAMES = {" ": "空格", "\u00a0": "不间断空格", "\t": "制表符", "\u3000": "全角空格"}


class MixedIndent(Check):
    """The indent of a paragraph, or its first character, where most paragraphs have another one.

    A wider indent sets a paragraph apart on purpose. Markdown has no indents.
    """

    sign = rf"[^\n]{{{_SHORTEST_PARAGRAPH}}}"

    def __call__(self, document: Document) -> Iterator[Hit]:
        if document.format == "markdown":
            return
        paragraphs = list(_running_text(document.prose))
        counts: dict[str, int] = {}
        for match in paragraphs:
            counts[match["indent"]] = counts.get(match["indent"], 0) + 1
        usual = max(counts, key=lambda indent: counts[indent], default="")
        others = len(paragraphs) - counts.get(usual, 0)
        if len(paragraphs) < _FEWEST_PARAGRAPHS or not 0 < others < _LARGEST_PART * len(paragraphs):
            return
        for match in paragraphs:
            if match["indent"] != usual and not _is_meant(match, usual):
                span = Span(*match.span("indent"))
                values = {"indent": _named(match["indent"]), "usual": _named(usual)}
                shown = span if span.start < span.end else Span(span.start, span.start + 1)
                yield Hit(shown, values, (Edit(span, usual),))


def _running_text(prose: str) -> Iterator[Match[str]]:
    if first := compiled(_REST).match(prose):
        yield first
    yield from compiled(_PARAGRAPH).finditer(prose)


def _is_meant(match: Match[str], usual: str) -> bool:
    start, end = match.span("text")
    if _width(match["indent"]) > _width(usual) or compiled(_SET_APART).match(match.string, start):
        return True
    if not match["indent"] and compiled(_GOES_ON).search(
        match.string, max(0, start - _SHORTEST_PARAGRAPH - 2), start
    ):
        return True
    return compiled(COLUMNS).search(match.string, start, end) is not None


def _width(indent: str) -> int:
    return sum(_WIDTHS[space] for space in indent)


def _named(indent: str) -> str:
    """The characters of the indent in words."""
    if not indent:
        return "顶格"
    kinds = dict.fromkeys(indent)
    return "缩进" + "、".join(f"{indent.count(kind)}个{_NAMES[kind]}" for kind in kinds)

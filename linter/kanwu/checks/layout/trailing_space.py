"""The `trailing-space` check: white space at the ends of lines."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.white_space import SPACES, TO_FILL_IN
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = "\u3000\u00a0"  # spaces that a page made from Markdown shows at the end of a line
# `re` finds a literal ten times as fast as a class, so the expression looks back at the space.
_BEFORE_END = rf"\n(?<=[{SPACES}]\n)"
_DATE = (
    rf"[{SPACES}]*(?:[12]\d{{3}}|[二一][〇○零一二三四五六七八九]{{3}}|[12]?\d{{0,2}}[XxＸ×]{{2,4}})"
    rf"[{SPACES}]?年[^\n，。]{{1,14}}日[{SPACES}]*$"
)


class TrailingSpace(Check):
    """White space at the end of a line, or a line of white space.

    Room behind a colon, for the reader to fill in, is left on purpose, and so is room to the right
    of a signature and its date. In Markdown, where spaces may break a line, only white space that
    the page shows is a hit.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        lines = document.as_text().prose
        ends = [match.start() for match in compiled(_BEFORE_END).finditer(lines)]
        if lines.endswith(tuple(SPACES)):
            ends.append(len(lines))
        for end in ends:
            start = lines.rfind("\n", 0, end) + 1
            text = lines[start:end].rstrip(SPACES)
            span = Span(start + len(text), end)
            if not _is_meant(document, lines, text, span):
                yield Hit(span, edits=(Edit(span, ""),))


def _is_meant(document: Document, lines: str, text: str, span: Span) -> bool:
    if document.format == "markdown":
        is_prose = bool(text) and document.prose[span.start - 1] == text[-1]
        return not is_prose or not any(space in lines[slice(*span)] for space in _SHOWN)
    if span.end - span.start < 2:
        return False
    # GB/T 9704—2012: the date stands some characters from the right.
    start = span.start - len(text)
    return text.endswith(TO_FILL_IN) or any(
        compiled(_DATE).match(lines, at) for at in (start, span.end + 1, span.end + 2)
    )

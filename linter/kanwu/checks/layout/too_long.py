"""The `too-long` check: sentences or paragraphs of more than so many characters."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import BLANK, INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.law import is_law
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

# What each ends with. The parts of an enumeration, 一是……；二是……。, are counted one by one.
_ENDS = {"sentence": "。！？；…\n", "paragraph": "\n"}
_UNCOUNTED = rf"[ \t\u3000\u00a0\r\n{BLANK}_＿XＸ×＊*○□]"


class TooLong(Check):
    """Each sentence or paragraph of more than `most` characters, placeholders and space apart.

    The articles of a law are as long as they must be.
    """

    of: Literal["sentence", "paragraph"]
    most: int

    def __call__(self, document: Document) -> Iterator[Hit]:
        if document.once(is_law):
            return
        for span in self._spans(document.prose):
            text = document.prose[slice(*span)]
            length = len(compiled(_UNCOUNTED).sub("", text))
            block = document.block(span.start)
            if length > self.most and (block is None or block.kind == "heading"):
                yield Hit(span, {"length": str(length), "most": str(self.most)})

    def _spans(self, prose: str) -> Iterator[Span]:
        """Each with its stop and the closing marks behind that, without its indent."""
        ends = _ENDS[self.of]
        # Short ones are read in a row at once. Possessive: nothing is read twice.
        source = (
            rf"(?:[^{ends}]{{0,{self.most}}}+(?:[{ends}]++|\Z(?<=[^{ends}])))++"
            rf"|(?P<long>[^{ends}]++[^\n”’）)\w]?[”’）)]?)"
        )
        for match in compiled(source).finditer(prose):
            if match.lastgroup:
                start, end = match.span()
                text = match[0]
                start += len(text) - len(text.lstrip(INDENT))
                yield Span(start, end - (len(text) - len(text.rstrip(INDENT))))

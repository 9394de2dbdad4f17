"""The `too-long` check: sentences and paragraphs above a number of characters."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import BLANK, INDENT, Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

# The characters at the end. The parts of an enumeration, 一是……；二是……。, are counted one by one.
_ENDS = {"sentence": "。！？；…\n", "paragraph": "\n"}
_UNCOUNTED = rf"[ \t\u3000\u00a0\r\n{BLANK}_＿XＸ×＊*○□]"


class TooLong(Check):
    """Sentences or paragraphs of more than `most` characters, without placeholders and spaces."""

    of: Literal["sentence", "paragraph"]
    most: int

    def __call__(self, document: Document) -> Iterator[Hit]:
        for span in self._spans(document.prose):
            text = document.prose[slice(*span)]
            length = len(compiled(_UNCOUNTED).sub("", text))
            block = document.block(span.start)
            if length > self.most and (block is None or block.kind == "heading"):
                yield Hit(span, {"length": str(length), "most": str(self.most)})

    def _spans(self, prose: str) -> Iterator[Span]:
        """The long ones with their stop and closing marks, without their indent."""
        ends = _ENDS[self.of]
        # Short ones in a row are one match. Possessive: nothing is read twice.
        source = (
            rf"(?>(?:[^{ends}]{{0,{self.most}}}+(?:[{ends}]++|\Z(?<=[^{ends}])))+)"
            rf"|(?P<long>[^{ends}]++[^\n”’）)\w]?[”’）)]?)"
        )
        for match in compiled(source).finditer(prose):
            if match.lastgroup:
                start, end = match.span()
                text = match[0]
                start += len(text) - len(text.lstrip(INDENT))
                yield Span(start, end - (len(text) - len(text.rstrip(INDENT))))

"""The `outside-list` check: Chinese characters that are not in a list."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.structure.script import telling
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_BASIC = 0xFFFF
_HAN = (0x20000, 0x3FFFF)  # beyond the basic plane
# Other characters of the basic plane; compatibility ideographs belong to another rule.
_OTHER = r"\x00-\u33ff\u4dc0-\u4dff\ua000-\uffff"


class OutsideList(LocalCheck):
    """Every ideograph that is not in `standard`, where white space does not count.

    Documents and paragraphs in traditional characters have no hits.
    """

    standard: str

    @property
    def expression(self) -> str:
        return self._class

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        code = ord(match[0])
        if code > _BASIC and (match[0] in self._standard or not _HAN[0] <= code <= _HAN[1]):
            return None
        span = Span(*match.span())
        for part in (Span(0, len(document.prose)), document.paragraph(span.start)):
            count = document.once(telling, *part)
            if count.traditional > count.simplified:
                return None
        return Hit(span, {"code": f"U+{code:04X}"})

    @cached_property
    def _class(self) -> str:
        # A class with characters beyond the basic plane is a hundred times as slow.
        basic = sorted(char for char in self._standard if char >= "\u3400" and ord(char) <= _BASIC)
        return f"[^{_OTHER}{''.join(basic)}]"

    @cached_property
    def _standard(self) -> frozenset[str]:
        return frozenset("".join(self.standard.split()))

"""The `mixed-width` check: pairs of one half-width and one full-width bracket."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import FULL_WIDTH, MARK
from kanwu.structure.pairs import Pair, pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = r"[A-Za-z_\]\ufffc][(（][\w.,/:#?=&%+-]{0,80}[)）](?<![\u3400-\u9fff][)）])"


class MixedWidth(Check):
    """The half-width bracket of a pair with one full-width bracket, in Chinese text."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        for pair in document.once(pairs).matched:
            narrow = [span for span in pair.spans if prose[span.start] in FULL_WIDTH]
            if len(narrow) == 1 and pair.stands_in_chinese(prose):
                edit = Edit(narrow[0], FULL_WIDTH[prose[narrow[0].start]])
                doubtful = _is_code(prose, pair)
                yield Hit(edit.span, {"expected": edit.text}, (edit,), doubtful)


def _is_code(prose: str, pair: Pair) -> bool:
    """Whether the pair may be a call, f(x）, or the address of a link, [甲](a.md）."""
    return compiled(_CODE).search(prose, max(0, pair.opener - 1), pair.closer + 1) is not None

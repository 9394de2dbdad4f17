"""The `series-missing-shi` check: items without the 是 of the other items in their series."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.series import SIGN, lost_item, series
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = r"""(?x) [\u3400-\u9fff]{1,3}? (?: 公司 | 集团 | 企业 | 股份 | 药业 | 酒店 | 社区 | 学校 | 大学 | 中学 | 小学 | 医院
  | [厂村镇乡县市区](?=[^\u3400-\u9fff]|[从着在以把将党位建]) )"""


class SeriesMissingShi(Check):
    """Items with a number, but without the 是 of the others.

    Within a paragraph, the number of the item behind must be the next one.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for items, _ in document.once(series):
            for item in items:
                if item.bare and not _is_named(document, item.span):
                    yield _hit(item.span)
            for before, item in pairwise(items):
                if numeral := lost_item(document, before, item):
                    yield _hit(numeral)


def _is_named(document: Document, numeral: Span) -> bool:
    """Whether the numeral begins the name of a body or a place: 三和公司."""
    return compiled(_NAME).match(document.prose, numeral.end) is not None


def _hit(numeral: Span) -> Hit:
    return Hit(numeral, edits=(Edit(Span(numeral.end, numeral.end), "是"),))

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
    """Items with a number, but without the 是 of the others; those of a series are fixed together.

    Within a paragraph, the number of the item behind must be the next one.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for items, _ in document.once(series):
            bare = [item.span for item in items if item.bare]
            lost = (lost_item(document, before, item) for before, item in pairwise(items))
            together = tuple(
                sorted(
                    {
                        *(numeral for numeral in bare if not _is_named(document, numeral)),
                        *filter(None, lost),
                    }
                )
            )
            for numeral in together:
                edit = Edit(Span(numeral.end, numeral.end), "是")
                yield Hit(numeral, edits=(edit,), together=together)


def _is_named(document: Document, numeral: Span) -> bool:
    """Whether the numeral begins the name of a body or a place: 三和公司."""
    return compiled(_NAME).match(document.prose, numeral.end) is not None

"""The `mixed-separator` check: lists within a sentence with both 、 and ， between items."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from kanwu.document import Document

_HAN = "[\u3400-\u9fff]"
_UNIT = f"[万亿]?{_HAN}{{1,2}}"
# The lookbehinds turn most marks away at once and save most of the time.
_ITEM = rf"""(?x)
(?P<mark> [，、] )
(?: (?<= \d {_HAN} . ) | (?<= \d {_HAN} {{2}} . ) | (?<= \d [万亿] {_HAN} {{2}} . ) )
(?P<noun> {_HAN} {{1,8}} ) \d{{1,6}} (?: \.\d{{1,2}} )? (?P<unit> {_UNIT} )
(?= [，、。；…] )
"""
_FIRST = rf"{_HAN}{{1,8}}\d{{1,6}}(?:\.\d{{1,2}})?(?P<unit>{_UNIT})\Z"
_NO_NOUN = r"其中|包括|含|较|比|共|达|新增|增加?|减少?|下降|上升|同比|总|合计"
_FEWEST_ITEMS = 4
_LONGEST_FIRST = 20  # code points of the first item


class MixedSeparator(Check):
    """The rarer of 、 and ， in a list of items with numbers of one unit.

    Where ， divides groups of two or more items, the list has two levels, each with its own mark.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        run: list[Match[str]] = []
        for match in compiled(_ITEM).finditer(document.prose):
            if run and (match.start() != run[-1].end() or match["unit"] != run[-1]["unit"]):
                yield from _minority(run)
                run = []
            if not compiled(_NO_NOUN).match(match["noun"]):
                run.append(match)
        yield from _minority(run)


def _minority(run: list[Match[str]]) -> Iterator[Hit]:
    """The marks of the rarer kind in a run of items; each match begins with its mark."""
    if len(run) < _FEWEST_ITEMS - 1:
        return
    start = run[0].start()
    first = compiled(_FIRST).search(run[0].string, max(0, start - _LONGEST_FIRST), start)
    marks = "".join(match["mark"] for match in run)
    if first is None or first["unit"] != run[0]["unit"] or len(set(marks)) < 2:
        return
    groups = [len(group) + 1 for group in marks.split("，")]
    if min(groups) > 1:
        return
    rarer = "、" if marks.count("、") < marks.count("，") else "，"
    usual = "，" if rarer == "、" else "、"
    for match in run:
        if match["mark"] == rarer:
            yield Hit(Span(*match.span("mark")), {"expected": usual})

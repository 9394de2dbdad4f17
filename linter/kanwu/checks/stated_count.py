"""The `stated-count` check: a number of items is stated, and another number is listed."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expression import compiled
from kanwu.hit import Hit
from kanwu.numerals import from_numeral
from kanwu.rule import Check
from kanwu.structure.contents import contents
from kanwu.structure.series import Item, series
from kanwu.text import Span
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

# 三项工作：, right before the first item
_STATED = (
    r"(?P<span>(?P<count>[二两三四五六七八九十]{1,2}|\d{1,2})(?:个方面|[个大项点条类种件]))"
    r"[^，。；：、！？\n“”（）]{0,12}[：:][ ]?$"
)
_BEFORE = 24  # code points that a statement may take
# “四制”（……、……、……）, found by what stands between the name and the list
_LIST = r"”（(?P<list>[^（）“”\n]{3,120})）"
_NAME = r"(?P<span>“(?P<count>[二两三四五六七八九十])[^“”（）\n一二三四五六七八九十]{1,6}”)$"
# （5篇）, alone on its line, above a table of contents.
_PIECES = r"^[ \t\u3000]*[（(](?P<span>共?(?P<count>[一二三四五六七八九十]{1,3}|\d{1,3})篇)[）)][ \t\u3000]*$"
_GOES_ON = r"还有|另外|另一|此外|最后"
_OPEN_ENDED = r"等|…|XX|其中|以及|和$"


class StatedCount(Check):
    """A stated number of items that is not the number of items listed right behind it."""

    sign = r"[：:]|”（|篇[)）]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        yield from _before_series(document)
        yield from _names_with_lists(document)
        yield from _pieces(document)


def _before_series(document: Document) -> Iterator[Hit]:
    for one in document.once(series):
        start, last = one.items[0].span.start, one.items[-1].span.start
        match = _ending(_STATED, document.prose, start)
        if match is None or not _counts_up(one.items):
            continue
        if not compiled(_GOES_ON).search(document.prose, last, document.paragraph(last).end):
            yield from _compared(match, len(one.items))


def _names_with_lists(document: Document) -> Iterator[Hit]:
    for found in compiled(_LIST).finditer(document.prose):
        match = _ending(_NAME, document.prose, found.start() + 1)
        listed = found["list"]
        if match is None or compiled(_OPEN_ENDED).search(listed) or "、" not in listed:
            continue
        if not compiled("[，；。：]").search(listed):
            yield from _compared(match, listed.count("、") + 1)


def _ending(source: str, prose: str, end: int) -> Match[str] | None:
    """The match of the expression that ends there, if it has one."""
    return compiled(source).search(prose, max(0, end - _BEFORE), end)


def _counts_up(items: tuple[Item, ...]) -> bool:
    return all(item.number == number for number, item in enumerate(items, 1))


def _pieces(document: Document) -> Iterator[Hit]:
    listed = document.once(contents)
    if listed is None or len(listed.entries) < 2:
        return
    found = [entry for entry in listed.entries if entry.body is not None]
    if len(found) * 2 > len(listed.entries):
        for match in compiled(_PIECES).finditer(document.prose, 0, listed.span.end + 200):
            yield from _compared(match, len(listed.entries))


def _compared(match: Match[str], listed: int) -> Iterator[Hit]:
    stated = from_numeral(match["count"])
    if stated is not None and stated != listed:
        yield Hit(Span(*match.span("span")), {"listed": str(listed)})

"""Series in the text and their items: 一是…, 一要…, 其一，…, 第一，…."""

from __future__ import annotations

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral, to_numeral
from kanwu.structure.outline import outline
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMERALS = "一二三四五六七八九十"
# `re` searches for the literal at the start ten times as fast as for the numeral in front.
_SHI = rf"是(?<=[{_NUMERALS}]是)(?!否)"
_YAO = rf"要(?<=[{_NUMERALS}]要)(?![素点求件领害道旨务挟])"
_QI = rf"其(?P<number>[{_NUMERALS}])(?=[，、：是,:])"
_DI = rf"第(?P<number>[{_NUMERALS}]{{1,3}})(?=[，、：,:])(?!、(?:第|[{_NUMERALS}]{{1,2}}[、季产期次批级类线轮名届组]))"
# Every text with two items of a series matches this.
SIGN = rf"[{_NUMERALS}][是要]|[其第][{_NUMERALS}]"
_STOPS = "。；：，！？;:,（(“）)．."
# Characters behind a numeral at the start of a paragraph that make it a quantity or a date.
_QUANTITY = "是、，。.．年月日个届名次条项款大假黄金点多余成倍分亿万千百十几两者带路级类季届五周天小时家户村镇乡县市区省国人中至到农资产会支座所位名台辆艘架栋幢枚颗吨册篇棵株匹川环—～~-"

_BARE = rf"\n[{INDENT}]*(?P<number>[{_NUMERALS}]{{1,3}}+)(?=[\u4e00-\u9fff])(?![{_QUANTITY}])"
# The first item of a series of another kind, 首先……其次……第三…….
_FIRST = rf"\n[{INDENT}]*首先(?=[，、：])"
_MOST_OPEN = 4  # series within each other, in any text that a person wrote


class Item(NamedTuple):
    """One item of a series, by the token that opens it."""

    span: Span  # 一是
    kind: str  # 是, 要, 其 or 第
    number: int
    opens: bool  # the token stands at the start of its paragraph
    bare: bool = False  # a numeral without the 是 that the others have


class Series(NamedTuple):
    """The items of one series in order; an `inner` series stands within an item of another."""

    items: tuple[Item, ...]
    inner: bool


def series(document: Document) -> tuple[Series, ...]:
    """All series of two or more items; ask for them by `document.once(series)`."""
    every: list[tuple[list[Item], bool]] = []
    open_series: list[list[Item]] = []
    for item in _items(document):
        if item is None:
            open_series = []
            continue
        _place(item, open_series, every, document)
    return tuple(Series(tuple(items), inner) for items, inner in every if len(items) > 1)


def lost_item(document: Document, before: Item, item: Item) -> Span | None:
    """The numeral of the missing item between the two, in the paragraph of the first."""
    if item.kind != "是" or item.number != before.number + 2:
        return None
    numeral = to_numeral(before.number + 1, like="一")
    source = rf"[。；;]({numeral})(?=[\u4e00-\u9fff])(?![是、年月日个名次条项])"
    end = min(item.span.start, document.paragraph(before.span.start).end)
    match = compiled(source).search(document.prose, before.span.end, end)
    return Span(*match.span(1)) if match else None


def _place(
    item: Item,
    open_series: list[list[Item]],
    every: list[tuple[list[Item], bool]],
    document: Document,
) -> None:
    """Add the item to the series that it continues, or to one that it breaks, or to a new one."""
    continued = [
        items
        for items in open_series
        if items[-1].kind == item.kind and items[-1].number + 1 == item.number
    ]
    if item.number == 1:
        if item.bare:
            return
        open_series[:] = [
            items
            for items in open_series
            if items[-1].opens or _stand_together(items[-1], item, document)
        ]
        new = [item]
        every.append((new, bool(open_series) and not item.opens))
        open_series[:] = [*open_series[-_MOST_OPEN:], new]
        return
    if item.bare:
        continued = [
            items
            for items in continued
            if (len(items) > 1 or items[-1].number > 1) and items[-1].opens
        ]
    if continued:
        home = continued[-1]
    elif item.bare:
        return
    elif not (home := _broken(item, open_series, document)):
        if item.opens:  # the items in front are missing
            open_series[:] = [[item]]
            every.append((open_series[0], False))
        return
    del open_series[open_series.index(home) + 1 :]
    home.append(item)


def _broken(item: Item, open_series: list[list[Item]], document: Document) -> list[Item]:
    """The innermost open series that the item may belong to."""
    for candidate in reversed(open_series):
        last = candidate[-1]
        if last.kind == item.kind and (
            _stand_together(last, item, document) or (item.opens and last.opens)
        ):
            return candidate
    return []


def _stand_together(first: Item, second: Item, document: Document) -> bool:
    return document.prose.find("\n", first.span.end, second.span.start) < 0


def _items(document: Document) -> Iterator[Item | None]:
    """The tokens in order, with None at each heading, or 首先, that ends all series."""
    ends = [
        heading.span.start
        for heading in document.once(outline)
        if not heading.inline and heading.style in ("一", "（一）")
    ]
    ends += (match.start() for match in compiled(_FIRST).finditer(document.prose))
    ends.sort()
    at = 0
    for item in _tokens(document):
        while at < len(ends) and ends[at] <= item.span.start:
            at += 1
            yield None
        yield item


def _tokens(document: Document) -> list[Item]:
    prose = document.prose
    tokens = [
        _with_word(prose, match.start())
        for source in (_SHI, _YAO)
        for match in compiled(source).finditer(prose)
    ]
    tokens += [
        _item(prose, *match.span(), kind, match["number"])
        for kind, source in (("其", _QI), ("第", _DI))
        for match in compiled(source).finditer(prose)
    ]
    bare = (match.span("number") for match in compiled(_BARE).finditer(prose))
    items = [item for item in tokens if item is not None]
    items += [
        Item(Span(*at), "是", from_numeral(prose[slice(*at)]) or 0, True, True) for at in bare
    ]
    return sorted(items)


def _with_word(prose: str, end: int) -> Item | None:
    """The item with its numeral right before 是 or 要."""
    start = end - 1
    while start and end - start < 3 and prose[start - 1] in _NUMERALS:
        start -= 1
    return _item(prose, start, end + 1, prose[end], prose[start:end])


def _item(prose: str, start: int, end: int, kind: str, numeral: str) -> Item | None:
    """The item of the token; None within a clause."""
    at = start
    while at and prose[at - 1] in INDENT:
        at -= 1
    opens = at == 0 or prose[at - 1] == "\n"
    if not opens and (prose[at - 1] not in _STOPS or start - at > 1):
        return None
    return Item(Span(start, end), kind, from_numeral(numeral) or 0, opens)

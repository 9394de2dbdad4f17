"""Series written out in the text, with their items: 一是…, 一要…, 其一，…, 第一，…."""

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
# Each begins with a literal, for which `re` searches ten times as fast as for what comes before.
_SHI = rf"是(?<=[{_NUMERALS}]是)(?!否)"
_YAO = rf"要(?<=[{_NUMERALS}]要)(?![素点求件领害道旨务挟])"
_QI = rf"其(?P<number>[{_NUMERALS}])(?=[，、：是])"
_DI = rf"第(?P<number>[{_NUMERALS}]{{1,3}})(?=[，、：])(?!、(?:第|[{_NUMERALS}]{{1,2}}[、季产期次批级类线轮]))"
# What every text with two items of a series has.
SIGN = rf"[{_NUMERALS}][是要]|[其第][{_NUMERALS}]"
_STOPS = "。；：，！？;:,（(“）)．."
# What makes a numeral at the start of a paragraph a quantity or a date instead of an item.
_QUANTITY = "是、，。.．年月日个届名次条项款大假黄金点多余成倍分亿万千百十几两者带路级类季届五周天小时家户村镇乡县市区省国人中至到农资产会支座所位名台辆艘架栋幢枚颗吨册篇棵株匹川环—～~-"

_BARE = rf"\n[{INDENT}]*(?P<number>[{_NUMERALS}]{{1,3}}+)(?=[\u4e00-\u9fff])(?![{_QUANTITY}])"
# Begins a series of another kind, 首先……其次……第三…….
_FIRST = rf"\n[{INDENT}]*首先(?=[，、：])"
_DEEPEST = 4  # series within series, in any text that a person wrote


class Item(NamedTuple):
    """One item of a series: the token that opens it, and how it follows on the one before."""

    span: Span  # 一是
    kind: str  # 是, 要, 其 or 第
    number: int
    opens: bool  # stands at the start of its paragraph
    bare: bool = False  # a numeral without the 是 that the others have


class Series(NamedTuple):
    """The items of one series in order; `inner` if it stands within an item of another."""

    items: tuple[Item, ...]
    inner: bool


def series(document: Document) -> tuple[Series, ...]:
    """All series of two or more items; ask for it by `document.once(series)`."""
    done: list[tuple[list[Item], bool]] = []
    open_series: list[list[Item]] = []
    for item in _items(document):
        if item is None:
            open_series = []
            continue
        _place(item, open_series, done, document)
    return tuple(Series(tuple(items), inner) for items, inner in done if len(items) > 1)


def lost_item(document: Document, before: Item, item: Item) -> Span | None:
    """The numeral of the missing item between the two, if it stands in the first one's paragraph."""
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
    done: list[tuple[list[Item], bool]],
    document: Document,
) -> None:
    """Put the item where it continues a series, else where it breaks one, else open a new one."""
    following = [
        s for s in open_series if s[-1].kind == item.kind and s[-1].number + 1 == item.number
    ]
    if item.number == 1:
        if item.bare:
            return
        open_series[:] = [
            one for one in open_series if one[-1].opens or _together(one[-1], item, document)
        ]
        opened = [item]
        done.append((opened, bool(open_series) and not item.opens))
        open_series[:] = [*open_series[-_DEEPEST:], opened]
        return
    if item.bare:
        following = [s for s in following if (len(s) > 1 or s[-1].number > 1) and s[-1].opens]
    if following:
        home = following[-1]
    elif item.bare:
        return
    elif not (home := _broken(item, open_series, document)):
        if item.opens:  # the text before it is not here
            open_series[:] = [[item]]
            done.append((open_series[0], False))
        return
    del open_series[open_series.index(home) + 1 :]
    home.append(item)


def _broken(item: Item, open_series: list[list[Item]], document: Document) -> list[Item]:
    """The innermost open series of the kind that the item could belong to."""
    for candidate in reversed(open_series):
        last = candidate[-1]
        if last.kind == item.kind and (
            _together(last, item, document) or (item.opens and last.opens)
        ):
            return candidate
    return []


def _together(one: Item, other: Item, document: Document) -> bool:
    return document.prose.find("\n", one.span.end, other.span.start) < 0


def _items(document: Document) -> Iterator[Item | None]:
    """The tokens in order, and None wherever a heading, or 首先, ends all series."""
    ends = [
        h.span.start for h in document.once(outline) if not h.inline and h.style in ("一", "（一）")
    ]
    ends = sorted([*ends, *(m.start() for m in compiled(_FIRST).finditer(document.prose))])
    at = 0
    for item in _tokens(document):
        while at < len(ends) and ends[at] <= item.span.start:
            at += 1
            yield None
        yield item


def _tokens(document: Document) -> list[Item]:
    prose = document.prose
    found = [
        _with_word(prose, match.start())
        for source in (_SHI, _YAO)
        for match in compiled(source).finditer(prose)
    ]
    found += [
        _item(prose, *match.span(), kind, match["number"])
        for kind, source in (("其", _QI), ("第", _DI))
        for match in compiled(source).finditer(prose)
    ]
    bare = (match.span("number") for match in compiled(_BARE).finditer(prose))
    items = [item for item in found if item is not None]
    items += [
        Item(Span(*at), "是", from_numeral(prose[slice(*at)]) or 0, True, True) for at in bare
    ]
    return sorted(items)


def _with_word(prose: str, end: int) -> Item | None:
    """The item whose numeral stands right before 是 or 要."""
    start = end - 1
    while start and end - start < 3 and prose[start - 1] in _NUMERALS:
        start -= 1
    return _item(prose, start, end + 1, prose[end], prose[start:end])


def _item(prose: str, start: int, end: int, kind: str, numeral: str) -> Item | None:
    """The item that the token opens; none if it stands in the midst of a clause."""
    at = start
    while at and prose[at - 1] in INDENT:
        at -= 1
    opens = at == 0 or prose[at - 1] == "\n"
    if not opens and (prose[at - 1] not in _STOPS or start - at > 1):
        return None
    return Item(Span(start, end), kind, from_numeral(numeral) or 0, opens)

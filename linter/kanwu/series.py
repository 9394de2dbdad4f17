"""Series written out in the text: 一是…二是…, 其一…其二…, 第一，…第二，…, each with its items."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expression import compiled
from kanwu.numerals import from_numeral
from kanwu.outline import outline
from kanwu.text import Span
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

_TOKEN = r"""(?x)
(?: (?P<opens> ^ [ \t\u3000\u00a0\ufffc]* ) | (?<= [。；：，！？] ) [ ]? )
(?P<token>
    (?P<shi> [一二三四五六七八九十]{1,3} ) 是 (?! 否 )
  | 其 (?P<qi> [一二三四五六七八九十] ) (?= [，、：] )
  | 第 (?P<di> [一二三四五六七八九十]{1,3} ) (?= [，、：] )
        (?! 、 (?: 第 | [一二三四五六七八九十]{1,2} [、季产期次批级类线轮] ) )
)
"""
# What makes a numeral at the start of a paragraph a quantity or a date instead of an item.
_QUANTITY = "是、，。.．年月日个届名次条项款大假黄金点多余成倍分亿万千百十几两者带路级类季届五周天小时家户村镇乡县市区省国人中至到—～~-"


class Item(NamedTuple):
    """One item of a series: the token that opens it, and how it follows on the one before."""

    span: Span  # 一是
    kind: str  # 是, 其 or 第
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
        open_series.append(opened)
        return
    if item.bare:
        following = [s for s in following if len(s) > 1 and s[-1].opens]
    if following:
        home = following[-1]
    elif item.bare or not (home := _broken(item, open_series, document)):
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
    return document.paragraph(one.span.start) == document.paragraph(other.span.start)


def _items(document: Document) -> Iterator[Item | None]:
    """The tokens in order, and None wherever a heading ends all series."""
    ends = [
        h.span.start for h in document.once(outline) if not h.inline and h.style in ("一", "（一）")
    ]
    at = 0
    for item in _tokens(document):
        while at < len(ends) and ends[at] <= item.span.start:
            at += 1
            yield None
        yield item


def _tokens(document: Document) -> Iterator[Item]:
    bare = rf"^[ \t\u3000\u00a0\ufffc]*(?P<token>(?P<shi>[一二三四五六七八九十]{{1,3}}))(?=[\u4e00-\u9fff])(?![{_QUANTITY}])"
    found = [_item(match, bare=False) for match in compiled(_TOKEN).finditer(document.prose)]
    found += [_item(match, bare=True) for match in compiled(bare).finditer(document.prose)]
    return iter(sorted(found))


def _item(match: Match[str], *, bare: bool) -> Item:
    groups = match.groupdict()
    kind = "是" if groups["shi"] else "其" if groups["qi"] else "第"
    numeral = groups["shi"] or groups["qi"] or groups["di"]
    opens = bare or groups["opens"] is not None
    return Item(Span(*match.span("token")), kind, from_numeral(numeral) or 0, opens, bare)

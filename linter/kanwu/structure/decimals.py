"""Numbers of headings in parts, 1.1 and 2.3.1, that do not follow on each other.

Plans and technical reports number by chapters (GB/T 1.1): each number counts within the one that
it begins with. What looks like one may be an amount, so a count must be seen going on.
"""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.bracketed import Break
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = r"""(?x)
\n [ \t\u3000]* (?P<number> \d{1,2} (?: (?: [.．] \d{1,2} ){1,4} [.．、]? [ \t\u3000]* | [ \t\u3000]+ ) )
(?= [\u3400-\u9fff“《] )
(?! [万亿元倍吨亩个] | 公里 | 公顷 | 公斤 | 平方 | 立方 | 千米 | 千瓦 | 厘米 | 毫米 | 米 | 左右 | 以[上下] | 至 | 版 )
"""
_IN_PARTS = r"(?P<number>\d{1,2}(?:[.．]\d{1,2})+)"
_AT_START = r"\n[ \t\u3000]*(?P<number>\d{1,2})(?![.．]?\d)"
_FEWEST = 2  # headings in order, before one that is not
_FARTHEST = 3  # numbers left out


class _Heading(NamedTuple):
    span: Span  # of the number, with no mark or space behind it
    parts: tuple[int, ...]


class _Count(NamedTuple):
    """How far the numbers that begin alike have come."""

    last: _Heading
    many: int  # of them; none where they do not begin with 1, as the days of a month may not


def breaks(document: Document) -> tuple[Break, ...]:
    """All of them in order; ask for them by `document.once(breaks)`."""
    return tuple(_broken(document, _headings(document.prose)))


def _headings(prose: str) -> list[_Heading]:
    if not compiled(_HEADING).search(prose):
        return []
    found = []
    for match in compiled(_HEADING).finditer("\n" + prose):
        number = match["number"].rstrip(" \t\u3000.．、")
        start = match.start("number") - 1
        found.append(_Heading(Span(start, start + len(number)), _parts(number)))
    # 3 组织实施 is a chapter where 3.1 comes next, else perhaps an amount.
    after = [*(heading.parts for heading in found[1:]), ()]
    return [
        heading
        for heading, follows in zip(found, after, strict=True)
        if len(heading.parts) > 1 or follows[:2] == (*heading.parts, 1)
    ]


def _broken(document: Document, headings: list[_Heading]) -> Iterator[Break]:
    counts: dict[tuple[int, ...], _Count] = {}
    in_order = 0
    for heading in headings:
        begun, number = heading.parts[:-1], heading.parts[-1]
        if heading.parts == (1,) or (heading.parts == (1, 1) and begun in counts):
            counts = {}  # another article
        before = counts.get(begun)
        gap = number - before.last.parts[-1] - 1 if before else 0
        if before is None or number == 1 or not -1 <= gap <= _FARTHEST:
            counts[begun] = _Count(heading, int(number == 1))
            continue
        if gap == 0:
            in_order += 1
        elif before.many and max(before.many, in_order) >= _FEWEST:
            expected = (*begun, before.last.parts[-1] + 1)
            between = Span(before.last.span.end, heading.span.start)
            if gap < 0 or not _holds(document.prose, between, expected):
                told = document.text[slice(*before.last.span)]
                wanted = ".".join(map(str, expected))
                yield Break(heading.span, heading.span, told, wanted, gap < 0)
        counts[begun] = _Count(heading, before.many and before.many + 1)


def _holds(prose: str, between: Span, parts: tuple[int, ...]) -> bool:
    """Whether the number stands there: one of several parts anywhere, another at a line's start."""
    written = _IN_PARTS if len(parts) > 1 else _AT_START
    found = compiled(written).finditer(prose, *between)
    return any(_parts(match["number"]) == parts for match in found)


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.replace("．", ".").split(".")))

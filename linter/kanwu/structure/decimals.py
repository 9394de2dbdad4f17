"""Breaks in the decimal numbers of headings, 1.1 and 2.3.1.

Plans and technical reports number by chapters (GB/T 1.1): each number counts within the number in
front of its last part. A number may be an amount, so only one that continues a count is a heading.
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
\n [ \t\u3000\ufffc*#]* (?P<number> \d{1,2} (?: (?: [.．] \d{1,2} ){1,4} [.．、]? [ \t\u3000]* | [ \t\u3000]+ ) )
(?= [\u3400-\u9fff“《] )
(?! [万亿元倍吨亩个] | 公里 | 公顷 | 公斤 | 平方 | 立方 | 千米 | 千瓦 | 厘米 | 毫米 | 米 | 左右 | 以[上下] | 至 | 版 )
"""
_IN_PARTS = r"(?P<number>\d{1,2}(?:[.．]\d{1,2})+)"
_AT_START = r"\n[ \t\u3000\ufffc*#]*(?P<number>\d{1,2})(?![.．]?\d)"
_FEWEST_IN_ORDER = 2  # headings in front of a break
_WIDEST_GAP = 3  # numbers left out


class _Heading(NamedTuple):
    span: Span  # the number, without the mark and the space behind
    parts: tuple[int, ...]


class _Count(NamedTuple):
    """The count of the numbers with the same parts in front."""

    last: _Heading
    length: int  # 0 if the count does not begin with 1, as that of days of a month
    gap: int = 0  # numbers left out in front of the last; -1 for a repeat


def breaks(document: Document) -> tuple[Break, ...]:
    """All breaks in order; ask for them by `document.once(breaks)`."""
    return tuple(_broken(document, document.once(headings)))


def headings(document: Document) -> list[_Heading]:
    """The headings with decimal numbers in order; ask for them by `document.once(headings)`."""
    prose = document.prose
    if not compiled(_HEADING).search(prose):
        return []
    candidates = []
    for match in compiled(_HEADING).finditer("\n" + prose):
        number = match["number"].rstrip(" \t\u3000.．、")
        start = match.start("number") - 1
        candidates.append(_Heading(Span(start, start + len(number)), _parts(number)))
    # 3 组织实施 is a chapter if 3.1 comes next; otherwise 3 may be an amount.
    next_parts = [*(heading.parts for heading in candidates[1:]), ()]
    return [
        heading
        for heading, following in zip(candidates, next_parts, strict=True)
        if len(heading.parts) > 1 or following[:2] == (*heading.parts, 1)
    ]


def _broken(document: Document, found: list[_Heading]) -> Iterator[Break]:
    counts: dict[tuple[int, ...], _Count] = {}
    in_order = 0
    for heading in found:
        within, number = heading.parts[:-1], heading.parts[-1]
        if heading.parts == (1,) or (heading.parts == (1, 1) and within in counts):
            counts = {}  # another article
        before = counts.get(within)
        gap = number - before.last.parts[-1] - 1 if before else 0
        if before is None or number == 1 or not -1 <= gap <= _WIDEST_GAP:
            counts[within] = _Count(heading, int(number == 1))
            continue
        if gap == 0:
            in_order += 1
        elif before.gap + gap == 0:
            pass  # 2.1, 2.3, 2.3 and 2.1, 2.1, 2.3: one slip, told at its first number
        elif before.length and max(before.length, in_order) >= _FEWEST_IN_ORDER:
            parts = (*within, before.last.parts[-1] + 1)
            between = Span(before.last.span.end, heading.span.start)
            if gap < 0 or not _holds(document.prose, between, parts):
                last = document.text[slice(*before.last.span)]
                expected = ".".join(map(str, parts))
                yield Break(heading.span, heading.span, last, expected, gap < 0)
        counts[within] = _Count(heading, before.length and before.length + 1, gap)


def _holds(prose: str, between: Span, parts: tuple[int, ...]) -> bool:
    """Whether the number stands there; a number of one part counts at the start of a line only."""
    source = _IN_PARTS if len(parts) > 1 else _AT_START
    matches = compiled(source).finditer(prose, *between)
    return any(_parts(match["number"]) == parts for match in matches)


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.replace("．", ".").split(".")))

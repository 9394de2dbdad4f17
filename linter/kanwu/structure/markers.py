"""The markers of a document: 一、 （一） 1. （1） ① 第一章, at the head of a line or within one."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from kanwu.document import Document

_INDENT = r"[ \t\u3000\u00a0\ufffc*#]*"
_TICK = r"(?:[□☐☑☒■★☆▲△●○◆◇※✓√][ \t\u3000]*)?"  # a box to tick, or a star
_MARKER = (
    rf"(?x) {_INDENT} (?P<tick> {_TICK} )"
    + r"""(?P<marker> (?:
    第 (?P<ordinal> [一二三四五六七八九十百千零〇]{1,8} | \d{1,4} ) (?P<unit> [编章节条] | 部分 )
        (?: (?= [ \t\u3000\ufffc] | $ ) | (?P<stop> (?<=条) [，、：] ) (?= [\u4e00-\u9fff] ) (?! 第 ) )
  | [（(] [ ]? (?P<bracketed> [一二三四五六七八九十]{1,3} | \d{1,2} ) [ ]? [）)] (?: [、．，,] | \.(?!\.) )? (?! 式[有即中可的和与变] )
  | (?P<chinese> [一二三四五六七八九十]{1,3} ) (?: [、.．] | [，：。] (?= [\u4e00-\u9fff] ) (?! [是为乃也则即] ) )
    (?! [一二三四五六七八九十]{1,3} [、产] )
  | (?P<arabic> \d{1,2} ) (?! [.．][ ]\d{1,4}[ ]? (?: $ | [%％‰℃] | [万亿]?元 | [（(][A-Z] ) ) (?: [.．] (?! \d{1,2} (?: [.．]\d{1,2} ){0,3} (?: [ \t]+ [A-Za-z] | [（(] ) | \d{1,2} [.．] \d{1,2} [.．] [\u4e00-\u9fff] ) 、? | 、 | [，。] (?= [\u4e00-\u9fff] ) | (?P<half> [)）] 、? ) ) (?P<digit> (?= \d ) (?! (?:19|20)\d\d年 ) )?
  | (?P<circled> [①-⑳] )
) (?P<coordinate> (?<=、) (?= [一二三四五六七八九十百两] ) )? )
"""
)
_BEGINS = r"[第（(一二三四五六七八九十\d①-⑳]"
# `re` searches for the literal at the start fifteen times as fast as for a class or ^.
# 一是 is an item of a series.
_AT_START = rf"\n(?={_INDENT}{_TICK}{_BEGINS})"
_WITHIN = tuple(f"{stop}(?={_BEGINS}(?!是))" for stop in "。；：")


class Kind(NamedTuple):
    """The fields of a marker that do not depend on its place."""

    style: str
    number: int
    shape: str  # the marker without its number: 、 or （） or ()、
    sure: bool  # it cannot be part of a quantity or a reference, as in 3、4月份


class Marker(NamedTuple):
    """A marker at its place."""

    span: Span
    kind: Kind
    indent: int  # code points in front, without a tick box or a star
    inline: bool  # within a paragraph, not at its start


def markers(document: Document) -> Iterator[Marker]:
    """Every marker in order."""
    kinds: dict[tuple[str | None, ...], Kind] = {}  # a document has few kinds, each many times
    for match, inline in _matches(document.prose):
        key = match.group("marker", "digit", "coordinate")
        kind = kinds.get(key) or kinds.setdefault(key, _kind(*match.groups()[1:]))
        span = Span(*match.span("marker"))
        yield Marker(span, kind, span.start - match.start() - len(match["tick"]), inline)


def is_marked(document: Document, paragraph: Span) -> bool:
    """Whether the paragraph begins with a marker."""
    return compiled(_MARKER).match(document.prose, paragraph.start) is not None


def _matches(prose: str) -> Iterator[tuple[Match[str], bool]]:
    """The match of every marker in order, and whether it stands within a paragraph."""
    places = [(0, False), *((match.end(), False) for match in compiled(_AT_START).finditer(prose))]
    for source in _WITHIN:
        places += ((match.end(), True) for match in compiled(source).finditer(prose))
    places.sort()
    marker_at = compiled(_MARKER).match
    end = 0  # of the last marker within a paragraph: its stop has no marker behind
    for at, inline in places:
        if (inline and at <= end) or not (match := marker_at(prose, at)):
            continue
        if inline:
            end = match.end()
        yield match, inline


def _kind(
    marker: str,
    ordinal: str,
    unit: str,
    stop: str | None,
    bracketed: str,
    chinese: str,
    arabic: str,
    half: str,
    digit: str | None,
    circled: str,
    coordinate: str | None,
) -> Kind:
    """The kind of a marker from the texts of its groups."""
    numeral = bracketed or chinese or arabic or ordinal or circled
    kind = "1" if numeral.isdecimal() else "一"
    if unit:
        style = f"第{unit}"
    elif circled:
        style = "①"
    else:
        style = f"（{kind}）" if bracketed else f"{kind}）" if half else kind
    shape = marker.replace(numeral, "", 1).replace(" ", "")
    sure = not (digit is not None or coordinate is not None or stop)
    return Kind(style, from_numeral(numeral) or 0, shape, sure)

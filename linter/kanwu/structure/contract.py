"""Contracts and agreements: a whole document, or a part such as the contract in a tender."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.head import head
from kanwu.structure.kind import compact
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# 劳务合同, 合作协议书（范本）; not 关于合同管理的报告, 合同管理办法
_NAME = (
    r"[^，。；：、？！“”\n]{0,60}?(?:合[ \u3000]{0,3}同|协[ \u3000]{0,3}议)[ \u3000]{0,3}书?"
    r"(?:范本|文本|模板|样本|样式|格式|条款|草案)?(?:[（(][^（）()\n]{0,20}[）)])?"
)
_TITLE = rf"^[{INDENT}#*]*+(?:第[一二三四五六七八九十]{{1,3}}[章节部分编]+[ \u3000]*)?{_NAME}[{INDENT}*]*$"
_PAIRS = (  # the words of both parties
    ("甲方", "乙方"),
    ("出租", "承租"),
    ("发包", "承包"),
    ("买方", "卖方"),
    ("委托人", "受托人"),
    ("采购人", "供应商"),
    ("用人单位", "劳动者"),
    ("本协议", "用户"),
)
_PARTY = (
    rf"\n[{INDENT}*]*+(?:甲|乙|买|卖|需|供|出租|承租|委托|受托|发包|承包)[ \u3000]{{0,6}}[方人]"
    r"(?:[（(][^（）()\n]{0,20}[）)])?[ \u3000]{0,4}[：:]"
)
_SIGNING = r"\n(?=[^\n]{0,40}(?:甲[ \u3000]{0,6}方|乙[ \u3000]{0,6}方|[买卖供需]方|[^\n]人))[^\n]{0,60}(?:盖章|签字|签章|签名|公章)[^\n]*"
_CHAPTER = rf"\n[{INDENT}#*]*+第[一二三四五六七八九十]{{1,3}}章(?=[^\n]{{0,40}}$)"
# The lines of a party under its signing: the address, the account.
_LABELS = rf"(?>(?:\n[{INDENT}]*+(?:[^，。；：:\n]{{1,16}}[：:][^。\n]{{0,80}})?$){{1,40}})"
_FEWEST_MENTIONS = 3  # of each party
_FARTHEST_PARTY = 2000  # code points behind the title of a part


def contract(document: Document) -> Span | None:
    """The title of a document that is a contract; ask for it by `document.once(contract)`."""
    prose = document.prose
    if not any(min(prose.count(party) for party in pair) >= _FEWEST_MENTIONS for pair in _PAIRS):
        return None
    named = compiled(_NAME)
    return next(
        (line for line in document.once(head) if named.fullmatch(compact(document, line))), None
    )


def contracts(document: Document) -> tuple[Span, ...]:
    """The contracts that are parts of the document; ask for them by `document.once(contracts)`."""
    prose = document.prose
    if "合同" not in prose and "协议" not in prose:
        return ()
    parties = [match.start() for match in compiled(_PARTY).finditer(prose)]
    return tuple(_parts(document, parties))


def _parts(document: Document, parties: list[int]) -> Iterator[Span]:
    """From each title with two parties behind to the last signing of its chapter."""
    prose = document.prose
    titles = compiled(_TITLE).finditer(prose) if len(parties) > 1 else ()
    starts = [match.start() for match in titles if _is_followed(match.end(), parties)]
    if not starts:
        return
    signings = [match.end() for match in compiled(_SIGNING).finditer(prose)]
    chapters = [match.start() for match in compiled(_CHAPTER).finditer(prose)]
    for start, behind in pairwise([*starts, len(prose)]):
        first = bisect_left(signings, start)
        if first == len(signings) or signings[first] > behind:
            continue
        chapter = bisect_left(chapters, signings[first])
        limit = min([behind, *chapters[chapter : chapter + 1]])
        last = signings[bisect_left(signings, limit) - 1]
        labels = compiled(_LABELS).match(prose, last)
        yield Span(start, min(labels.end(), behind) if labels else last)


def _is_followed(end: int, parties: list[int]) -> bool:
    at = bisect_left(parties, end)
    return at + 1 < len(parties) and parties[at + 1] - end <= _FARTHEST_PARTY

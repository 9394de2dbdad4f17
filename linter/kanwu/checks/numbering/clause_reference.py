"""The `clause-reference` check: references to articles that the law does not have."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.check import Hit, LocalCheck
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral, to_numeral
from kanwu.structure.clauses import laws
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

_NUMERAL = r"[一二三四五六七八九十百千零〇\d]"
# Words in the last articles of a whole law.
_AT_END = "施行|实施|执行|生效|解释|废止"
_LAST_ARTICLES = 3
_LONGEST_ARTICLE = 400  # code points
_LONGEST_QUOTATION = 400  # code points
_ARTICLE = rf"第(?P<number>{_NUMERAL}{{1,8}})条"
_REFERENCE = rf"""(?x)
  本 (?: 法 | 办法 | 规定 | 条例 | 细则 | 规则 | 规程 | 章程 | 制度 | 准则 | 规范 | 守则 | 方案 | 公约 )
  第 {_NUMERAL}{{1,8}}+ 条
  (?> (?: (?> (?: 第 {_NUMERAL}{{1,8}}+ [款项目] ){{0,3}} ) (?: 、 | 和 | 及 | 与 | 或者? | 以及 | 至 | 到 )
      第 {_NUMERAL}{{1,8}}+ 条 ){{0,10}} )
"""


class ClauseReference(LocalCheck):
    """References of a law to an article that it does not have."""

    @property
    def expression(self) -> str:
        return _REFERENCE

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        numbers = document.once(_numbers, _law_at(document, match.start()))
        if not numbers or _is_quoted(document, match.start()):
            return None
        name = match[0].partition("第")[0]
        if document.once(_is_other_law, name):
            return None
        for article in compiled(_ARTICLE).finditer(match[0]):
            number = from_numeral(article["number"])
            if number is not None and number not in numbers:
                start = match.start() + article.start()
                last = to_numeral(max(numbers), like="一")
                return Hit(Span(start, start + len(article[0])), {"law": name, "last": last})
        return None


def _law_at(document: Document, offset: int) -> int:
    """The position of the last law that begins before the offset; -1 without one."""
    return bisect_right(document.once(_starts), offset) - 1


def _starts(document: Document) -> list[int]:
    return [law.articles[0].span.start for law in document.once(laws)]


def _is_other_law(document: Document, name: str) -> bool:
    """Whether the document gives the name, 本法, to another law."""
    return compiled(f"[简下]称[“”]?{name}").search(document.prose) is not None


def _numbers(document: Document, at: int) -> frozenset[int]:
    """The numbers of a law's articles; none if the law may not be whole."""
    law = document.once(laws)[at] if at >= 0 else None
    if law is None or not law.starts:
        return frozenset()
    start = law.articles[-_LAST_ARTICLES].span.start
    end = law.articles[-1].span.end + _LONGEST_ARTICLE
    if compiled(_AT_END).search(document.prose, start, end) is None:
        return frozenset()
    return frozenset(article.number for article in law.articles)


def _is_quoted(document: Document, offset: int) -> bool:
    """Whether the offset lies in a quotation, perhaps from another law."""
    start = max(document.paragraph(offset).start, offset - _LONGEST_QUOTATION)
    return document.prose.rfind("“", start, offset) > document.prose.rfind("”", start, offset)

"""Citations: the entries of a list of references, which keep the marks and words of their source."""

from __future__ import annotations

from itertools import pairwise

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span, is_within

_YEAR = r"(?<!\d)(?:1[89]|20)\d\d(?!\d)"
_NAME = r"(?:[\u3400-\u9fff]{2,4}|[A-Z][A-Za-z'’.-]{0,20}(?:[ ][A-Z][A-Za-z.]{0,12}){0,3})"
_LABEL = r"(?:[\[［〔【(（]\d{1,3}[\]］〕】)）]|\d{1,3}[.．、]|[①-⑳]|注\d{0,2}[:：])"
# The ways of GB/T 7714 and of other standards; \ufffc stands for markup.
_CITATION = rf"""(?x)
  # its type: [M], ［J/OL］
  [\[［](?:[A-Z]|EB|DB|CP|PP)(?:/(?:OL|CD|DK|MT))?[\]］]
  # the publisher and the year, with a mark in between
| (?:出版社|出版集团|印书馆|书局|书店|书社|Press|Publish\w{{0,6}})[ ]?[,，.．:：][ ]?{_YEAR}
  # the place and the publisher
| [.．][ ]?[\u3400-\u9fff]{{2,4}}[:：][ ]?[\u3400-\u9fff]{{2,14}}(?:出版社|出版集团|印书馆|书局|书店|书社)
# the authors and the year, at the start
| ^[ \t\u3000\ufffc\[]*(?:\d{{1,3}}[\].．]?[ ]?)?{_NAME}(?:[,，、;；&和与][ ]?{_NAME}){{0,8}}[ ]?(?:等|[(（]编[)）]|et[ ]al)?
  [.．,，]?[ ]?[(（]?{_YEAR}[a-z]?[)）]?[.．](?!\d)
# the year in brackets behind the authors, with full stops around it
| [.．][ ][(（]{_YEAR}[a-z]?[)）][.．][ ]
# the year, the volume and the issue of a journal; its pages
| {_YEAR}[ ]?[,，.．;；:：][ ]?(?:\d{{1,3}}[ ]?)?[(（]\d{{1,4}}[)）]
| {_YEAR}[ ]?[(（]\d{{1,4}}[)）][ ]?[,，.．:：]
| {_YEAR}[^。\n]{{0,20}}[:：][ ]?\d{{1,4}}[ ]?[-–—~～][ ]?\d{{1,4}}[.．。]?[ ]*$
  # a number in brackets, the authors, the title, and a year further on
| ^[ \t\u3000\ufffc]*[\[［〔【]\d{{1,3}}[\]］〕】][ \t\u3000]*[^\s。][^。\n]{{0,150}}[.．][^。\n]{{0,150}}{_YEAR}
  # several authors or a number in front of one, the title and one more part, without a Chinese stop
| ^[ \t\u3000\ufffc]*(?:[\[［〔【]\d{{1,3}}[\]］〕】][ \t\u3000]*{_NAME}|{_NAME}[,，、;；][ ]?{_NAME})
  (?:[,，、;；][ ]?{_NAME}){{0,8}}(?:[,，][ ]?(?:等|et[ ]al))?[ ]?[.．][ ]?
  [^.．。\n]{{4,80}}[.．][ ]?[^。\n]{{2,100}}[.．](?=[ ]*$)
  # the author and the title in 《》, in a note: ①甲某：《渠系规划》，水利出版社2018年版，第12页
| ^[ \t\u3000\ufffc]*(?:{_LABEL}[ \t\u3000]*)?(?:参见|转引自|见)?[\u3400-\u9fff、,，·]{{2,24}}(?:[主著编译]{{1,2}})?[:：][ ]?《[^》\n]{{2,60}}》
  [^。\n]{{0,60}}(?:{_YEAR}年?(?:第?[一二三四五六七八九十\d]{{0,2}}版|第\d{{1,2}}期)|第[ ]?\d{{1,4}}(?:[-—–~、]\d{{1,4}})?[ ]?页)
"""
# Every citation has one of these, and most paragraphs have none; looking for them is faster.
_SIGN = (
    r"[\[［〔【]|[:：][ ]?《|[.．](?:[ ]?[\u3400-\u9fff]|[ ]*$)|出版|印书馆|书[局店社]|Press|Publish"
    rf"|{_YEAR}(?:[a-z]?[)）]?[.．]|[ ]?[,，;；:：(（]|[^。\n]{{0,20}}[:：][ ]?\d)"
)
_HEADING_SIGN = "参[ \u3000]{0,2}考|引用|引文|文献|(?i:reference|bibliography)"
_HEADING = r"""(?x)^[ \t\u3000\ufffc\#]*
(?:(?:第[一二三四五六七八九十\d]{1,3}[章节部]分?|附录?[ ]?[一二三四五六七八九十A-Z\d]{0,2}|[一二三四五六七八九十]{1,3}[、.．]
  |[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:\.\d{1,2}){0,3}[、.．]?)[ \u3000]{0,2})?
[\[【〔]?(?:主要|重要)?(?:参[ \u3000]{0,2}考[ \u3000]{0,2}文[ \u3000]{0,2}献|参考(?:书目|资料|论著)|[所征]?引用?文献|(?:规范性)?引用(?:文件|标准)
  |文献综述所引文献|引文出处|References?|REFERENCES?|Bibliography|BIBLIOGRAPHY)
(?:[及与和](?:资料|注释)|目录|列?表)?(?:[ ]?[(（][A-Za-z ]{1,24}[)）])?[\]】〕]?[ \u3000]?[:：]?[ \t\u3000\ufffc]*$"""
_NEXT_PART = r"""(?x)^[ \t\u3000\ufffc\#]*(?:第[一二三四五六七八九十\d]{1,3}[章节编部]|[一二三四五六七八九十]{1,3}、
| 附[ \u3000]?[录件] | 致[ \u3000]{0,2}谢 | 作者简介 | 后[ \u3000]{0,2}记
| (?:\d{1,2}(?:\.\d{1,2}){0,3}[、.．]?|[(（][一二三四五六七八九十]{1,2}[)）])[ \u3000]{0,2}[\u3400-\u9fff]{2,12}[ ]*$)"""


def is_citation(document: Document, offset: int) -> bool:
    """Whether the paragraph around the offset is an entry of a list of references."""
    paragraph = document.paragraph(offset)
    return document.once(_is_cited, *paragraph) or _is_listed(document, offset)


def _is_cited(document: Document, start: int, end: int) -> bool:
    prose = document.prose
    if not compiled(_SIGN).search(prose, start, end):
        return False
    return compiled(_CITATION).search(prose, start, end) is not None


def _is_listed(document: Document, offset: int) -> bool:
    """Whether the offset lies in a part with a heading such as 参考文献."""
    return is_within(Span(offset, offset + 1), document.once(reference_lists))


def reference_lists(document: Document) -> tuple[Span, ...]:
    """The lists under headings such as 参考文献; ask for them by `document.once(reference_lists)`."""
    prose = document.prose
    if not compiled(_HEADING_SIGN).search(prose):
        return ()
    next_part = compiled(_NEXT_PART)
    starts = [match.end() for match in compiled(_HEADING).finditer(prose)]
    return tuple(
        Span(start, part.start() if (part := next_part.search(prose, start, limit)) else limit)
        for start, limit in pairwise([*starts, len(prose)])
    )

"""The genre of a document: a law, a contract, a report. A doubtful document has none.

A genre is known by the structure of the document, or by a name of it in the head together with
words that documents of the genre use.
"""

from __future__ import annotations

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.contract import contract
from kanwu.structure.form import form
from kanwu.structure.head import head
from kanwu.structure.kind import compact, title
from kanwu.structure.law import law
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NOTE = r"(?:[（(][^（）()]{0,20}[）)])?(?:[vV]?\d{1,2}(?:\.\d{1,2}){0,2})?$"
_AT_START = rf"\n[{INDENT}#*]*+"
_NEAR = 600  # code points at the start of a text


class Genre(NamedTuple):
    """The genre of a document, and the line by which it is known."""

    name: str
    sign: Span


class _Words(NamedTuple):
    """The words of a genre, each an expression for white space may stand within."""

    name: str = ""  # at the end of a line of the head; "" if documents of the genre need no name
    words: str = ""  # has the group `word`
    fewest: int = 0  # of different words
    within: int | None = None  # code points at the start of the text; None for all of it


_TENDER = _Words(
    rf"(?:[招投]标|采购|磋商|谈判|询价|比选)(?:文件|邀请函?|公告|书)(?:[（(]?第?[^，。；：]{{0,3}}[册卷][）)]?)?{_NOTE}",
    r"(?P<word>投标人|招标人|采购人|供应商|评标|开标|磋商小组)",
    3,
)
_THESIS = _Words(
    words=rf"""(?x) {_AT_START} (?P<word> 摘[ \u3000]*要 | 关[ \u3000]*键[ \u3000]*[词字] | 参考文献 | 致[ \u3000]*谢
    | ABSTRACT | Abstract | Key[ ]?[Ww]ords | 中图分类号 | 指导[ ]?教师 | 学位论文 | [^\n]{{0,8}}毕业(?:论文|设计) )""",
    fewest=3,
)
_MINUTES = _Words(
    rf"会议?(?:纪要|记录){_NOTE}",
    rf"""(?x) {_AT_START} (?P<word> (?:会议)? (?:时[ \u3000]*间|地[ \u3000]*点) | 主[ \u3000]*持 | 出[ \u3000]*席 | 参[会加]
    | 列[ \u3000]*席 | 缺[ \u3000]*席 | 记[ \u3000]*录 | (?:会议)?议[ \u3000]*[题程] )""",
    3,
)
_SPECIFICATION = _Words(
    r"(?:规格说明书?|需求(?:说明书?|文档|分析)|(?:概要|详细|架构|数据库|总体)设计(?:说明书?|文档)?"
    rf"|用例(?:说明|文档|规约|描述)|(?:设计|测试|接口|开发)(?:说明书|文档)|(?:用户|操作|使用)手册){_NOTE}",
    r"(?P<word>用例|前置条件|后置条件|功能需求|接口|模块|数据库|测试|界面|版本)",
    3,
)
_NEWS = _Words(
    words=rf"""(?x) (?: ^ | \n ) [{INDENT}]*+ (?P<word> 本[报网台刊]讯 | 新华社 [^\n]{{2,20}} 电
    | [^\n]{{0,24}} (?: [（(] | [电讯] [ \u3000]* ) (?:本[报刊台网])? (?:通讯员|记者) [ \u3000]? [\u4e00-\u9fff \u3000、]{{2,20}} )""",
    fewest=1,
    within=_NEAR,
)
_GUIDE = _Words(
    r"(?:写法|写作|怎[么样]写.{0,12}|如何写.{0,12}|技巧|模板|范[文例]|样[例文]"
    rf"|(?:撰写|编写|填写|写作)(?:要求|指南|规范|说明|须知|注意事项)){_NOTE}"
)
# Directions for type that a template gives: （四号宋体，居中）.
_TEMPLATE = _Words(
    words=r"(?P<word>[（(][^（）()\n]{0,60}(?:[一二三四五小][号]|宋体|黑体|楷体|仿宋|居中|行距|字号)[^（）()\n]{0,60}[）)])",
    fewest=3,
)
_REPORT = _Words(rf"(?:报告|总结|汇报|综述|述职|工作情况){_NOTE}")
_PAGE = _Words(
    words=rf"""(?x) {_AT_START} (?P<word> 首页 | 上一[篇页] | 下一[篇页] | 版权所有 | [^\n]{{0,20}} ICP备 | 打印本?[页文] | 关闭窗口
    | 字[体号][：:] | 分享到 | 网站地图 | 联系我们 | 浏览次数 | 当前位置 | [您你]的?位置 )""",
    fewest=3,
)


def genre(document: Document) -> Genre | None:
    """The document's genre; None if it is doubtful. Ask for it by `document.once(genre)`."""
    for name in GENRES:
        if sign := sign_of(document, name):
            return Genre(name, sign)
    return None


def sign_of(document: Document, name: str) -> Span | None:
    """The line that is a sign of the genre; a document may have signs of several."""
    of = GENRES[name]
    return document.once(_worded, of) if isinstance(of, _Words) else document.once(of)


def _official(document: Document) -> Span | None:
    """The title of an official document."""
    found = document.once(title)
    return found.span if found else None


def _guide(document: Document) -> Span | None:
    """The title of a guide to writing, or the first direction for type of a template."""
    return document.once(_worded, _GUIDE) or document.once(_worded, _TEMPLATE)


def _worded(document: Document, of: _Words) -> Span | None:
    """The line by which the words of a genre are known."""
    sign: Span | None = None
    if of.name:
        named = compiled(of.name)
        lines = document.once(head)
        sign = next((line for line in lines if named.search(compact(document, line))), None)
        if sign is None:
            return None
    if not of.words:
        return sign
    found: dict[str, Span] = {}
    end = len(document.prose) if of.within is None else of.within
    for match in compiled(of.words).finditer(document.prose, 0, end):
        place = document.paragraph(match.start("word"))
        found.setdefault("".join(match["word"].split()), place)
        if len(found) == of.fewest:
            return sign or min(found.values())
    return None


# In the order of their strength: a document is of the first genre that it has the signs of.
GENRES: Mapping[str, Callable[[Document], Span | None] | _Words] = {
    "official": _official,
    "tender": _TENDER,
    "form": form,
    "contract": contract,
    "law": law,
    "thesis": _THESIS,
    "minutes": _MINUTES,
    "specification": _SPECIFICATION,
    "news": _NEWS,
    "guide": _guide,
    "report": _REPORT,
    "page": _PAGE,
}

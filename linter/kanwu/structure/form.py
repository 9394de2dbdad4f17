"""Forms: lines to fill in, to choose and to sign under the name of a form, or a test paper."""

from __future__ import annotations

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.contract import contract, contracts
from kanwu.structure.head import head
from kanwu.structure.kind import compact
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Room to fill in, a box to choose, a place to sign.
_FIELD = r"""(?x)
    [：:] [ \t\u3000\u00a0]{3,}+ | [_＿]{4} | [□☐☑☒] | [（(] [ \t\u3000\u00a0]{1,12} [）)]
  | (?: 签名 | 签字 | 盖章 | 签章 | 公章 ) [）)]? [ \u3000]{0,8} (?: [：:] | $ )
  | 年 [ \t\u3000\u00a0]{1,12} 月 [ \t\u3000\u00a0]{1,12} 日
  | 填[写表报][说须单人时日]
"""
_BLANK = r"\{\{[^{}\n]{1,40}\}\}|[_＿]{2,}+|【[ \u3000]{0,8}】|(?<=[\u4e00-\u9fff：:（])[ \u3000\u00a0]{2,}+(?=[年月日元号）]|$)"
_FORM = (
    r"(?:申请|申报|登记|审批|报名|推荐|评审|评分|评价|汇总|统计|调查|信息|情况|备案|考核|报价|一览|明细|开标|偏离|响应"
    r"|记录|验收|签到|回执|反馈|自查|检查|采集|统计|基本|简历)[\u4e00-\u9fff]{0,6}?(?:表|单|卡|书|回执)"
    r"|(?:承诺|委托|授权|声明|保证|投标|推荐|证明|申请|介绍|确认|邀请|响应)[书函信]|声明|问卷|试卷|试题|答题卡|回执"
    r"|填[写表报](?:说明|须知)"
)
# A caption, 表1, is none: the table of a report is filled in by its author.
_NAME = rf"(?!表[ \u3000]?\d)[^，。；：？！\n]{{0,40}}?(?:{_FORM})(?:[（(][^（）()\n]{{0,20}}[）)])?(?:格式|样表|模板|样式)?"
_HEADING = rf"^[{INDENT}#*]*+{_NAME}[{INDENT}*：:]*$"
_QUESTIONS = r"^[一二三四五六七八九十]{1,2}、(?:单项|多项|单|多|不定项)?(?:选择|填空|判断|简答|问答|论述|计算|名词解释|案例分析)题?"
_FEWEST_FIELDS = 3
_WIDEST_GAP = 600  # code points between the fields of a form, or its name and the first one
_FEWEST_BLANKS = 8  # of a contract that is a form


def form(document: Document) -> Span | None:
    """The title of a document that is a form; ask for it by `document.once(form)`."""
    named = compiled(_NAME)
    lines = document.once(head)
    if not lines:
        return None
    title = next((line for line in lines if named.fullmatch(compact(document, line))), None)
    if title is None:
        return None
    if compiled(_QUESTIONS).search(document.prose):
        return title
    parts = document.once(_named_forms)
    length = sum(part.end - part.start for part in parts)
    return title if parts and length * 2 > len(document.prose) - title.start else None


def forms(document: Document) -> tuple[Span, ...]:
    """The forms that are parts of the document, in order, and contracts with blanks everywhere.

    Ask for them by `document.once(forms)`.
    """
    parts = [*document.once(_named_forms), *_blank_contracts(document)]
    return tuple(_joined(sorted(parts)))


def _named_forms(document: Document) -> tuple[Span, ...]:
    """From the name of a form to the last of its fields."""
    prose = document.prose
    places = (match.start() for match in compiled(_FIELD).finditer(prose))
    fields = sorted({document.paragraph(place).start for place in places})
    if len(fields) < _FEWEST_FIELDS:
        return ()
    names = [match.start() for match in compiled(_HEADING).finditer(prose)]
    return tuple(_grouped(document, names, fields))


def _grouped(document: Document, names: Sequence[int], fields: Sequence[int]) -> Iterator[Span]:
    marks = sorted([(at, True) for at in names] + [(at, False) for at in fields])
    start, last, count = -1, 0, 0
    for at, is_name in [*marks, (len(document.prose) + _WIDEST_GAP + 1, True)]:
        if start >= 0 and (is_name or at - last > _WIDEST_GAP):
            if count >= _FEWEST_FIELDS:
                yield Span(start, document.paragraph(last).end)
            start = -1
        if is_name:
            start, count, last = at, 0, at
        elif start >= 0:
            count, last = count + 1, at


def _blank_contracts(document: Document) -> Iterator[Span]:
    if document.once(contract):
        every: tuple[Span, ...] = (Span(0, len(document.prose)),)
    else:
        every = document.once(contracts)
    blanks = compiled(_BLANK)
    for part in every:
        count = 0
        for count, _ in enumerate(blanks.finditer(document.prose, *part), 1):
            if count == _FEWEST_BLANKS:
                yield part
                break


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans in order, those that meet as one."""
    whole: Span | None = None
    for span in spans:
        if whole and span.start <= whole.end:
            whole = Span(whole.start, max(whole.end, span.end))
            continue
        if whole:
            yield whole
        whole = span
    if whole:
        yield whole

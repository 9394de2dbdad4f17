"""The title of an official document (公文) and the kind in it: 通知, 请示, 批复, …"""

from __future__ import annotations

from itertools import islice

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.contents import contents
from kanwu.structure.law import law
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# 党政机关公文处理工作条例, 第八条
KINDS = (
    *("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知"),
    *("通报", "报告", "请示", "批复", "议案", "函", "纪要"),
)

_LONGEST_HEAD = 45  # lines with text down to the end of the title; web pages put a table there
_MOST_LINES = 5  # of a title
_LONGEST_LINE = 50  # code points of a line in a title of several
_LONGEST_TITLE = 130  # code points

_END = r"(?:[（(](?:试行|暂行|代拟稿|(?:征求|送审|讨论|修改)?[意见]{0,2}稿|草案|草稿|初稿)[）)])?[。；：，、.;,]?"
# 关于…的通知, 关于…的若干意见; 关于…工作通知; 县人民政府公告; 会议纪要
_TITLE = rf"""(?x) ^(?:
    [^。；：，？！]{{0,60}}? 关于 (?P<matter> [^。；？！：]{{2,100}} ) 的 (?P<manner> [\u4e00-\u9fff]{{0,6}}? )
      (?P<kind> {"|".join(KINDS)} )
  | [^。；：，？！]{{0,60}}? (?:关于|印发|转发|批转) [^。；？！：]{{4,100}} (?P<bare> 通知|请示|批复|通报|公告|通告|决定 )
  | (?! .{{0,30}} [。；：，、？！] ) [\u4e00-\u9fff\d（）]{{2,30}} (?P<short> 公告|通告|公报|命令|会议纪要 )
  ) {_END} $"""
# 关于加强道路管护: the matter alone. A title of another genre ends with 的 and its name.
_KINDLESS = rf"""(?x) ^ [^。；：，？！的《》“”]{{0,30}} 关于
  (?: 印发 | 加强 | 做好 | 开展 | 召开 | 进一步 | 切实 | 推进 | 规范 | 解决 | 申请 | 调整 | 举办 | 组织 | 建立 | 完善 | 落实 )
  [^。；：，？！的《》]{{2,40}} (?<! [稿法定则案点划结话明料度书单要报示本表例诺信程告知函复见令醒警事排署答读施录引南况绍总议同实验] ) {_END} $"""
# Words of a 报告 on a study, a person or a meeting, which is no official document.
_OTHER_REPORT = r"调研|调查|述职|述廉|研究|评估|分析|检测|监测|鉴定|检查|考察|心得|学习|可行性|总结|述学|审计|财务|体检|新闻"

# 国发〔2018〕3号, 第5号, （2018年5月3日……通过）
_UNDER_TITLE = r"^(?:[（(].{1,80}[）)]|.{0,30}[〔\[［【（(]\s?(?:\d{2}){1,2}\s?[〕\]］】）)]\s?第?\s?\d{0,4}\s?号|第\s?\d{1,4}\s?号)$"
_LABEL = (
    r"^(?:索引号|主题分类|发文机关|发文机构|发布机构|成文日期|标题|名称|发文字号|发布日期|发布时间|主题词|来源|文号|字号|时间|日期|作者|编号"
    r"|信息来源|公开方式|公开日期|生成日期|有效性|关键词|责任编辑|浏览次数|文种|URL|抓取时间|分类)[：:]"
)
MARKER = r"^(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十][）)]|1[.．、]|第[一二三四五六七八九十]{1,3}[章条])"
_BODIES = (
    r"(?:政府|[委员]会|党[委组]|[纪监]委|人大|政协|发展改革委|发改委|国资委|部门|单位|机构|企业|公司|集团|学校"
    r"|医院|中心|[总支]部|总支|组织|团体|兵团|法院|检察院|街道|[省市县区州镇乡旗村]委"
    r"|[部委局厅办院署行社科室处队所站会团组校]|[各省市县区州镇乡]{2,4})(?:[（(][^（）()]{1,12}[）)])?$"
)
_ADDRESSEE = r"^[^，、。；：“”]{1,36}(?:[，、][^，、。；：“”]{1,30}){0,14}$"
_NO_ADDRESSEE = r"如下|以下|现将|为了|根据|按照|通知|事项|^(?:主送|发文|报送|印发)"
_SHORTEST_SENTENCE = 30  # code points of a line with a comma that is running text


class Title(NamedTuple):
    """The title of an official document."""

    span: Span  # all of its lines
    text: str  # in one line, without white space
    kind: str  # one of KINDS; empty if the title names none


def title(document: Document) -> Title | None:
    """The title of an official document; ask for it by `document.once(title)`.

    None for reports, laws, compilations and all doubtful documents.
    """
    lines = list(islice(text_lines(document, 0), _LONGEST_HEAD))
    listed = document.once(contents)
    for at in range(len(lines)):
        if listed and lines[at].start >= listed.span.start:
            return None
        if is_running_text(compact(document, lines[at])):
            return None
        if first := _title(document, lines[at:]):
            return None if not first.kind and document.once(law) else first
    return None


def text_lines(document: Document, start: int) -> Iterator[Span]:
    """The paragraphs with text, without white space at the ends."""
    prose = document.prose
    for line in document.paragraphs(start):
        text = prose[line.start : line.end]
        if bare := text.strip(INDENT + "\r"):
            begin = line.start + text.index(bare[0])
            yield Span(begin, begin + len(bare))


def compact(document: Document, line: Span) -> str:
    """The text of the line without white space."""
    return "".join(document.prose[line.start : line.end].split())


def _title(document: Document, lines: Sequence[Span]) -> Title | None:
    """The title that starts in the first of the lines, with a body behind."""
    texts = [compact(document, line) for line in lines[: _MOST_LINES + 4]]
    if compiled(_LABEL).match(texts[0]) or compiled(_UNDER_TITLE).match(texts[0]):
        return None
    for count in range(1, min(_MOST_LINES, len(texts)) + 1):
        joined = "".join(texts[:count])
        if len(joined) > _LONGEST_TITLE or (
            count > 1 and max(map(len, texts[:count])) > _LONGEST_LINE
        ):
            return None
        match = compiled(_TITLE).match(joined)
        kind = _kind(match.groupdict("")) if match else ""
        if kind and not _is_continued(texts[count:]) and _has_body(texts[count:]):
            if count > 1 and _is_apart(texts[0], "".join(texts[1:count])):
                return None
            return Title(Span(lines[0].start, lines[count - 1].end), joined, kind)
        if compiled(_KINDLESS).match(joined) and _is_addressed(texts[count:]):
            return Title(Span(lines[0].start, lines[count - 1].end), joined, "")
        if joined.endswith(("。", "；", "：")):
            return None
    return None


def _kind(groups: dict[str, str]) -> str:
    if kind := groups["bare"] or groups["short"]:
        return kind.removeprefix("会议")
    if groups["kind"] == "报告" and compiled(_OTHER_REPORT).search(groups["manner"]):
        return ""
    # 关于…的来函 and the like are the matter of a title.
    return "" if groups["manner"].endswith(("来", "公", "信", "密")) else groups["kind"]


def _is_apart(text: str, rest: str) -> bool:
    """Whether the rest alone is the title, and the line in front no name of a body."""
    if compiled(_BODIES).search(text):
        return False
    match = compiled(_TITLE).match(rest)
    return match is not None and _kind(match.groupdict("")) != ""


def _is_continued(texts: Sequence[str]) -> bool:
    """Whether the next line is the rest of the title: 关于转发…的通知 / 的通知."""
    return bool(texts) and compiled(rf"^的(?:{'|'.join(KINDS)})$").match(texts[0]) is not None


def _has_body(texts: Iterable[str]) -> bool:
    """Whether an addressee, a heading or running text comes next, below the document's number."""
    for text in texts:
        if compiled(_UNDER_TITLE).match(text):
            continue
        if compiled(_LABEL).match(text):
            return False
        return (
            is_running_text(text)
            or text.endswith(("：", ":"))
            or compiled(MARKER).match(text) is not None
            or is_addressee(text)
        )
    return False


def _is_addressed(texts: Iterable[str]) -> bool:
    for text in texts:
        if not compiled(_UNDER_TITLE).match(text):
            return text.endswith("：") and is_addressee(text)
    return False


def is_running_text(text: str) -> bool:
    """Whether a line, without white space, is part of running text."""
    if len(text) > _LONGEST_TITLE or "。" in text[:-1]:
        return True
    return len(text) > _SHORTEST_SENTENCE and "，" in text


def is_addressee(text: str) -> bool:
    """Whether the text is a list of bodies, with or without a mark at the end."""
    bare = text.rstrip("：:，。；;,")
    if compiled(_NO_ADDRESSEE).search(bare) or not compiled(_ADDRESSEE).match(bare):
        return False
    return compiled(_BODIES).search(bare) is not None

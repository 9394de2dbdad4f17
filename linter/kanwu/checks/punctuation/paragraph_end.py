"""The `paragraph-end` check: paragraphs of running text without a stop at the end."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.contents import contents
from kanwu.structure.running_text import COLUMNS, is_wrapped
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Code points.
_SHORTEST_PARAGRAPH = 30  # of a paragraph that needs a stop
_SHORTEST_CUT = 18  # of one that breaks off at a comma
_LONGEST_HEADING = 45  # without a number
_LONGEST_CELL = 15  # in a table that is written as lines
_LONGEST_LINE = 60  # in a text with lines broken by hand
_LONGEST_FORMULA = 120
_MOST_SLIPS = 2  # paragraphs; more of them may be a habit
_MOST_EMPTY = 4  # paragraphs between two neighbours
_COPULAS = ("为", "是", "得", "有", "即")
_STOPS = "。！？；：…—!?;:."
_CLOSING = "”’》〉" + INDENT

# `re` searches for the literal at the start fifty times as fast as it reads paragraphs.
_UNENDED = rf"\n(?<=[^{_STOPS}\n]\n)"
# Possessive: a paragraph is read once.
_ENDED = rf"^[^\n]{{{_SHORTEST_PARAGRAPH},}}+(?<=[{_STOPS}”）])$"
_BULLETS = tuple("•·●◆■□*-")

_MARKER = r"""(?x)
  第 [一二三四五六七八九十百\d]{1,4} [编章节条] | [（(] [一二三四五六七八九十\d]{1,3} [）)]
  | [一二三四五六七八九十]{1,3} [、.．是] | \d{1,2} [.．、] | [①-⑳•·●◆■□*-]
"""
# Captions, answers to choose, labels with their content, subtitles.
_NO_SENTENCE = r"""(?x)
  [图表] [ ]? [\d一二三四五六七八九十] | [A-H] [ ]? [.．、)）] | 附[件录表图] | [—※|>\#] | [^，。；：\n]{1,12} [：:]
"""
_NOTE = r"（[^（）\n]{1,20}）"  # 李某（女，壮族）
_CREDIT = r"[。！？][^，。；\n]{0,12}(?:编者|作者|摄|供稿|整理)$"  # ——编者
_VALUE = r"[=＝][^，。；=＝]{1,10}$"
_TITLE = (
    "(?:通知|报告|意见|方案|办法|规定|决定|函|请示|批复|总结|讲话|纪要|公告|通报|通告|公示|计划|要点|规划|细则"
    "|章程|制度|简报|汇报|决议|条例|措施|清单|名单|汇编|材料|说明|综述|纪实|启示|致辞|提纲|指南|预案|倡议书)$"
)
_PAGE_NUMBER = r"[^\u3400-\u9fffA-Za-z]{0,4}\d{1,4}[^\u3400-\u9fffA-Za-z]{0,4}"
_LAST = r"[\u3400-\u9fff%‰”’》〉，、]$"


class _Paragraph(NamedTuple):
    """A paragraph, and its text without white space at the ends."""

    span: Span
    text: str
    indent: int  # code points in front of the text
    bullet: str  # in front of the text, as the format has it: -

    @property
    def ends(self) -> bool:
        """Whether the paragraph ends with a stop or a note."""
        return self.text.rstrip(_CLOSING).endswith((*_STOPS, "）", ")", "】", "〕"))

    @property
    def has_sentence(self) -> bool:
        return "。" in self.text

    @property
    def stops_short(self) -> bool:
        return self.text.endswith(("，", "、"))

    @property
    def marker(self) -> str:
        """The marker at the start without its number: （） or 、 or nothing."""
        match = compiled(_MARKER).match(self.text)
        return compiled(r"[一二三四五六七八九十百\d]").sub("", match[0]) if match else ""


class ParagraphEnd(Check):
    """The last character of each paragraph of running text without a stop at the end.

    A document that leaves out the stop more often than not has no hits.
    """

    sign = rf"[^\n]{{{_SHORTEST_CUT}}}"

    def __call__(self, document: Document) -> Iterator[Hit]:
        wrong = [
            paragraph
            for paragraph in _unended(document)
            if not _may_do_without(document, paragraph)
        ]
        if len(wrong) > _MOST_SLIPS and len(wrong) > sum(
            1 for _ in compiled(_ENDED).finditer(document.prose)
        ):
            return
        for paragraph in wrong:
            end = paragraph.span.start + paragraph.indent + len(paragraph.text)
            fault = "停在“{}”上" if paragraph.stops_short else "没有点号"
            yield Hit(Span(end - 1, end), {"fault": fault.format(paragraph.text[-1])})


def _unended(document: Document) -> Iterator[_Paragraph]:
    prose = document.prose
    ends = [match.start() for match in compiled(_UNENDED).finditer(prose)]
    for end in (*ends, len(prose)):
        start = prose.rfind("\n", 0, end) + 1
        if end - start < _SHORTEST_CUT:
            continue
        paragraph = _paragraph(document, Span(start, end))
        shortest = _SHORTEST_CUT if paragraph.stops_short else _SHORTEST_PARAGRAPH
        if paragraph.ends or len(paragraph.text) < shortest:
            continue
        if _is_running_text(document, paragraph):
            yield paragraph


def _paragraph(document: Document, span: Span) -> _Paragraph:
    text = document.prose[span.start : span.end]
    bare = text.lstrip(INDENT)
    indent = len(text) - len(bare)
    bullet = document.text[span.start : span.start + indent].strip()
    return _Paragraph(span, bare.rstrip(INDENT), indent, bullet)


def _is_running_text(document: Document, paragraph: _Paragraph) -> bool:
    text = paragraph.text
    return (
        "，" in compiled(_NOTE).sub("", text[:-1])
        and not compiled(_CREDIT).search(text, len(text) - 20)
        and not compiled(_VALUE).search(text, max(0, len(text) - 12))
        and compiled(_LAST).search(text, len(text) - 1) is not None
        and document.block(paragraph.span.start + paragraph.indent) is None
        and (paragraph.has_sentence or not compiled(_NO_SENTENCE).match(text))
        and (paragraph.has_sentence or not compiled(_TITLE).search(text, len(text) - 3))
        and not compiled(COLUMNS).search(text)
        and not _is_in_contents(document, paragraph.span)
    )


def _is_in_contents(document: Document, span: Span) -> bool:
    """Whether the paragraph is an entry of the table of contents, or the title of an entry."""
    listed = document.once(contents)
    return listed is not None and (
        listed.span.start <= span.start < listed.span.end
        or any(entry.body == span for entry in listed.entries)
    )


def _may_do_without(document: Document, paragraph: _Paragraph) -> bool:
    before, behind = _neighbour(document, paragraph, -1), _neighbour(document, paragraph, 1)
    return (
        _is_listed(paragraph, before, behind)
        or _leads_in(document, paragraph)
        or (behind is not None and _goes_on(document, paragraph, behind))
        or _is_heading(paragraph, before, behind)
    )


def _is_listed(paragraph: _Paragraph, before: _Paragraph | None, behind: _Paragraph | None) -> bool:
    """Whether its neighbours have no stops either: in a list, a poem, the cells of a table."""
    around = [line for line in (before, behind) if line and not line.ends]
    kin = [line for line in around if line.marker == paragraph.marker]
    bullet = paragraph.bullet or paragraph.marker
    if bullet in _BULLETS and any((line.bullet or line.marker) == bullet for line in around):
        return True
    if any(len(line.text) > _LONGEST_CELL and "，" in line.text for line in kin):
        return True
    return sum(len(line.text) <= _LONGEST_CELL and not line.marker for line in around) == 2


def _leads_in(document: Document, paragraph: _Paragraph) -> bool:
    """Whether it introduces a formula below: 计算公式为."""
    if not paragraph.text.endswith(_COPULAS):
        return False
    end = paragraph.span.end
    line = document.text[end : end + _LONGEST_FORMULA].lstrip().partition("\n")[0]
    return "=" in line or "＝" in line or line.startswith("$$")


def _is_heading(
    paragraph: _Paragraph, before: _Paragraph | None, behind: _Paragraph | None
) -> bool:
    if paragraph.has_sentence or paragraph.stops_short:
        return False
    if paragraph.marker:
        # Between sentences with such markers, it is a sentence too.
        kin = [line for line in (before, behind) if line and line.marker == paragraph.marker]
        return not kin or (behind is not None and not behind.marker)
    if behind is None or paragraph.text.count("，") > 2:
        return False
    is_title = before is None and not paragraph.indent
    return is_title or (len(paragraph.text) <= _LONGEST_HEADING and behind.ends)


def _goes_on(document: Document, paragraph: _Paragraph, behind: _Paragraph) -> bool:
    """Whether the next line may be the rest of the same sentence, or has the address of a title."""
    if behind.text.startswith(("http://", "https://")):
        return True
    if compiled(_PAGE_NUMBER).fullmatch(behind.text):
        rest = _neighbour(document, behind, 1)
        return rest is not None and not rest.marker and not rest.indent
    between = document.text[paragraph.span.end : behind.span.start]
    if between not in ("\n", "\r\n", "\r") or behind.marker:
        return False
    is_line = len(paragraph.text) <= _LONGEST_LINE and not behind.indent
    if is_line and paragraph.stops_short and document.once(is_wrapped):
        return True
    if not behind.ends:
        return False
    if paragraph.indent > behind.indent:
        return True
    if paragraph.indent or len(behind.text) > len(paragraph.text) or document.once(_is_unbroken):
        return False
    return len(paragraph.text) <= _LONGEST_LINE


def _is_unbroken(document: Document) -> bool:
    """Whether a line is too long for a text with lines broken by hand."""
    return compiled(rf"^[^\n]{{{_LONGEST_LINE + 10}}}").search(document.prose) is not None


def _neighbour(document: Document, paragraph: _Paragraph, step: int) -> _Paragraph | None:
    """The next paragraph with text in the direction of the step, over a few empty ones."""
    span = paragraph.span
    for _ in range(_MOST_EMPTY + 1):
        at = span.end + 1 if step > 0 else span.start - 1
        if not 0 <= at < len(document.prose):
            return None
        span = document.paragraph(at)
        neighbour = _paragraph(document, span)
        if neighbour.text:
            return neighbour
    return None

"""The `heading-end` check: headings that end with a mark, on a line of their own."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import INDENT, Block, Document
from kanwu.expressions import compiled
from kanwu.structure.groups import groups
from kanwu.structure.outline import Heading, outline
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_HEADING = 40  # code points without the number
_LONGEST_GAP = 200  # code points of empty lines in front of the next paragraph
_MARKS = "。，；：、"
_PAUSES = "，、"
_NEXT_LINE = r"[ \t\u3000]*\n+[ \t\u3000\ufffc]*(?P<text>[^。；：！？\n]{1,60})(?:\n|\Z)"
# Words at the end of headings: a short line that ends with one is no sentence.
_NOUN = r"""(?x) [一二三四五六七八九十] [、.．] [^，、；。：\n]{0,12}
  (?: 情况 | 成效 | 成绩 | 问题 | 不足 | 打算 | 做法 | 概况 | 思路 | 体会 | 启示 | 措施 ) $"""
_WITHIN = "[。；：！？]"
_LONGEST_WITH_STOP = 20  # code points of a heading with a full stop; a longer one is a sentence
_SENTENCE = "是指|应当?|必须|不得|为准"
_CLAUSE = f"{_SENTENCE}|，"
_RULE = f"{_SENTENCE}|负责解释|施行"
_ITEM = r"[ \t\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．])"
_STYLES = ("第编", "第章", "第节", "一", "（一）")  # the highest first
_TITLE = r"""(?x) \n*
  [^。，；：、！？\s\ufffc] [^。，；：、！？\n]{3,40}
  (?: 总结 | 打算 | 安排 | 思路 | 报告 | 方案 | 通知 | 意见 | 计划 | 要点 | 办法 | 规定
    | 规划 | 汇报 | 预案 | 细则 | 通报 | 请示 )
  (?P<mark> [。，；、] ) [ \t\u3000]* \n
"""
_FOLLOWING = r"[^\s\u3000\ufffc]"
_BODY = r"\n*[ \t\u3000]{2,}[^ \t\u3000\n]"
# Markup behind the text of a heading that a reader does not see.
_CLOSING = r"(?:\{[^{}\n]*\}|</[A-Za-z]+>|[\s\u3000*_~#])*"


class HeadingEnd(Check):
    """The mark at the end of a heading that has text below and siblings without a mark.

    Headings of the format itself, and the title in the first line, need no siblings.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        marks = {span: sure for ends in _ENDS for span, sure in ends(document)}
        for span, sure in sorted(marks.items()):
            yield Hit(span, edits=(Edit(span, ""),), doubtful=not sure)


def _of_numbered(document: Document) -> Iterator[tuple[Span, bool]]:
    headings = document.once(outline)
    for group in document.once(groups):
        if headings[group.headings[0]].style not in _STYLES:
            continue
        if _are_items(document, [headings[at] for at in group.headings]):
            continue
        ends = [_end(document, headings[at], at) for at in group.headings]
        marked = [end for end in ends if end and document.prose[end.start] in _MARKS]
        plain = len(ends) - len(marked)
        if None not in ends and len(marked) <= plain:
            yield from _of_group(document, marked, plain > 1)
        else:
            yield from ((end, False) for end in marked if _is_noun(document.prose, end.start))


def _are_items(document: Document, group: list[Heading]) -> bool:
    """Whether the text in front of a further one ends with a semicolon, as an item of a list."""
    starts = [heading.span.start for heading in group[1:]]
    texts = (document.prose[max(0, start - _LONGEST_GAP) : start] for start in starts)
    return any(text.rstrip(INDENT + "\n").endswith("；") for text in texts)


def _of_group(document: Document, marked: list[Span], sure: bool) -> Iterator[tuple[Span, bool]]:
    """The marks at the ends of headings; after a pause, a heading may go on in the next line."""
    for end in marked:
        pauses = document.prose[end.start] in _PAUSES
        if not (pauses and _goes_on(document.prose, end.end)) and not _is_rule(document, end):
            yield end, sure and not pauses


def _is_rule(document: Document, end: Span) -> bool:
    """Whether the line is a sentence of a regulation: 本办法由县水利局负责解释。"""
    start = document.paragraph(end.start).start
    return document.prose[end.start] == "。" and bool(
        compiled(_RULE).search(document.prose, start, end.start)
    )


def _goes_on(prose: str, end: int) -> bool:
    """Whether the next line is short, and no sentence."""
    line = compiled(_NEXT_LINE).match(prose, end)
    return line is not None and len(line["text"]) <= _LONGEST_HEADING


def _of_format(document: Document) -> Iterator[tuple[Span, bool]]:
    for block in document.blocks:
        if block.kind != "heading":
            continue
        text = document.prose[block.span.start : block.span.end].rstrip(INDENT + "#\n")
        if not 1 < len(text) <= _LONGEST_HEADING or _is_sentence(text):
            continue
        if text[-1] in "。，；、" and text[-2] not in _MARKS and not _is_item(text):
            end = block.span.start + len(text)
            if text[-1] in _PAUSES and _goes_on(document.prose, end):
                continue
            if _is_last(document, end, block.span.end) and _has_text_below(document, block):
                yield Span(end - 1, end), text[-1] != "、"


def _is_item(text: str) -> bool:
    """Whether a heading of the format is an item of a list: 2）设备保修一年；"""
    return text[-1] == "；" and compiled(_ITEM).match(text) is not None


def _is_last(document: Document, end: int, line_end: int) -> bool:
    """Whether nothing is shown behind, such as an address or a picture."""
    return compiled(_CLOSING).fullmatch(document.text, end, line_end) is not None


def _has_text_below(document: Document, heading: Block) -> bool:
    """Whether what follows is not of the heading's level or above it, as it is below an item."""
    following = compiled(_FOLLOWING).search(document.prose, heading.span.end)
    block = document.block(following.start()) if following else None
    return following is not None and not (
        block and block.kind == "heading" and block.level <= heading.level
    )


def _is_sentence(text: str) -> bool:
    """Whether a heading of the format is a clause: “合同”是指双方达成的协议."""
    if text[-1] != "。":
        return False
    return len(text) > _LONGEST_WITH_STOP or compiled(_CLAUSE).search(text) is not None


def _of_title(document: Document) -> Iterator[tuple[Span, bool]]:
    match = compiled(_TITLE).match(document.prose)
    # A line with a full stop may be a sentence.
    body = r"\n*[^\n]" if match and match["mark"] != "。" else _BODY
    if match and compiled(body).match(document.prose, match.end()):
        yield Span(*match.span("mark")), match["mark"] != "、"


def _is_noun(prose: str, end: int) -> bool:
    start = prose.rfind("\n", 0, end) + 1
    return compiled(_NOUN).search(prose, start, end) is not None


_ENDS = (_of_numbered, _of_format, _of_title)


def _end(document: Document, heading: Heading, at: int) -> Span | None:
    """The last character of a heading with a line of its own and text below it."""
    start, prose = heading.span.end, document.prose
    line_end = prose.find("\n", start, start + _LONGEST_HEADING * 2)
    if heading.inline or line_end < 0:
        return None
    text = prose[start:line_end].rstrip(INDENT)
    if not 1 < len(text) <= _LONGEST_HEADING or compiled(_WITHIN).search(text[:-1]):
        return None
    if not _is_last(document, start + len(text), line_end):
        return None
    behind = prose[line_end : line_end + _LONGEST_GAP]
    below = line_end + len(behind) - len(behind.lstrip("\n" + INDENT))
    if below >= len(prose):
        return None
    for following in document.once(outline)[at + 1 : at + 2]:
        if following.span.start == below and following.style in _not_below(heading.style):
            return None
    return Span(start + len(text) - 1, start + len(text))


def _not_below(style: str) -> tuple[str, ...]:
    """The styles of the same level and of higher ones."""
    return _STYLES[: _STYLES.index(style) + 1]

"""Marks that come in pairs, at their places, and characters that only look like them."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# The opener and the closer of each form of a kind; the opener of the first form names the kind.
_FORMS = ("（） ()", "［］ []", "｛｝ {}", "〔〕", "【】", "《》", "〈〉", "“”", "‘’")
_HALVES = [(form[0], form[1]) for forms in _FORMS for form in forms.split()]
_OPENERS = frozenset(opener for opener, _ in _HALVES)
_KIND = {mark: forms[0] for forms in _FORMS for mark in forms.replace(" ", "")}
# Straight quotation marks open and close alike.
_KIND |= {'"': '"', "＂": '"', "'": "'", "＇": "'"}

# The other half of each mark; a straight one has none.
PARTNER = dict(_HALVES) | {closer: opener for opener, closer in _HALVES}
FULL_WIDTH = dict(zip("()[]{}", "（）［］｛｝", strict=True))
QUOTES = "“‘"
TITLES = "《〈"
STRAIGHT = "\"'"  # kinds
CJK = "\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·"
HAN = "々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
STOPS = "，。、；：！？,.;:!?）)］]》〉”’\n"  # no word, item or quotation begins with these

_CLASS = r"""（）()［］\[\]｛｝{}〔〕【】《》〈〉“”‘’"＂'＇"""
MARK = f"[{_CLASS}]"
QUOTE = r"""[“”‘’"＂'＇]"""
_INSIDE = rf"[^{_CLASS}\n]*+"
# A row of plain pairs, full-width ones without other marks inside, and the text between them.
_PLAIN_PAIRS = rf"""(?x) (?> (?: [^{_CLASS}]*+
  (?: （ {_INSIDE} ） | “ {_INSIDE} ” | 《 [^{_CLASS}<>＜＞\n]*+ 》 | 〔 {_INSIDE} 〕 | 【 {_INSIDE} 】 )
)+ )"""
_BREAK = r"\n[\s\ufffc]*"  # between two paragraphs that are not empty
_WITHIN_WORD = r"(?<=[A-Za-z])['’‘＇](?=[A-Za-z])"  # It’s
_SIDE = r"[ ]?[-+−]?[\d.∞a-z\U0001d400-\U0001d7ff′'百千万亿元人米吨]{1,12}[%％]?[ ]?"
_INTERVAL = rf"[\[［]{_SIDE}[,，]{_SIDE}[)）]|[(（]{_SIDE}[,，]{_SIDE}[\]］]"  # [0,1)

_NUMERALS = "一二三四五六七八九十甲乙丙丁"
# The number of an item at the start of a clause or in a row, and a number right before a word.
_LIST_MARKER = rf"""(?x)
(?: ^ | [，。；：、,;: \t\u3000\ufffc] | [第骤和及与至到～~—-] )
(?: \d{{1,3}} (?: \.\d{{1,2}} ){{0,4}} | [A-Za-z] | [ivxIVX]{{1,4}} | [{_NUMERALS}]{{1,3}} ) [ ]? [)）】] \Z
"""
_INLINE_MARKER = r"(?:(?<![\d.A-Za-z（(])[1-9A-Za-z]|[①-⑳Ⅰ-ⅻ])[)）]\Z"
_NEAR = 200  # code points around the number of an item, in which another is looked for
_LONGEST_ADDRESS = 200  # code points in front of a mark in an address of the web
_ROW = r"(?<![\d（(])\d{1,2}[)）](?:[、，和与及至到~～—-]\d{1,2}[)）])+"
_LONGEST_MARKER = 16  # code points of a number and the mark behind: 1.2.3.4）
_LONGEST_HEAD = 6  # code points of an indent and a number
_SMILEY = r"[:;=^：][-o]?[)）]\Z"
_INCH = r"(?<![\d.·—-])\d{1,3}(?:\.\d)?”\Z"


class Mark(NamedTuple):
    """A mark at its place."""

    offset: int
    text: str
    kind: str  # the full-width opener of its kind: （ for ( and )
    opens: bool
    paragraph: int  # from 0, without empty ones

    @property
    def span(self) -> Span:
        return Span(self.offset, self.offset + 1)


def marks_by_paragraph(prose: str) -> Iterator[list[Mark]]:
    """The marks of each paragraph that does not have plain pairs only."""
    next_mark, plain_pairs = compiled(MARK).search, compiled(_PLAIN_PAIRS).match
    number = counted = at = 0
    while mark := next_mark(prose, at):
        offset = mark.start()
        if plain := plain_pairs(prose, offset):
            at = plain.end()
            continue
        number += len(compiled(_BREAK).findall(prose, counted, offset))
        counted = offset
        start = prose.rfind("\n", 0, offset) + 1
        end = prose.find("\n", offset)
        at = len(prose) if end < 0 else end
        if marks := list(_marks(prose, start, at, number)):
            yield marks


def _marks(prose: str, start: int, end: int, paragraph: int) -> Iterator[Mark]:
    for match in compiled(MARK).finditer(prose, start, end):
        offset, text = match.start(), match[0]
        if offset < start or (text in "'’‘＇" and compiled(_WITHIN_WORD).match(prose, offset)):
            continue
        if text in "（([［" and (interval := compiled(_INTERVAL).match(prose, offset)):
            start = interval.end()
            continue
        yield Mark(offset, text, _KIND[text], text in _OPENERS, paragraph)


def is_list_marker(mark: Mark, prose: str) -> bool:
    """Whether the bracket closes the number of an item: 1） or a)."""
    before = prose[mark.offset - 1 : mark.offset]
    if mark.text not in ")）】" or ("\u3400" <= before <= "\u9fff" and before not in _NUMERALS):
        return False
    if _ends(_LIST_MARKER, prose, mark.offset):
        return True
    if before.isdecimal() and _is_in_row(mark.offset, prose):
        return True
    before_word = mark.text != "】" and prose[mark.offset + 1 : mark.offset + 2] not in STOPS
    return before_word and _ends(_INLINE_MARKER, prose, mark.offset)


def _is_in_row(offset: int, prose: str) -> bool:
    """Whether the bracket closes a number in a row that refers to items: 在1）、2）、3）三处."""
    start, end = max(0, offset - _NEAR), offset + _NEAR
    rows = compiled(_ROW).finditer(prose, start, end)
    return any(row.start() < offset < row.end() for row in rows)


def stands_alone(mark: Mark, prose: str) -> bool:
    """Whether the mark, having no partner, needs none."""
    if mark.text not in "‘’”)）】([]{}":
        return False
    before, after = prose[mark.offset - 1 : mark.offset], prose[mark.offset + 1 : mark.offset + 2]
    if mark.text == "’":
        return (before.isascii() and before.isalnum()) or after.isdecimal()
    if mark.text == "‘":
        return after.isdecimal()
    if mark.text == "”":
        return _ends(_INCH, prose, mark.offset)
    if mark.text in ")）" and _ends(_SMILEY, prose, mark.offset):
        return True
    if is_list_marker(mark, prose) and not _has_bracketed_sibling(mark.offset, prose):
        return True
    if mark.text in "()[]{}":
        cjk = compiled(f"[{CJK}]")
        return not (cjk.match(before) or cjk.match(after)) or _is_in_address(mark.offset, prose)
    return False


def _has_bracketed_sibling(offset: int, prose: str) -> bool:
    """Whether the number in front of the mark lost its opening bracket: （一）… 二）…"""
    start, end = max(0, offset - _NEAR), offset + _NEAR
    line_start = prose.rfind("\n", start, offset) + 1 or start
    line_end = prose.find("\n", offset, end)
    if offset - line_start < _LONGEST_HEAD:
        return False  # a heading, for the checks of numbering
    for numerals in (r"\d", "[一二三四五六七八九十]"):
        if compiled(numerals).match(prose, offset - 1):
            sibling = compiled(rf"[（(]{numerals}{{1,2}}[)）]")
            return sibling.search(prose, line_start, end if line_end < 0 else line_end) is not None
    return False


def _ends(source: str, prose: str, offset: int) -> bool:
    """Whether a match of the expression ends with the mark at the offset."""
    start = max(0, offset - _LONGEST_MARKER)
    return compiled(source).search(prose, start, offset + 1) is not None


def _is_in_address(offset: int, prose: str) -> bool:
    start = prose.rfind("://", max(0, offset - _LONGEST_ADDRESS), offset)
    return start >= 0 and compiled("[!-~]*").fullmatch(prose, start, offset) is not None

"""The `halfwidth-bracket` check: half-width brackets in Chinese text."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.context.syntax import is_syntax
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_match
from kanwu.structure.marks import FULL_WIDTH, MARK
from kanwu.structure.pairs import Pair, pairs
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_NAME = 24  # code points of a function and the sign in front of it
_LONGEST_CLAUSE = 60  # code points in front of a bracket
_CLAUSE = r"[^，。；\n]*\Z"
_OPERATOR = r"[=＝+*/×÷−-]"
# SL-2018(水)-001, (2018)量认(国)字(Z1234)号
_NUMBER = r"""(?x) [A-Za-z0-9] \([\u3400-\u9fff]{1,3}\) -? [A-Za-z0-9]
| [(]\d{4}[)] [\u3400-\u9fff]{1,6} (?: [(][\u3400-\u9fff]{1,2}[)] [\u3400-\u9fff]{0,2} )? (?: [(][A-Z]?\d{1,6}[)] | 第?[A-Z]?\d{1,6} ) 号"""
_AUTHORS_AND_YEAR = (
    r"[\u3400-\u9fffA-Za-z .&,;；，、]{2,40}[,，][ ]?(?:19|20)\d\d[a-z]?(?:[;；][^()\n]{1,60})?"
)
# md5(密钥), 函数名(参数), 左括号 (
_CALL = r"(?:(?<![A-Za-z])(?:md5|sha\d{0,3}|hash|len|max|min|sum|abs|sqrt|log|ln|exp|sin|cos|tan)|(?:函数|方法|类)名|括号[ ]?)\Z"
_SHIFT = r"[ ]?(?:<<|>>)"
_CLAUSE_START = r"(?:^[ \t\u3000\u00a0\ufffc]*|[。；：])\Z"
_ENGLISH = r"[A-Za-z]{2,20}[ ][A-Za-z]{2,20}[ ]\Z"
_CHINESE = r"[\u3400-\u9fff，。；：、]"
# The first words of an aside in square brackets; other words are a slot to fill in or a note.
_ASIDE = r"其中|[不未]?[含包]|以下|下同|即|详?见|原"
# Chinese text without Chinese characters: years, and signs outside ASCII.
_YEARS_OR_SIGNS = r"[12]\d{3}(?:[-—–~～至][12]\d{3})?|[%\u0080-\ufffb]{1,8}"


class HalfwidthBracket(Check):
    """Both brackets of a half-width pair around Chinese text, or around a year or signs next to it."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        for pair in document.once(pairs).matched:
            narrow = prose[pair.opener] in "([" and prose[pair.closer] in ")]"
            if not narrow or not _should_be_wide(pair, prose) or _is_gloss(document, pair):
                continue
            if not is_syntax(document, pair.opener):
                edits = tuple(Edit(span, FULL_WIDTH[prose[span.start]]) for span in pair.spans)
                for edit in edits:
                    yield Hit(edit.span, {"expected": edit.text}, edits)


def _should_be_wide(pair: Pair, prose: str) -> bool:
    before, after = prose[pair.opener - 1 : pair.opener], prose[pair.closer + 1 : pair.closer + 2]
    if prose[pair.opener] == "[":
        return compiled(_ASIDE).match(prose, pair.opener + 1) is not None
    if before == "]":  # a link of Markdown
        return False
    if pair.holds_chinese(prose):
        return not (_is_item(pair, prose) or _is_formula(pair, prose) or _is_number(pair, prose))
    if after.isdecimal() or not pair.is_next_to_chinese(prose):
        return False  # (2023)12号
    if _is_number(pair, prose) or _is_formula(pair, prose):
        return False
    return compiled(_YEARS_OR_SIGNS).fullmatch(prose, pair.opener + 1, pair.closer) is not None


def _is_gloss(document: Document, pair: Pair) -> bool:
    """Whether all that is Chinese in an English line is in the brackets: East Canal (东干渠)."""
    line = document.paragraph(pair.opener)
    return bool(
        compiled(_ENGLISH).search(document.prose, line.start, pair.opener)
        and not compiled(_CHINESE).search(document.prose, line.start, pair.opener)
        and not compiled(_CHINESE).search(document.prose, pair.closer, line.end)
    )


def _is_formula(pair: Pair, prose: str) -> bool:
    """Whether the pair stands in a formula or a call: P(晴)=0.6, 利润=(收入-成本)-税金, md5(密钥)."""
    before = prose[max(0, pair.opener - _LONGEST_NAME) : pair.opener]
    if compiled(_CALL).search(before) or compiled(_SHIFT).match(prose, pair.closer + 1):
        return True
    name = compiled(r"(?P<sign>[=/*+×÷][ ]?)?(?<![A-Za-z])[A-Za-z_][\w^]{0,20}\Z").search(before)
    if name and (name["sign"] or compiled(r"[ ]?[=/*+×÷]").match(prose, pair.closer + 1)):
        return True
    clause = compiled(_CLAUSE).search(prose, max(0, pair.opener - _LONGEST_CLAUSE), pair.opener)
    start = clause.start() if clause else pair.opener
    end = compiled(r"[^，。；\n]{0,60}").match(prose, pair.closer + 1)
    if not compiled("[=＝]").search(prose, start, end.end() if end else pair.closer):
        return False
    return bool(
        compiled(rf"{_OPERATOR}[ ]?\Z").search(before)
        or compiled(rf"[ ]?{_OPERATOR}").match(prose, pair.closer + 1)
    )


def _is_number(pair: Pair, prose: str) -> bool:
    """Whether the pair stands in a number of a document or a product, or names authors and a year."""
    inside = compiled(_AUTHORS_AND_YEAR).fullmatch(prose, pair.opener + 1, pair.closer)
    return bool(inside) or in_match(_NUMBER, prose, Span(pair.opener, pair.closer + 1))


def _is_item(pair: Pair, prose: str) -> bool:
    """Whether the pair encloses the number of an item at the start of a clause: (一)."""
    inside = prose[pair.opener + 1 : pair.closer] if pair.closer - pair.opener <= 4 else ""
    start = max(0, pair.opener - _LONGEST_CLAUSE)
    return (
        compiled("[一二三四五六七八九十]+").fullmatch(inside) is not None
        and compiled(_CLAUSE_START).search(prose, start, pair.opener) is not None
    )

"""The `spacing` check: spaces between Chinese and foreign words, against the document's habit."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = "[\u3400-\u9fff]"
# Letters and digits have a habit each; an X may stand for a Chinese word.
_KINDS = ("[A-WYZa-wyz]", "[0-9]")
# Lines without a pause, lines in columns, lines with a number at the start.
_NO_SENTENCE = r"""(?x)
^ [^，。；\n]* $ | [ ]{2} | \t
| ^ [ \t\u3000\ufffc]* (?: [图表注]? [ ]? [0-9.]{1,8} | 第 [ ]? [0-9]{1,3} [ ]? [编章节条]
    | 附[件录表图] ) [ ：]
"""
_MORE, _TIMES = 4, 4  # a habit has so many times as many places as exceptions, and so many more


class Spacing(Check):
    """Each exception to the usual spacing between Chinese and foreign letters, or digits.

    The hit is a space, or the two characters without a space between them.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        for kind in _KINDS:
            spaces = [space for space in _spaces(document, kind) if _is_sentence(document, space)]
            if not spaces:
                continue
            joints = [joint for joint in _joints(document, kind) if _is_sentence(document, joint)]
            if len(joints) >= len(spaces) * _TIMES + _MORE:
                yield from (_hit(space, space, "") for space in spaces)
            elif len(spaces) >= len(joints) * _TIMES + _MORE:
                for joint in joints:
                    yield _hit(joint, Span(joint.start + 1, joint.start + 1), " ")


def _is_sentence(document: Document, span: Span) -> bool:
    return not document.once(_is_no_sentence, *document.paragraph(span.start))


def _is_no_sentence(document: Document, start: int, end: int) -> bool:
    return compiled(_NO_SENTENCE).search(document.prose, start, end) is not None


def _spaces(document: Document, kind: str) -> Iterator[Span]:
    source = rf"[ ](?:(?<={_HAN}[ ])(?={kind})|(?<={kind}[ ])(?={_HAN}))"
    for match in compiled(source).finditer(document.prose):
        yield Span(*match.span())


def _joints(document: Document, kind: str) -> Iterator[Span]:
    """A Chinese next to a foreign character, but not behind the number of an item."""
    prose = document.prose
    for match in compiled(rf"(?<=[^\n\u3000.．]){kind}+").finditer(prose):
        start, end = match.span()
        if compiled(_HAN).match(prose, start - 1):
            yield Span(start - 1, start + 1)
        if compiled(_HAN).match(prose, end):
            yield Span(end - 1, end + 1)


def _hit(span: Span, place: Span, instead: str) -> Hit:
    fault = "少了" if instead else "多了"
    return Hit(span, {"fault": fault}, (Edit(place, instead),))

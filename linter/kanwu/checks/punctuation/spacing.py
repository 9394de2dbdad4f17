"""The `spacing` check: spaces between Chinese and foreign words, put or left out against habit."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = "[\u3400-\u9fff]"
# Letters and digits, each with a habit of its own; an X may stand for a Chinese word.
_KINDS = ("[A-WYZa-wyz]", "[0-9]")
# No sentence: a line without a pause, or in columns; one with a number that may stand apart.
_NO_SENTENCE = r"""(?x)
^ [^，。；\n]* $ | [ ]{2} | \t
| ^ [ \t\u3000\ufffc]* (?: [图表注]? [ ]? [0-9.]{1,8} | 第 [ ]? [0-9]{1,3} [ ]? [编章节条]
    | 附[件录表图] ) [ ：]
"""
_MANY, _TIMES = 4, 4  # so many, and so many times more often, is a habit


class Spacing(Check):
    """Each place where Chinese and foreign letters, or digits, meet otherwise than they mostly do.

    What is found is a space, or the two characters that have none between them.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        for kind in _KINDS:
            spaces = [space for space in _spaces(document, kind) if _is_sentence(document, space)]
            if not spaces:
                continue
            joints = [joint for joint in _joints(document, kind) if _is_sentence(document, joint)]
            if len(joints) >= len(spaces) * _TIMES + _MANY:
                yield from (_hit(space, space, "") for space in spaces)
            elif len(spaces) >= len(joints) * _TIMES + _MANY:
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
    """A Chinese and a foreign character next to each other; not behind the number of an item."""
    prose = document.prose
    for match in compiled(rf"(?<=[^\n\u3000.．]){kind}+").finditer(prose):
        start, end = match.span()
        if compiled(_HAN).match(prose, start - 1):
            yield Span(start - 1, start + 1)
        if compiled(_HAN).match(prose, end):
            yield Span(end - 1, end + 1)


def _hit(found: Span, place: Span, instead: str) -> Hit:
    fault = "少了" if instead else "多了"
    return Hit(found, {"fault": fault}, (Edit(place, instead),))

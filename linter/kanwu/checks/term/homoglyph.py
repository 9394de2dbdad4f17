"""The `homoglyph` check: characters in place of others that look the same."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_FOREIGN = "АВЕКМНОРСТХаеорсухіЅІЈ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"  # Cyrillic and Greek
_LATIN = "ABEKMHOPCTXaeopcyxiSIJ" + "ABEZHIKMNOPTYXo"
_AS_LATIN = str.maketrans(_FOREIGN, _LATIN)
_ZEROS = "OoОоΟο"
_AS_DIGITS = str.maketrans({"l": "1", "I": "1"} | dict.fromkeys(_ZEROS, "0"))
_AS_HAN = dict(zip("ロニハエカター丶曰囗", "口二八工力夕一、日口", strict=True))

_KANA = "[ぁ-ゖアイウキクケコサシスセソチツテナヌネノヒフヘホマミムメモヤユヨラルレワヲン]"

# Characters behind a number. Litres, and things with a grade in Roman numerals, are left out.
_COUNTED = "年月日号时点世纪元人名户个项家处所座条章件亩栋张辆台套份期届次层楼室公里万亿千百%％〕"
_NUMBER = rf"""(?x)
(?<! [A-Za-z0-9_.\#/\\:@{_ZEROS}-] ) (?= [lI]* [0-9] )
[0-9{_ZEROS}lI]{{2,12}}
(?= [{_COUNTED}] ) (?! 日 [均用常产耗] )
"""
_WORD = rf"(?<![\u0370-\u04ff])[A-Za-z{_FOREIGN}]{{1,40}}+(?![\u0370-\u04ff])"
_LONGEST_FRONT = 12  # code points of a word or number in front of the character
_EXPRESSION = rf"""(?x)
  (?<= [0-9] ) [{_ZEROS}] (?= [0-9{_ZEROS}lI{_COUNTED}] )
| (?<! [A-Za-z0-9] ) [lI] (?= [0-9{_ZEROS}] )
| (?<= [0-9] ) [lI] (?= [0-9{_ZEROS}{_COUNTED}] )
| (?<= [A-Za-z] ) [{_FOREIGN}] | [{_FOREIGN}] (?= [A-Za-z] )
| (?<= [{HAN}0-9] ) [АВЕКМНОРСТХ] (?= [{HAN}0-9] )
| (?<= [{HAN}] ) [ロニハエカタ] (?= [{HAN}，。、；：）”》] )
| (?<! [^\n\u3000，。、；：“（] ) [ロエカ] (?= [{HAN}] )
| (?<= [第统唯] ) ー (?= [{HAN}，。；] )
| (?<! [^\n\u3000，。；：“（] ) ー (?= [是、要] )
| (?<= [{HAN}”》] ) 丶 (?= [{HAN}“《] )
| (?<= [0-9] ) 曰 (?! [{HAN}]? [：“] )
| (?<= [人路港窗门关] ) 囗 (?! 囗 )
"""


class Homoglyph(LocalCheck):
    """Letters within numbers, foreign letters within Latin words, kana among Chinese characters.

    The message may name the right word or number as {expected}. Edits of kana and strokes are
    doubtful.
    """

    @property
    def expression(self) -> str:
        return _EXPRESSION

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        offset = match.start()
        if char := _AS_HAN.get(match[0]):
            if document.once(_holds_kana, *document.paragraph(offset)):
                return None
            return _hit(Span(offset, offset + 1), char, doubtful=match[0] != "曰")
        if number := _around(match, "[0-9]", _NUMBER):
            if _is_label(document, number):
                return None
            return _hit(Span(*number.span()), number[0].translate(_AS_DIGITS))
        if match[0] in _FOREIGN and (word := _around(match, f"[A-Za-z{_FOREIGN}]", _WORD)):
            return _hit(Span(*word.span()), word[0].translate(_AS_LATIN))
        return None


def _is_label(document: Document, number: Match[str]) -> bool:
    """Whether it is a letter and a digit, as another with this letter is in the paragraph."""
    letter, rest = number[0][0], number[0][1:]
    if letter not in "lI" or len(rest) != 1:
        return False
    start, end = document.paragraph(number.start())
    labels = compiled(rf"(?<![A-Za-z0-9]){letter}[0-9](?![A-Za-z0-9])")
    return any(label[0] != number[0] for label in labels.finditer(document.prose, start, end))


def _holds_kana(document: Document, start: int, end: int) -> bool:
    """Whether the text has kana that look like no Chinese character."""
    return compiled(_KANA).search(document.prose, start, end) is not None


def _around(match: Match[str], before: str, whole: str) -> Match[str] | None:
    """The word or number around the first look-alike in it."""
    prose, offset = match.string, match.start()
    front = compiled(rf"{before}*\Z").search(prose, max(0, offset - _LONGEST_FRONT), offset)
    around = compiled(whole).match(prose, front.start() if front else offset)
    if around is None or around.end() <= offset:
        return None
    first = compiled(_EXPRESSION).search(prose, around.start())
    return around if first and first.start() == offset else None


def _hit(span: Span, expected: str, *, doubtful: bool = False) -> Hit:
    return Hit(span, {"expected": expected}, (Edit(span, expected),), doubtful)

"""The `circled-sequence` check: the circled numbers, ①②③, of items in a paragraph."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral, to_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Match

_CIRCLED = "①-⑳"
_TEXT = r"(?!项(?!目)|款(?!项)|类(?![别型]))[\u3400-\u9fff“‘《A-Za-z\d]"
_CLAUSE = r"(?<![^。；：，、！？（(“\n \t\u3000\ufffc])"
# Characters in front of a number that refers to an item elsewhere.
_REFERRING = "见照按第由如上前对于据述及和与或至到的在把将从以款条项类即为是—～~/-"
# An item at the start of a clause; one right behind a word, within a series; one in brackets.
_ITEM = rf"""(?x)
  {_CLAUSE} (?P<item> [{_CIRCLED}] ) (?= {_TEXT} )
| (?<= [\u3400-\u9fff”）] ) (?<! [{_REFERRING}] ) (?P<joined> [{_CIRCLED}] ) (?= {_TEXT} )
| {_CLAUSE} [（(] (?P<bracketed> \d{{1,2}} ) [）)] (?= {_TEXT} )
"""
_COMMA = (
    rf"(?<![^。；：\n \t\u3000\ufffc])(?P<item>[{_CIRCLED}])(?P<comma>、)(?=[\u3400-\u9fff“《])"
)


class CircledSequence(Check):
    """A circled number that is not the next one, one in another form, and one with 、 behind it.

    The options are the faults in the message's words; {expected} is the expected text.
    """

    sign = f"[{_CIRCLED}]"

    gap: str
    form: str
    comma: str

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        if "①、" in prose:
            for matches in _lists(compiled(_COMMA).finditer(prose)):
                yield from self._with_comma(matches)
        at = prose.find("①")
        while at >= 0:
            paragraph = document.paragraph(at)
            yield from self._in_paragraph(prose, paragraph)
            at = prose.find("①", paragraph.end)

    def _with_comma(self, matches: list[Match[str]]) -> Iterator[Hit]:
        """The items of a list with 、 behind them, fixed together; doubtful if others have none."""
        spans = tuple(Span(*match.span()) for match in matches)
        last = from_numeral(matches[-1]["item"])
        for match, span in zip(matches, spans, strict=True):
            fault = self.comma.format(expected=match["item"])
            edit = Edit(Span(*match.span("comma")), "")
            yield Hit(span, {"fault": fault}, (edit,), last != len(matches), spans)

    def _in_paragraph(self, prose: str, paragraph: Span) -> Iterator[Hit]:
        last, behind = 0, paragraph.start  # the number of the last item, and its end
        levels = compiled(r"[（(]1[)）]").search(prose, *paragraph) is not None
        for match in compiled(_ITEM).finditer(prose, *paragraph):
            number, bracketed = _number(match), match["bracketed"] is not None
            if bracketed and (levels or number != last + 1):
                continue
            starts = number == 1 and (last > 0 or not match["joined"])
            if not starts and (last == 0 or number < last):
                continue
            wrong = bracketed or number not in (1, last + 1)
            if wrong and not _stands(prose, behind, match.start(), last + 1):
                expected = to_numeral(last + 1, like="①")
                fault = self.form if bracketed else self.gap
                yield Hit(Span(*match.span()), {"fault": fault.format(expected=expected)})
            last, behind = number, match.end()


def _lists(matches: Iterable[Match[str]]) -> Iterator[list[Match[str]]]:
    """The matches in groups that count up."""
    group: list[Match[str]] = []
    for match in matches:
        if group and match["item"] <= group[-1]["item"]:
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _number(match: Match[str]) -> int:
    return from_numeral(match["item"] or match["joined"] or match["bracketed"]) or 0


def _stands(prose: str, start: int, end: int, number: int) -> bool:
    """Whether the circled number stands between the offsets, perhaps not as an item."""
    return prose.find(to_numeral(number, like="①"), start, end) >= 0

"""The `personal-data` check: numbers and accounts of persons, and how to mask them."""

from __future__ import annotations

from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.structure.dates import days_in
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from re import Match
    from typing import Literal

    from kanwu.document import Document

_MASK = "*"
_MASK_IN_MARKDOWN = r"\*"  # two unescaped rows would make the text between them bold
_LONGEST_LABEL = 64  # code points in front of a number

# GB/T 2260: the first two digits of a region; 71 and 81–83 lie beyond the mainland.
_REGIONS = {
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
    *("61", "62", "63", "64", "65", "71", "81", "82", "83"),
}
# GB 11643: ISO 7064 MOD 11-2.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


class PersonalData(Pattern):
    """Every match of `pattern`, or of its last named group, with all but its ends masked.

    `proof` is the rule that its digits must follow. Two expressions match the text in front: a
    resident's number behind `labelled` needs no right check digit; a number behind `public` is
    published on purpose and passed over. `keep` is the number of letters and digits left at either
    end; without it there is no edit. `replace` is not used.
    """

    proof: Literal["resident-id", "luhn"] | None = None
    labelled: str = ""
    public: str = ""
    keep: tuple[int, int] | None = None

    @property
    def expressions(self) -> tuple[str, ...]:
        in_front = filter(None, (self.labelled, self.public))
        return (*super().expressions, *map(_at_end, in_front))

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        start, end = match.span(match.lastgroup or 0)
        prose = match.string
        span = Span(start, end)
        labelled = self._in_front(self.labelled, prose, start) is not None
        if self.proof and not _PROOFS[self.proof](prose[start:end], labelled):
            return None
        if self._in_front(self.public, prose, start) or self._is_passed_over(document, span):
            return None
        return Hit(span, edits=self._masking(document, span))

    def _in_front(self, source: str, prose: str, start: int) -> Match[str] | None:
        """The match of the expression right in front of the place."""
        if not source:
            return None
        return compiled(_at_end(source)).search(prose, max(0, start - _LONGEST_LABEL), start)

    def _masking(self, document: Document, span: Span) -> tuple[Edit, ...]:
        if self.keep is None:
            return ()
        shown = [at for at in range(*span) if document.text[at].isalnum()]
        hidden = shown[self.keep[0] : len(shown) - self.keep[1]]
        mask = _MASK_IN_MARKDOWN if document.format == "markdown" else _MASK
        masked = [mask if at in hidden else document.text[at] for at in range(*span)]
        return (Edit(span, "".join(masked)),)


def _at_end(source: str) -> str:
    return rf"(?:{source})\Z"


def is_resident_id(number: str, labelled: bool = False) -> bool:
    """Whether it has a region, a date and the check digit of GB 11643, which a labelled one need not."""
    digits = "".join(filter(str.isalnum, number)).upper()
    if len(digits) == 15:
        return labelled and digits[:2] in _REGIONS and _is_date("19" + digits[6:12])
    if digits[:2] not in _REGIONS or not _is_date(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return labelled or digits[17] == _CHECK_DIGITS[total % 11]


def is_card_number(number: str, _: bool = False) -> bool:
    """Whether the last digit is right by Luhn's rule, and not all digits are the same."""
    digits = [int(char) for char in number if char.isdecimal()]
    odd, even = digits[-1::-2], digits[-2::-2]
    total = sum(odd) + sum(digit * 2 - 9 * (digit > 4) for digit in even)
    return total % 10 == 0 and len(set(digits)) > 1


def _is_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return 1 <= month <= 12 and 1 <= day <= days_in(month, year)


_PROOFS: Mapping[str, Callable[[str, bool], bool]] = {
    "resident-id": is_resident_id,
    "luhn": is_card_number,
}

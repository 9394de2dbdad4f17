"""差错率: findings counted as the inspection of books counts errors, for every 10,000 characters.

The counts are those of the annex to 图书质量管理规定 (2004), as far as kanwu's rules can be put
into its classes. What a machine finds is a lower bound, and CAVEAT is to stand beside every rate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from kanwu.document import BLANK, Document
from kanwu.finding import Record

# Each for itself; of one wrong form one a page and four at most, or three at most; a tenth
# each, but one for more than three; by the number of characters.
Counting = Literal["each", "once a page", "thrice", "tenths", "length"]
CAVEAT = (
    "本结果为机器检出问题折算值，只含可机检差错，"
    "不等于按CY/T 266—2023检测的编校差错率，不作合格判定依据。"
)
LINE, PAGE = 28, 22 * 28  # characters, as GB/T 9704—2012 lays out a page


class _Class(NamedTuple):
    name: str  # as reports show it
    weight: float
    counting: Counting = "each"


# The classes, by the word that `counts-as` of a rule file has.
CLASSES: Mapping[str, _Class] = {
    "错别字": _Class("错别字", 1, "once a page"),
    "多字漏字": _Class("多字漏字", 1, "length"),
    "多字漏字（每处计1）": _Class("多字漏字", 1),
    "数字差错": _Class("数字差错", 1),
    "书眉差错": _Class("书眉差错", 1),
    "封面文字差错": _Class("封面文字差错", 2),
    "知识、逻辑、语法差错": _Class("知识、逻辑、语法差错", 2),
    "字母与符号混用": _Class("字母与符号混用", 0.5, "thrice"),
    "繁体异体混用": _Class("繁体异体混用", 0.5, "thrice"),
    "单位名称不规范": _Class("单位名称不规范", 1),
    "单位符号差错": _Class("单位符号差错", 0.5, "thrice"),
    "标点差错": _Class("标点差错", 0.1),
    "图表序号差错": _Class("图表序号差错", 0.1, "tenths"),
    "格式差错": _Class("格式差错", 0.1),
}
CLASS_NAMES = tuple(dict.fromkeys(each.name for each in CLASSES.values()))
PLACEHOLDER = "占位"  # the word for a place not filled in, which is no error of editing


class ErrorRate(NamedTuple):
    """What the findings of some documents count, and what is outside of the counting."""

    counts: Mapping[str, float]  # by class
    characters: int  # but spaces
    layout: int  # characters that full lines of 28 would hold
    placeholders: int  # places not filled in
    others: int  # errors and warnings that belong to no class

    @property
    def errors(self) -> float:
        return sum(self.counts.values())

    def base(self, name: str) -> int:
        """The characters that the rate is for: all but spaces, or those of a laid-out page."""
        return self.layout if name == "layout" else self.characters

    def per(self, characters: int, count: float | None = None) -> float:
        """The rate of all errors, or of so many, for every 10,000 of so many characters."""
        count = self.errors if count is None else count
        return count / characters * 10_000 if characters else 0.0


def error_rate(document: Document, records: Iterable[Record]) -> ErrorRate:
    """The rate of one document; `info` findings count nothing."""
    by_class: dict[_Class, list[Record]] = {}
    placeholders = others = 0
    for record in records:
        if record.rule.counts_as == PLACEHOLDER:
            placeholders += 1
        elif found := _counted(record):
            by_class.setdefault(found, []).append(record)
        elif record.severity != "info":
            others += 1
    counts: dict[str, float] = {}
    for found, members in by_class.items():
        counts[found.name] = counts.get(found.name, 0.0) + _count(document, found, members)
    return ErrorRate(counts, *extent(document), placeholders, others)


def class_name(record: Record) -> str | None:
    """The class that the finding counts in; None if it counts in none."""
    found = _counted(record)
    return found.name if found else None


def together(rates: Sequence[ErrorRate]) -> ErrorRate:
    """The rate of several documents as of one."""
    counts: dict[str, float] = {}
    for rate in rates:
        for name, count in rate.counts.items():
            counts[name] = counts.get(name, 0.0) + count
    sums = [sum(amounts) for amounts in zip(*(rate[1:] for rate in rates), strict=True)]
    return ErrorRate(counts, *(sums or [0, 0, 0, 0]))


def extent(document: Document) -> tuple[int, int]:
    """How many characters a document has without spaces, and how many as lines of 28."""
    characters = len("".join(document.prose.replace(BLANK, "").split()))
    return characters, document.once(_layout)[1][-1]


def _counted(record: Record) -> _Class | None:
    return None if record.severity == "info" else CLASSES.get(record.rule.counts_as)


def _count(document: Document, found: _Class, records: list[Record]) -> float:
    if found.counting == "length":
        return sum(_by_length(len(record.text)) for record in records)
    if found.counting == "tenths":
        return 1.0 if len(records) > 3 else found.weight * len(records)
    if found.counting == "each":
        return found.weight * len(records)
    forms: dict[str, list[Record]] = {}
    for record in records:
        forms.setdefault(record.text, []).append(record)
    if found.counting == "thrice":
        return found.weight * sum(min(3, len(of_form)) for of_form in forms.values())
    pages = ({_page(document, record) for record in of_form} for of_form in forms.values())
    return found.weight * sum(min(4, len(on)) for on in pages)


def _by_length(characters: int) -> int:
    if characters < 2:
        return 1
    return 2 if characters <= 5 else 4


def _page(document: Document, record: Record) -> int:
    starts, before = document.once(_layout)
    at = max(0, bisect_right(starts, record.span.start) - 1)
    return (before[at] + record.span.start - starts[at]) // PAGE


def _layout(document: Document) -> tuple[list[int], list[int]]:
    """Where each paragraph starts and the last ends, and how many characters in full lines before."""
    starts, before = [0], [0]
    for start, end in document.paragraphs():
        length = end - start - document.prose.count(BLANK, start, end)
        starts[-1] = start
        starts.append(end + 1)
        before.append(before[-1] - (-length // LINE) * LINE)
    return starts, before

"""差错率: the errors in 10,000 characters, counted as in the inspection of books.

The classes and their weights are those of the annex to 图书质量管理规定 (2004) that kanwu's rules
fall into. A machine finds fewer errors than there are, so CAVEAT stands beside every rate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from kanwu.document import BLANK, Document
from kanwu.record import Record

# The errors of a class that count: each one; of the same wrong text one on a page and four in all,
# or three in all; a tenth each, or one for more than three; more for a longer text.
Counting = Literal["each", "once a page", "thrice", "tenths", "length"]
CAVEAT = (
    "本结果为机器检出问题折算值，只含可机检差错，"
    "不等于按CY/T 266—2023检测的编校差错率，不作合格判定依据。"
)
LINE, PAGE = 28, 22 * 28  # characters of a line and a page in the layout of GB/T 9704—2012


class _Class(NamedTuple):
    name: str  # in reports
    weight: float
    counting: Counting = "each"


# The classes by the values of `counts-as` in rule files.
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
CLASS_NAMES = tuple(dict.fromkeys(kind.name for kind in CLASSES.values()))
PLACEHOLDER = "占位"  # the value for a blank that was not filled in, which is no error


class ErrorRate(NamedTuple):
    """The errors of some documents, counted, with their length."""

    counts: Mapping[str, float]  # by class
    characters: int  # without spaces
    layout: int  # characters of the layout: every line counts as 28
    placeholders: int  # blanks that were not filled in
    others: int  # findings of no class, without `info`

    @property
    def errors(self) -> float:
        return sum(self.counts.values())

    def base(self, name: str) -> int:
        """The length that a rate refers to: `layout`, or characters without spaces."""
        return self.layout if name == "layout" else self.characters

    def per(self, characters: int, count: float | None = None) -> float:
        """The errors, or a given count of them, for every 10,000 of the characters."""
        count = self.errors if count is None else count
        return count / characters * 10_000 if characters else 0.0


def error_rate(document: Document, records: Iterable[Record]) -> ErrorRate:
    """The rate of one document; `info` findings do not count."""
    by_class: dict[_Class, list[Record]] = {}
    placeholders = others = 0
    for record in records:
        if record.rule.counts_as == PLACEHOLDER:
            placeholders += 1
        elif kind := _class(record):
            by_class.setdefault(kind, []).append(record)
        elif record.severity != "info":
            others += 1
    counts: dict[str, float] = {}
    for kind, members in by_class.items():
        counts[kind.name] = counts.get(kind.name, 0.0) + _count(document, kind, members)
    return ErrorRate(counts, *extent(document), placeholders, others)


def class_name(record: Record) -> str | None:
    """The name of the finding's class; None without a class."""
    kind = _class(record)
    return kind.name if kind else None


def together(rates: Sequence[ErrorRate]) -> ErrorRate:
    """The rate of several documents taken as one."""
    counts: dict[str, float] = {}
    for rate in rates:
        for name, count in rate.counts.items():
            counts[name] = counts.get(name, 0.0) + count
    sums = [sum(amounts) for amounts in zip(*(rate[1:] for rate in rates), strict=True)]
    return ErrorRate(counts, *(sums or [0, 0, 0, 0]))


def extent(document: Document) -> tuple[int, int]:
    """The characters of a document without spaces, and those of its layout."""
    characters = len("".join(document.prose.replace(BLANK, "").split()))
    return characters, document.once(_layout)[1][-1]


def _class(record: Record) -> _Class | None:
    return None if record.severity == "info" else CLASSES.get(record.rule.counts_as)


def _count(document: Document, kind: _Class, records: list[Record]) -> float:
    """The errors that the records of one class count as."""
    if kind.counting == "length":
        return sum(_by_length(len(record.text)) for record in records)
    if kind.counting == "tenths":
        return 1.0 if len(records) > 3 else kind.weight * len(records)
    if kind.counting == "each":
        return kind.weight * len(records)
    forms: dict[str, list[Record]] = {}
    for record in records:
        forms.setdefault(record.text, []).append(record)
    if kind.counting == "thrice":
        return kind.weight * sum(min(3, len(of_form)) for of_form in forms.values())
    pages = ({_page(document, record) for record in of_form} for of_form in forms.values())
    return kind.weight * sum(min(4, len(of_form)) for of_form in pages)


def _by_length(characters: int) -> int:
    if characters < 2:
        return 1
    return 2 if characters <= 5 else 4


def _page(document: Document, record: Record) -> int:
    """The number of the page in the layout, from 0."""
    starts, before = document.once(_layout)
    at = max(0, bisect_right(starts, record.span.start) - 1)
    return (before[at] + record.span.start - starts[at]) // PAGE


def _layout(document: Document) -> tuple[list[int], list[int]]:
    """The offset of each paragraph and of the end, and the characters of the layout before it."""
    starts, before = [0], [0]
    for start, end in document.paragraphs():
        length = end - start - document.prose.count(BLANK, start, end)
        starts[-1] = start
        starts.append(end + 1)
        before.append(before[-1] - (-length // LINE) * LINE)
    return starts, before

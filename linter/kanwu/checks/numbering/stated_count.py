"""The `stated-count` check: a stated number of items, and another number of items listed."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral, to_numeral
from kanwu.structure.contents import contents
from kanwu.structure.groups import groups
from kanwu.structure.outline import outline
from kanwu.structure.series import Item, series
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Match

_COUNT = r"(?P<count>[二两三四五六七八九十]{1,2}|\d{1,2})"
_NUMERAL = r"[二两三四五六七八九十\d]"  # without one, no expression can match
_STATED = rf"(?P<span>{_COUNT}(?:个?方面|[个大项点条类种件]))"
_PLAIN = "[^，。；：、！？\n“”（）]"
# Nouns of statements that end without a colon.
_THING = "方面|工作|任务|问题|不足|短板|特点|亮点|重点|难点|措施|举措|做法|意见|建议|要求|原则|原因|环节|体会"
# 三项工作：, 两个重点，, “三个到位”：, right before the first item
_BEFORE_SERIES = (
    rf"{_STATED}{_PLAIN}{{0,12}}[：:][ ]?$",
    rf"(?P<span>{_COUNT}[个项点条]){_PLAIN}{{0,6}}(?:{_THING})[，。][ ]?$",
    rf"(?P<span>“{_COUNT}个[^“”\n一二三四五六七八九十]{{1,6}}”)[：:][ ]?$",
)
_BRACKETED = (
    ("：（1）", "（{}）".format),
    ("：①", lambda number: to_numeral(number, like="①")),
)
# 以下三个方面：, 三点意见。, at the end of the paragraph before 一、
_BEFORE_HEADINGS = (
    rf"(?:以下|如下|下列){_STATED}{_PLAIN}{{0,12}}[：:。][ ]?$",
    rf"(?P<span>{_COUNT}点)(?:意见|要求|建议|体会)(?:如下)?[：:。][ ]?$",
)
_LONGEST_STATEMENT = 30  # code points
_LONGEST_LIST = 2_000  # code points of a list within a paragraph
# “四制”（……、……、……）, found by the marks between the name and the list
_LIST = r"”（(?P<list>[^（）“”\n]{3,120})）"
_NAME = r"(?P<span>“(?P<count>[二两三四五六七八九十])[^“”（）\n一二三四五六七八九十]{1,6}”)$"
# “五进”活动（进机关、进学校）, “三个一批”（提升一批、整治一批）, “三抓”：抓部署、抓落实,
# 三大工程：……工程、……工程
_LISTED = "(?P<list>[^“”，；。：（）\n]{3,120})"
_WITH_WORD = (
    rf"”[\u4e00-\u9fff]{{0,4}}（{_LISTED}）",
    rf"”[：:]{_LISTED}(?=[，；。\n])",
    rf"”，{_LISTED}(?=[；。\n])",
    rf"大(?P<word>[\u4e00-\u9fff]{{2}})[：:]{_LISTED}(?=[；。\n])",
)
_WORD = rf"(?P<span>“{_COUNT}个?(?P<word>[\u4e00-\u9fff]{{1,2}})”)$"
_BIG = rf"(?P<span>{_COUNT}大)$"
# （5篇）, alone on its line, above a table of contents.
_PIECES = r"^[ \t\u3000]*[（(](?P<span>共?(?P<count>[一二三四五六七八九十]{1,3}|\d{1,3})篇)[）)][ \t\u3000]*$"
_GOES_ON = r"还有|另外|另一|此外|最后"
_OPEN_ENDED = r"等|…|XX|其中|以及|和$"


class StatedCount(Check):
    """A stated number of items that is not the number of items listed right behind.

    The message may name the statement as {said}, in quotation marks, and the number of items as
    {listed}.
    """

    sign = r"[：:]|”[（，]|篇[)）]|[一1][是、.)）]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        reported = set[Span]()  # a statement may stand before a series and before headings
        for hits in _KINDS_OF_LISTS:
            for hit in hits(document):
                if hit.span not in reported:
                    reported.add(hit.span)
                    yield hit


def _before_series(document: Document) -> Iterator[Hit]:
    for items, _ in document.once(series):
        start, last = items[0].span.start, items[-1].span.start
        match = _first(_BEFORE_SERIES, document.prose, start)
        if match is None or not _counts_up(items):
            continue
        if not compiled(_GOES_ON).search(document.prose, last, document.paragraph(last).end):
            yield from _compared(match, len(items))


def _before_brackets(document: Document) -> Iterator[Hit]:
    """Before the items （1）；（2） or ①；② of a paragraph, if the next one has no more of them."""
    for source, marker in _BRACKETED:
        for first in compiled(source).finditer(document.prose):
            start = first.start() + 1
            match = _first(_BEFORE_SERIES[:1], document.prose, start)
            if match is None:
                continue
            paragraph_end = document.paragraph(start).end
            end = min(paragraph_end, start + _LONGEST_LIST)
            listed = 1
            while document.prose.find(marker(listed + 1), start, end) >= 0:
                listed += 1
            behind = document.prose[end : end + _LONGEST_STATEMENT].lstrip()
            if end == paragraph_end and listed > 1 and not behind.startswith(marker(listed + 1)):
                yield from _compared(match, listed)


def _before_headings(document: Document) -> Iterator[Hit]:
    headings = document.once(outline)
    for group in document.once(groups):
        first = headings[group.headings[0]]
        if first.inline or first.number != 1 or group.goes_on is not None:
            continue
        line = document.prose.rfind("\n", 0, first.span.start)
        before = document.prose[max(0, line - _LONGEST_STATEMENT * 2) : max(line, 0)]
        end = max(line, 0) - len(before) + len(before.rstrip())
        match = _first(_BEFORE_HEADINGS, document.prose, end)
        if match and not any(headings[at].inline for at in group.headings):
            yield from _compared(match, len(group.headings))


def _names_with_lists(document: Document) -> Iterator[Hit]:
    for named in compiled(_LIST).finditer(document.prose):
        match = _ending(_NAME, document.prose, named.start() + 1)
        items = named["list"]
        if match is None or compiled(_OPEN_ENDED).search(items) or "、" not in items:
            continue
        if not compiled("[，；。：]").search(items):
            yield from _compared(match, items.count("、") + 1)


def _words_with_lists(document: Document) -> Iterator[Hit]:
    """Before lists in which each item begins or ends with the counted word."""
    for source in _WITH_WORD:
        for named in compiled(source).finditer(document.prose):
            word = named.groupdict().get("word")
            behind = named.start() + 1
            match = _ending(_BIG if word else _WORD, document.prose, behind)
            items = named["list"].replace("和", "、").split("、")
            if match is None or len(items) < 2 or compiled(_OPEN_ENDED).search(named["list"]):
                continue
            word = word or match["word"]
            if all(item.startswith(word) or item.endswith(word) for item in items):
                yield from _compared(match, len(items))


def _first(sources: Iterable[str], prose: str, end: int) -> Match[str] | None:
    if not compiled(_NUMERAL).search(prose, max(0, end - _LONGEST_STATEMENT), end):
        return None
    matches = (_ending(source, prose, end) for source in sources)
    return next(filter(None, matches), None)


def _ending(source: str, prose: str, end: int) -> Match[str] | None:
    """The match of the expression that ends at the offset."""
    return compiled(source).search(prose, max(0, end - _LONGEST_STATEMENT), end)


def _counts_up(items: tuple[Item, ...]) -> bool:
    return all(item.number == number for number, item in enumerate(items, 1))


def _pieces(document: Document) -> Iterator[Hit]:
    listed = document.once(contents)
    if listed is None or len(listed.entries) < 2:
        return
    present = [entry for entry in listed.entries if entry.body is not None]
    if len(present) * 2 > len(listed.entries):
        for match in compiled(_PIECES).finditer(document.prose, 0, listed.span.end + 200):
            yield from _compared(match, len(listed.entries))


def _compared(match: Match[str], listed: int) -> Iterator[Hit]:
    stated = from_numeral(match["count"])
    if stated is not None and stated != listed:
        text = match["span"]
        statement = text if text.startswith("“") else f"“{text}”"
        yield Hit(Span(*match.span("span")), {"said": statement, "listed": str(listed)})


_KINDS_OF_LISTS = (
    _before_series,
    _before_brackets,
    _before_headings,
    _names_with_lists,
    _words_with_lists,
    _pieces,
)

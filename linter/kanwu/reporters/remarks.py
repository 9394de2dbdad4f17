"""Findings as remarks for an editor; findings that belong together make one remark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kanwu.english import said
from kanwu.errors import Sentence
from kanwu.location import location_words
from kanwu.readers.remarks import Remark
from kanwu.record import Change, Record
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.wording import QUOTES, change_words
from kanwu.text import Span

_LONGEST_BETWEEN = 20  # code points between two changes that are quoted
_MOST_CHANGES = 5  # that are quoted


def remarks(records: Iterable[Record], language: str = "zh") -> list[Remark]:
    """The remarks on the findings in one document, in reading order."""
    by_span: dict[Span, list[str]] = {}
    for group in _groups(records):
        start = min(record.span.start for record in group)
        end = max(record.span.end for record in group)
        by_span.setdefault(Span(start, end), []).extend(_lines(group, language))
    return [Remark(span, tuple(lines)) for span, lines in sorted(by_span.items())]


def _groups(records: Iterable[Record]) -> list[list[Record]]:
    """The findings; those of a rule stand together if they share a fix or touch each other."""
    groups: list[list[Record]] = []
    last_of_code: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record.span):
        group = last_of_code.get(record.code)
        if group and _belongs(record, group[-1]):
            group.append(record)
        else:
            last_of_code[record.code] = [record]
            groups.append(last_of_code[record.code])
    return groups


def _belongs(record: Record, before: Record) -> bool:
    if record.location != before.location or record.place.line != before.place.end_line:
        return False
    return record.span.start <= before.span.end or _are_pair(before, record)


def _are_pair(one: Record, other: Record) -> bool:
    """Whether both are changed by the same fix, as the two quotation marks of a pair are."""
    return bool(one.changes) and one.changes == other.changes


def _lines(group: Sequence[Record], language: str) -> Iterator[str]:
    first, last = group[0], group[-1]
    title = first.rule.card.worded("title", language)
    severity = SEVERITY_NAMES[language][first.severity]
    yield said(language, "{severity}：{title}", severity=severity, title=title)
    if len(group) == 2 and _are_pair(first, last) and len(first.text) == len(last.text) == 1:
        yield _pair(first, last).message(language)
    else:
        yield from dict.fromkeys(record.message(language) for record in group)
    location = first.location
    if location and (location.part != "body" or location.text_box):  # no comment stands there
        quoted = tuple(dict.fromkeys(f"“{record.text}”" for record in group))
        place = location_words(location, language)
        yield said(language, "位于{place}：{quoted}", place=place, quoted=quoted)
    if changes := sorted({change for record in group for change in record.changes}):
        is_unsafe = any(record.applicability == "unsafe" for record in group)
        doubt = Sentence("（须人工确认）") if is_unsafe else ""
        words = _suggestion(changes, first.lines, language)
        yield said(language, "建议：{words}{doubt}", words=words, doubt=doubt)
    if why := "".join(first.rule.card.why.split("\n")):
        yield said(language, "为什么：{why}", why=why)
    yield f"{first.code} {first.rule.url}".rstrip()


def _pair(opening: Record, closing: Record) -> Record:
    """The findings of a pair as one, whose message names both marks, as in “…”."""
    values = {name: _both(value, closing.values[name]) for name, value in opening.values.items()}
    return opening._replace(text=_both(opening.text, closing.text), values=values)


def _both(opening: str, closing: str) -> str:
    return opening if opening == closing and opening not in QUOTES else f"{opening}…{closing}"


def _suggestion(changes: Sequence[Change], lines: Mapping[int, str], language: str) -> str:
    """The changes in words; those on one line are shown together."""
    numbers = {number for change in changes for number in change.place[::2]}
    overlap = any(one.place[2:] > other.place[:2] for one, other in pairwise(changes))
    if len(changes) > 1 and len(numbers) == 1 and not overlap:
        betweens = list(_betweens(lines[numbers.pop()], changes))
        old = _woven([change.old for change in changes], betweens)
        return _words(old, _woven([change.text for change in changes], betweens), language)
    shown = (_words(change.old, change.text, language) for change in changes[:_MOST_CHANGES])
    words = said(language, "，").join(shown)
    if len(changes) <= _MOST_CHANGES:
        return words
    return said(language, "{words}，等 {count} 处", words=words, count=len(changes))


def _betweens(line: str, changes: Sequence[Change]) -> Iterator[str]:
    """The text between each two changes on the line, without the middle of a long one."""
    for change, following in pairwise(changes):
        between = line[change.place.end_column - 1 : following.place.column - 1]
        is_long = len(between) > _LONGEST_BETWEEN
        yield f"{between[:6]}…{between[-6:]}" if is_long else between


def _woven(texts: Sequence[str], betweens: Sequence[str]) -> str:
    return "".join(text + between for text, between in zip(texts, (*betweens, ""), strict=True))


def _words(old: str, new: str, language: str) -> str:
    return change_words(old.replace("\n", "↵"), new.replace("\n", "↵"), language)

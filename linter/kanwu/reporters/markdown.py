"""Findings as a summary in Markdown, short enough for a comment or a job's page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.english import said
from kanwu.location import location_words
from kanwu.record import Record
from kanwu.reporters import SEVERITY_NAMES, Style
from kanwu.reporters.terminal import visible
from kanwu.reporters.wording import family
from kanwu.rule import SEVERITIES

_MOST_FILES, _MOST_ROWS = 30, 10  # rows of one file
_LONGEST_MESSAGE = 200
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&#$!]")  # in a cell


def summary(records: Iterable[Record], style: Style) -> Iterator[str]:
    """Counts by family and severity, then the first findings of the first files."""
    counts: Counter[tuple[str, str]] = Counter()
    sections: list[str] = []
    files, language = 0, style.language
    for name, of_document in groupby(records, key=lambda record: record.path):
        files += 1
        rows: list[str] = []
        here: Counter[tuple[str, str]] = Counter()
        for record in of_document:
            here[family(record.rule, language), record.severity] += 1
            if files <= _MOST_FILES and len(rows) < _MOST_ROWS:
                rows.append(_row(record, language))
        counts += here
        if rows:
            sections += _section(name, rows, here.total(), language)
    yield said(language, "## 勘误")
    yield ""
    yield from _counts(counts, files, language)
    yield from sections
    if files > _MOST_FILES:
        words = "另有 {count} 个文件，这里不列。"
        yield from ("", said(language, words, count=files - _MOST_FILES))


def escaped(text: str) -> str:
    """The text as Markdown that shows it as it stands, on one line."""
    return _MARKUP.sub(r"\\\g<0>", visible(text))


def _counts(counts: Counter[tuple[str, str]], files: int, language: str) -> Iterator[str]:
    if not counts:
        yield said(language, "没有发现问题。")
        return
    names = SEVERITY_NAMES[language]
    by_severity = [_sum(counts, severity=severity) for severity in SEVERITIES]
    parts = said(language, "，").join(
        f"{names[severity]} {count}"
        for severity, count in zip(SEVERITIES, by_severity, strict=True)
        if count
    )
    words = "共 {total} 处：{parts}；在 {files} 个文件中。"
    yield said(language, words, total=counts.total(), parts=parts, files=files)
    yield ""
    heads = " | ".join(names[severity] for severity in SEVERITIES)
    yield said(language, "| 类别 | {heads} | 合计 |", heads=heads)
    yield "|---|--:|--:|--:|--:|"
    families = {name: _sum(counts, family=name) for name, _ in counts}
    for name, count in sorted(families.items(), key=lambda item: (-item[1], item[0])):
        cells = [str(counts[name, severity] or "") for severity in SEVERITIES]
        yield f"| {escaped(name)} | {' | '.join(cells)} | {count} |"
    cells = [*map(str, by_severity), str(counts.total())]
    yield said(language, "| 合计 | {cells} |", cells=" | ".join(cells))


def _sum(counts: Counter[tuple[str, str]], *, family: str = "", severity: str = "") -> int:
    return sum(
        count
        for (of_family, of_severity), count in counts.items()
        if family in ("", of_family) and severity in ("", of_severity)
    )


def _section(name: str, rows: list[str], count: int, language: str) -> Iterator[str]:
    yield ""
    yield said(language, "### {name}（{count} 处）", name=escaped(name), count=count)
    yield from ("", said(language, "| 位置 | 严重度 | 规则 | 说明 |"), "|---|---|---|---|", *rows)
    if count > len(rows):
        yield from ("", said(language, "另有 {count} 处，这里不列。", count=count - len(rows)))


def _row(record: Record, language: str) -> str:
    line, column, _, _ = record.place
    message = visible(record.message(language))
    if len(message) > _LONGEST_MESSAGE:
        message = message[:_LONGEST_MESSAGE] + "…"
    severity = SEVERITY_NAMES[language][record.severity]
    place = escaped(location_words(record.location, language)) or f"{line}:{column}"
    code = f"[{record.code}](<{record.rule.url}>)" if record.rule.url else record.code
    return f"| {place} | {severity} | {code} | {escaped(message)} |"

"""Findings as a summary in Markdown, short enough for a comment or a job's page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.location import location_words
from kanwu.record import Record
from kanwu.reporters import SEVERITY_NAMES, Style
from kanwu.reporters.terminal import visible
from kanwu.reporters.wording import family
from kanwu.rule import SEVERITIES

_MOST_FILES, _MOST_ROWS = 30, 10  # rows of one file
_LONGEST_MESSAGE = 200
_NAMES = SEVERITY_NAMES["zh"]
_HEAD = ["| 位置 | 严重度 | 规则 | 说明 |", "|---|---|---|---|"]
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&#$!]")  # in a cell


def summary(records: Iterable[Record], style: Style) -> Iterator[str]:
    """Counts by family and severity, then the first findings of the first files."""
    counts: Counter[tuple[str, str]] = Counter()
    sections: list[str] = []
    files = 0
    for name, of_document in groupby(records, key=lambda record: record.path):
        files += 1
        rows: list[str] = []
        here: Counter[tuple[str, str]] = Counter()
        for record in of_document:
            here[family(record.rule), record.severity] += 1
            if files <= _MOST_FILES and len(rows) < _MOST_ROWS:
                rows.append(_row(record, style.language))
        counts += here
        if rows:
            sections += _section(name, rows, here.total())
    yield "## 勘误"
    yield ""
    yield from _counts(counts, files)
    yield from sections
    if files > _MOST_FILES:
        yield from ("", f"另有 {files - _MOST_FILES} 个文件，这里不列。")


def escaped(text: str) -> str:
    """The text as Markdown that shows it as it stands, on one line."""
    return _MARKUP.sub(r"\\\g<0>", visible(text))


def _counts(counts: Counter[tuple[str, str]], files: int) -> Iterator[str]:
    if not counts:
        yield "没有发现问题。"
        return
    by_severity = [_sum(counts, severity=severity) for severity in SEVERITIES]
    words = "，".join(
        f"{_NAMES[severity]} {count}"
        for severity, count in zip(SEVERITIES, by_severity, strict=True)
        if count
    )
    yield f"共 {counts.total()} 处：{words}；在 {files} 个文件中。"
    yield ""
    yield f"| 类别 | {' | '.join(_NAMES[severity] for severity in SEVERITIES)} | 合计 |"
    yield "|---|--:|--:|--:|--:|"
    families = {name: _sum(counts, family=name) for name, _ in counts}
    for name, count in sorted(families.items(), key=lambda item: (-item[1], item[0])):
        cells = [str(counts[name, severity] or "") for severity in SEVERITIES]
        yield f"| {escaped(name)} | {' | '.join(cells)} | {count} |"
    yield f"| 合计 | {' | '.join(map(str, by_severity))} | {counts.total()} |"


def _sum(counts: Counter[tuple[str, str]], *, family: str = "", severity: str = "") -> int:
    return sum(
        count
        for (of_family, of_severity), count in counts.items()
        if family in ("", of_family) and severity in ("", of_severity)
    )


def _section(name: str, rows: list[str], count: int) -> Iterator[str]:
    yield from ("", f"### {escaped(name)}（{count} 处）", "", *_HEAD, *rows)
    if count > len(rows):
        yield from ("", f"另有 {count - len(rows)} 处，这里不列。")


def _row(record: Record, language: str) -> str:
    line, column, _, _ = record.place
    message = visible(record.message(language))
    if len(message) > _LONGEST_MESSAGE:
        message = message[:_LONGEST_MESSAGE] + "…"
    severity = SEVERITY_NAMES["zh"][record.severity]
    place = escaped(location_words(record.location, "zh")) or f"{line}:{column}"
    code = f"[{record.code}](<{record.rule.url}>)" if record.rule.url else record.code
    return f"| {place} | {severity} | {code} | {escaped(message)} |"

"""Totals as text: the closing lines, the limits exceeded, the findings of each rule."""

from __future__ import annotations

from kanwu.english import said
from kanwu.errors import Sentence
from kanwu.measures.totals import Totals
from kanwu.record import Record
from kanwu.reporters import FIX_MARKS, SEVERITY_NAMES, Style
from kanwu.reporters.terminal import fix_mark, linked, visible
from kanwu.reporters.wording import state
from kanwu.rule import SEVERITIES
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kanwu.config.limit import Limit


_FIXABLE_BY = {
    "zh": {
        "safe": "{} 处可用 --fix 修改",
        "unsafe": "{} 处须人工复核，可用 --fix --unsafe-fixes 修改",
    },
    "en": {
        "safe": "{} fixable with --fix",
        "unsafe": "{} to be reviewed, with --fix --unsafe-fixes",
    },
}


def summary(totals: Totals, style: Style) -> Iterator[str]:
    """The closing lines: findings by severity, and files; then what fixes would mend."""
    checked = totals.files - totals.failed
    counts = [
        (SEVERITY_NAMES[style.language][severity], totals.findings[severity])
        for severity in SEVERITIES
        if totals.findings[severity]
    ]
    is_whole = checked > 0 and not totals.failed
    if style.language == "en":
        findings = ", ".join(_counted(*of_severity) for of_severity in counts) or "nothing found"
        failed = f", {totals.failed} failed" if totals.failed else ""
        files = f"{_counted('file', checked)} checked{failed}"
        yield f"{findings} ({files})" if counts or is_whole else files
    else:
        failed = f"，{totals.failed} 个未能查完" if totals.failed else ""
        files = f"已检查 {checked} 个文件{failed}"
        findings = "，".join(f"{name} {count}" for name, count in counts)
        total = sum(totals.findings.values())
        found = f"共 {total} 处：{findings}" if counts else "没有发现问题"
        yield f"{found}（{files}）" if counts or is_whole else files
    counted = {kind: totals.fixable[kind] for kind in style.fixable if totals.fixable[kind]}
    if counted:
        yield _fixable(counted, style.language)


def _counted(noun: str, count: int) -> str:
    return f"{count} {noun}" if count == 1 or noun == "info" else f"{count} {noun}s"


def _fixable(counts: Mapping[str, int], language: str) -> str:
    """The line on the marks of findings with a fix: how many each option would mend."""
    how = _FIXABLE_BY[language]
    words = (f"{FIX_MARKS[kind]} {how[kind].format(count)}" for kind, count in counts.items())
    return ("; " if language == "en" else "；").join(words)


def fix_summary(totals: Totals, language: str, *, done: bool) -> str:
    """The number of fixes by code; they are made, or not yet `done`."""
    by_code = sorted(totals.fixes.items(), key=lambda item: (-item[1], item[0]))
    count = sum(totals.fixes.values())
    has_failed = totals.unwritten > 0 or 0 < totals.files == totals.failed
    if language == "en":
        codes = ", ".join(f"{code} {fixes}" for code, fixes in by_code)
        verb = "fixed" if done else "would fix"
        nothing = "nothing fixed" if has_failed else "nothing to fix"
        return f"{verb} {count}: {codes}" if count else nothing
    codes = "，".join(f"{code} {fixes}" for code, fixes in by_code)
    verb = "已修改" if done else "可修改"
    nothing = "没有修改" if has_failed else "没有可以修改之处"
    return f"{verb} {count} 处：{codes}" if count else nothing


def change_summary(name: str, new: int, gone: int, left: int, language: str) -> str:
    """The findings that came and went since the last check of a file."""
    words = "{name}：新增 {new} 处，消除 {gone} 处，还有 {left} 处"
    return said(language, words, name=name, new=new, gone=gone, left=left)


def over_limit(limit: Limit, count: int) -> Sentence:
    """The line on a limit that is exceeded by the count of findings."""
    return Sentence(
        "{place}: {selector} 有 {count} 处，多于 max 所限的 {most} 处",
        place=limit.place,
        selector=limit.selector,
        count=count,
        most=limit.most,
    )


def over_density(name: str, density: float, limit: float) -> Sentence:
    """The line on a limit that is exceeded by the density of a class, or of all without a name."""
    if name:
        words = "--max-density: {name}每万字 {density:.2f}，高于所限的 {limit:g}"
        return Sentence(words, name=Sentence(name), density=density, limit=limit)
    words = "--max-density: 差错率每万字 {density:.2f}，高于所限的 {limit:g}"
    return Sentence(words, density=density, limit=limit)


def statistics(records: Iterable[Record], style: Style) -> Iterator[str]:
    """The number of findings of each rule, the most first."""
    from collections import Counter

    counts: Counter[str] = Counter()
    marks: dict[str, set[str]] = {}
    rules = {}
    for record in records:
        counts[record.code] += 1
        rules[record.code] = record.rule
        marks.setdefault(record.code, set()).update(fix_mark(record, style).split())
    for code, count in counts.most_common():
        severity = state(rules[code].severity, style.language)
        words = visible(rules[code].card.worded("title", style.language))
        # The mark of a safe fix, if one finding has it; a column only if some rule has a mark.
        mark = f"{min(marks[code], default=''):3}  " if any(marks.values()) else ""
        yield f"{count:>6}  {linked(code, rules[code].url, style)}  {severity}  {mark}{words}"

"""What a run comes to: the closing line, and how many findings each rule has."""

from __future__ import annotations

from kanwu.finding import Record
from kanwu.measures.totals import Totals
from kanwu.reporters import SEVERITY_NAMES, Style
from kanwu.reporters.terminal import visible
from kanwu.rule import SEVERITIES
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.config.limit import Limit


def summary(totals: Totals, language: str) -> str:
    """The closing line: how much was found, how much of it can be mended, in how many files."""
    checked = totals.files - totals.errors
    counts = [
        (SEVERITY_NAMES[language][severity], totals.findings[severity])
        for severity in SEVERITIES
        if totals.findings[severity]
    ]
    if language == "en":
        found = ", ".join(f"{count} {name}" for name, count in counts) or "nothing found"
        fixable = f", {totals.fixable} with a fix" if totals.fixable else ""
        failed = f", {totals.errors} failed" if totals.errors else ""
        return f"{found}{fixable} ({checked} files checked{failed})"
    failed = f"，{totals.errors} 个未能查完" if totals.errors else ""
    files = f"已检查 {checked} 个文件{failed}"
    if not counts:
        return f"没有发现问题（{files}）"
    found = "，".join(f"{name} {count}" for name, count in counts)
    fixable = f"；{totals.fixable} 处附有改法" if totals.fixable else ""
    return f"共 {sum(totals.findings.values())} 处：{found}{fixable}（{files}）"


def mended(totals: Totals, language: str, *, done: bool) -> str:
    """How much was mended, or would be, by code."""
    by_code = sorted(totals.fixes.items(), key=lambda item: (-item[1], item[0]))
    count = sum(totals.fixes.values())
    if language == "en":
        codes = ", ".join(f"{code} {made}" for code, made in by_code)
        verb = "fixed" if done else "would fix"
        return f"{verb} {count}: {codes}" if count else "nothing to fix"
    codes = "，".join(f"{code} {made}" for code, made in by_code)
    verb = "已修改" if done else "可修改"
    return f"{verb} {count} 处：{codes}" if count else "没有可以修改之处"


def changed(name: str, new: int, gone: int, left: int, language: str) -> str:
    """What has changed in a file since it was checked before."""
    if language == "en":
        return f"{name}: {new} new, {gone} gone, {left} left"
    return f"{name}：新增 {new} 处，消除 {gone} 处，还有 {left} 处"


def over(limit: Limit, found: int, language: str) -> str:
    """That there are more findings than a limit lets be."""
    if language == "en":
        return f"{limit.place}: {limit.selector}: {found} found, more than max, {limit.most}"
    return f"{limit.place}: {limit.selector} 有 {found} 处，多于 max 所限的 {limit.most} 处"


def dense(name: str, found: float, limit: float, language: str) -> str:
    """That there are more errors in 10,000 characters than may be; of all classes, or of one."""
    if language == "en":
        of = f"errors ({name})" if name else "errors"
        return f"--max-density: {found:.2f} {of} per 10,000 characters, more than {limit:g}"
    return f"--max-density: {name or '差错率'}每万字 {found:.2f}，高于所限的 {limit:g}"


def statistics(records: Iterable[Record], style: Style) -> Iterator[str]:
    """How many findings each rule has, the most first."""
    from collections import Counter

    from kanwu.reporters.wording import title

    found: Counter[str] = Counter()
    rules = {}
    for record in records:
        found[record.code] += 1
        rules[record.code] = record.rule
    for code, count in found.most_common():
        severity = SEVERITY_NAMES[style.language][rules[code].severity]
        yield f"{count:>6}  {code}  {severity}  {visible(title(rules[code], style.language))}"

"""The 差错率 as a table: the classes of errors, both bases, the caveat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kanwu.measures.error_rate import CAVEAT, ErrorRate

# The most errors in 10,000 characters of a publication, and the regulation that says so.
PROFILES: Mapping[str, tuple[int, str]] = {
    "book": (1, "图书，《图书质量管理规定》"),
    "journal": (2, "期刊，《报纸期刊质量管理规定》"),
    "newspaper": (3, "报纸，《报纸期刊质量管理规定》"),
}


def table(rate: ErrorRate, files: int, base: str, profile: str, language: str) -> Iterator[str]:
    """The lines of the table; it divides by the base, and compares with the profile."""
    words = _ENGLISH if language == "en" else _CHINESE
    yield words["files"].format(files)
    yield words["head"]
    for name, count in sorted(rate.counts.items(), key=lambda item: (-item[1], item[0])):
        share = rate.per(rate.base(base), count)
        yield f"{count:>8.1f}  {share:>8.2f}  {name}"
    yield f"{rate.errors:>8.1f}  {rate.per(rate.base(base)):>8.2f}  {words['all']}"
    yield ""
    for name in ("chars", "layout"):
        used = words["used"] if name == base else ""
        yield words[name].format(rate.base(name), rate.per(rate.base(name))) + used
    most, regulation = PROFILES[profile]
    yield words["profile"].format(most, regulation)
    if rate.placeholders or rate.others:
        yield words["uncounted"].format(rate.placeholders, rate.others)
    yield CAVEAT


_CHINESE = {
    "files": "{} 个文件",
    "head": "  计错数    每万字  类别",
    "all": "合计",
    "chars": "不计空白 {:,} 字，每万字 {:.2f}",
    "layout": "每行 28 字的版面 {:,} 字，每万字 {:.2f}",
    "used": "（上表用此）",
    "profile": "参照：每万字不超过 {}（{}）；公文没有这样的规定，仅供比照",
    "uncounted": "未计入：未完成项 {} 处，不在计错之列的错误和警告 {} 处",
}
_ENGLISH = {
    "files": "{} files",
    "head": "   count   per 10k  class",
    "all": "all",
    "chars": "{:,} characters but spaces: {:.2f} per 10,000",
    "layout": "{:,} characters in lines of 28: {:.2f} per 10,000",
    "used": " (used above)",
    "profile": "for comparison: at most {} per 10,000 ({}); nothing is laid down for documents",
    "uncounted": "not counted: {} places not filled in, {} errors and warnings of no class",
}

"""The 差错率 as a table: the classes of errors, both bases, the caveat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kanwu.english import said
from kanwu.errors import Sentence
from kanwu.measures.error_rate import CAVEAT, ErrorRate

# The most errors in 10,000 characters of a publication, and the regulation that says so.
PROFILES: Mapping[str, tuple[int, str]] = {
    "book": (1, "图书，《图书质量管理规定》"),
    "journal": (2, "期刊，《报纸期刊质量管理规定》"),
    "newspaper": (3, "报纸，《报纸期刊质量管理规定》"),
}

_BASES = {
    "chars": "不计空白 {length:,} 字，每万字 {density:.2f}{used}",
    "layout": "每行 28 字的版面 {length:,} 字，每万字 {density:.2f}{used}",
}


def table(rate: ErrorRate, files: int, base: str, profile: str, language: str) -> Iterator[str]:
    """The lines of the table; it divides by the base, and compares with the profile."""
    yield said(language, "{files} 个文件", files=files)
    yield said(language, "  计错数    每万字  类别")
    for name, count in sorted(rate.counts.items(), key=lambda item: (-item[1], item[0])):
        share = rate.per(rate.base(base), count)
        yield f"{count:>8.1f}  {share:>8.2f}  {said(language, name)}"
    yield f"{rate.errors:>8.1f}  {rate.per(rate.base(base)):>8.2f}  {said(language, '合计')}"
    yield ""
    for name, words in _BASES.items():
        used = Sentence("（上表用此）") if name == base else ""
        length = rate.base(name)
        yield said(language, words, length=length, density=rate.per(length), used=used)
    most, regulation = PROFILES[profile]
    words = "参照：每万字不超过 {most}（{regulation}）；公文没有这样的规定，仅供比照"
    yield said(language, words, most=most, regulation=Sentence(regulation))
    if rate.placeholders or rate.others:
        words = "未计入：未完成项 {blanks} 处，不在计错之列的错误和警告 {others} 处"
        yield said(language, words, blanks=rate.placeholders, others=rate.others)
    yield said(language, CAVEAT)

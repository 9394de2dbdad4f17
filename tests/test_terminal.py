"""Reports on a terminal: places, excerpts, and nothing that a terminal would obey."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.measures.totals import Totals
from kanwu.record import Record
from kanwu.reporters import Style
from kanwu.reporters.terminal import concise, full, visible
from kanwu.reporters.totals import summary
from kanwu.text import _NARROW, LENGTHS, Span, _is_wide
from tests.rules import records_of, rule_of

MARKED = rule_of("ZZ001", "flaw", "毛病", "“{text}”有误", "", "", Pattern(pattern="XX"))


def findings(text: str, pattern: str, name: str = "报告.txt") -> list[Record]:
    rule = rule_of("ZZ001", "flaw", "毛病", "“{text}”有误", "", "", Pattern(pattern=pattern))
    return records_of(Ruleset([rule]).lint(Document(name, text)).findings)


def excerpt(text: str, pattern: str, width: int = 60) -> tuple[str, str]:
    lines = list(full(findings(text, pattern)[:1], Style(width=width)))
    return lines[2].partition("| ")[2], lines[3].partition("| ")[2]


def test_wide_characters_count_two() -> None:
    assert excerpt("完成投资XX万元", "XX") == ("完成投资XX万元", "        ^^")
    assert excerpt("ab投资,c", "投资") == ("ab投资,c", "  ^^^^")


def test_long_line_is_clipped_around_the_place() -> None:
    quoted, under = excerpt("前" * 500 + "XX" + "后" * 500, "XX")

    assert quoted.startswith("…前")
    assert quoted.endswith("后…")
    assert len(under) < 60
    assert under.endswith("^^")


def test_place_at_either_end_of_a_long_line() -> None:
    assert excerpt("XX" + "后" * 500, "XX")[0].startswith("XX后")
    assert excerpt("前" * 500 + "XX", "XX")[0].endswith("前XX")


def test_place_over_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    assert excerpt("甲乙\n丙", "乙\n丙") == ("甲乙", "  ^^")


def test_invisible_characters_are_written_out() -> None:
    assert excerpt("党的\u200b建设", "\u200b") == ("党的<U+200B>建设", "    ^^^^^^^^")


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\x9b", "\u202e", "\u2028", "\ue000"])
def test_nothing_that_a_terminal_obeys_is_printed(char: str) -> None:
    shown = "\n".join(full(findings(f"甲{char}乙", f"甲{char}", f"名{char}.txt"), Style()))

    assert char not in shown
    assert char not in visible(char)


def test_colour_only_where_asked_for() -> None:
    found = findings("XX", "XX")

    assert "\x1b[" not in "".join(full(found, Style()))
    assert "\x1b[" in "".join(full(found, Style(color=True)))
    assert list(concise(found, Style())) == ["报告.txt:1:1: 警告 ZZ001 “XX”有误"]


def test_usual_characters_are_as_wide_as_wcwidth_says() -> None:
    from wcwidth import wcswidth

    usual = [char for char in map(chr, range(0x110000)) if char in _NARROW or _is_wide(char)]

    assert [char for char in usual if LENGTHS["display"](char) != wcswidth(char)] == []
    assert len(usual) > 20_000


@given(st.text(max_size=80), st.integers(40, 120))
def test_every_excerpt_fits_the_width(text: str, width: int) -> None:
    from wcwidth import wcswidth

    def lines() -> Iterator[str]:
        yield from full(findings(text, r"[\s\S]{1,7}"), Style(width=width, show_all=True))

    for line in lines():
        if "| " in line:
            assert wcswidth(line) <= width + 16  # a character may take eight columns written out


@pytest.mark.parametrize(
    ("unit", "column"), [("chars", 5), ("bytes", 10), ("utf16", 6), ("display", 12)]
)
def test_column_unit_is_that_of_the_reader(unit: str, column: int) -> None:
    found = findings("甲\t𠮷aXX", "XX")

    assert next(concise(found, Style(column_unit=unit))).startswith(f"报告.txt:1:{column}: ")
    assert list(full(found, Style(column_unit=unit)))[1].startswith(f"  1:{column} ")


def test_column_of_a_masked_line_is_that_of_the_file() -> None:
    document = Document("报告.txt", "联系人甲乙丙丁戊己庚辛壬癸，XX")
    result = Ruleset([MARKED]).lint(document)
    document.hide([Span(3, 13)])
    (record,) = records_of(result.findings)

    assert "*" in record.lines[1]
    assert [record.column(1, 15, unit) for unit in LENGTHS] == [15, 43, 15, 29]


def fixable(text: str, applicability: str) -> list[Record]:
    check = Pattern(pattern="XX", replace="某")
    rule = rule_of("ZZ001", "flaw", "毛病", "有误", "", "", check, fix=applicability)
    return records_of(Ruleset([rule]).lint(Document("报告.txt", text)).findings)


def test_what_can_be_fixed_is_marked() -> None:
    shown = [next(concise(fixable("XX", kind), Style())) for kind in ("safe", "unsafe")]

    assert shown == ["报告.txt:1:1: 警告 ZZ001 [*] 有误", "报告.txt:1:1: 警告 ZZ001 [?] 有误"]
    assert "[" not in next(concise(findings("XX", "XX"), Style()))
    assert "[" not in next(concise(fixable("XX", "safe"), Style(fixable=("unsafe",))))
    assert "[" not in next(concise(fixable("《XX》", "safe"), Style()))


def test_last_line_says_how_many_each_option_would_mend() -> None:
    totals = Totals()
    totals.count([*fixable("XX XX", "safe"), *fixable("XX", "unsafe")], [])
    *_, last = summary(totals, Style())

    assert last == "[*] 2 处可用 --fix 修改；[?] 1 处须人工复核，可用 --fix --unsafe-fixes 修改"
    assert len(list(summary(totals, Style(fixable=())))) == 1


def test_findings_stand_under_their_file() -> None:
    records = [*findings("XX\nXX", "XX", "甲.txt"), *findings("XX", "XX", "乙.txt")]
    lines = [line for line in full(records, Style()) if line and "|" not in line]

    assert lines == [
        "甲.txt",
        "  1:1 警告 ZZ001 “XX”有误",
        "  2:1 警告 ZZ001 “XX”有误",
        "乙.txt",
        "  1:1 警告 ZZ001 “XX”有误",
    ]


def test_file_and_code_are_links_where_the_output_has_links() -> None:
    (record,) = findings("XX", "XX", "报 告.txt")
    record = record._replace(rule=record.rule.with_url("https://example.org/{code}"))
    linked = Style(folder_url="file://host/home")
    shown = "\n".join(full([record], linked))

    assert (
        "\x1b]8;;file://host/home/%E6%8A%A5%20%E5%91%8A.txt\x1b\\报 告.txt\x1b]8;;\x1b\\" in shown
    )
    assert "\x1b]8;;https://example.org/ZZ001\x1b\\ZZ001\x1b]8;;\x1b\\" in shown
    assert "\x1b" not in "".join(full([record], Style()))

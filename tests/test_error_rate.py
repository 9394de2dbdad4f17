"""差错率: what findings count, and of how many characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from kanwu.catalogue.rule_file import CountsAs
from kanwu.check import Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.finding import Finding
from kanwu.measures.error_rate import (
    CLASSES,
    PLACEHOLDER,
    ErrorRate,
    error_rate,
    extent,
    together,
)
from kanwu.text import Span
from tests.rules import records_of, rule_of

if TYPE_CHECKING:
    from kanwu.rule import Severity


def rate(
    text: str, counts_as: str, *spans: tuple[int, int], severity: Severity = "error"
) -> ErrorRate:
    rule = rule_of(
        "ZZ001", "flaw", "毛病", "", "", "", Pattern(pattern="x"),
        severity=severity, counts_as=counts_as,
    )  # fmt: skip
    document = Document("报告.txt", text)
    return error_rate(
        document, records_of(Finding(rule, document, Hit(Span(*span))) for span in spans)
    )


def test_spaces_are_no_characters_but_fill_lines() -> None:
    assert extent(Document("", "　　甲乙，丙\n\n" + "丁" * 29 + "\n")) == (33, 28 + 56)


def test_rate_is_for_ten_thousand() -> None:
    found = rate("字" * 500, "标点差错", (0, 1), (1, 2))

    assert found.errors == pytest.approx(0.2)
    assert found.per(found.characters) == pytest.approx(4.0)
    assert found.per(0) == 0


def test_wrong_character_counts_once_a_page_and_four_times_at_most() -> None:
    text = "错" * (616 * 6)
    on_six_pages = [(616 * page, 616 * page + 1) for page in range(6)]

    assert rate(text, "错别字", (0, 1), (1, 2), (2, 3)).errors == 1
    assert rate(text, "错别字", *on_six_pages[:3]).errors == 3
    assert rate(text, "错别字", *on_six_pages).errors == 4


def test_same_mixed_form_counts_three_times_at_most() -> None:
    assert rate("幾幾幾幾", "繁体异体混用", *[(at, at + 1) for at in range(4)]).errors == 1.5
    assert rate("幾個麼們", "繁体异体混用", *[(at, at + 1) for at in range(4)]).errors == 2


def test_figures_count_one_in_all_when_more_than_three() -> None:
    places = [(at, at + 1) for at in range(9)]

    assert rate("图" * 9, "图表序号差错", *places[:3]).errors == pytest.approx(0.3)
    assert rate("图" * 9, "图表序号差错", *places).errors == 1


@pytest.mark.parametrize(("length", "count"), [(1, 1), (2, 2), (5, 2), (6, 4)])
def test_superfluous_text_counts_by_its_length(length: int, count: int) -> None:
    assert rate("字" * 9, "多字漏字", (0, length)).errors == count


def test_superfluous_text_may_count_one_whatever_its_length() -> None:
    assert rate("字" * 9, "多字漏字（每处计1）", (0, 6)).counts == {"多字漏字": 1}


def test_what_a_rule_may_count_as_has_a_weight() -> None:
    assert set(get_args(CountsAs)) == {"", PLACEHOLDER, *CLASSES}


def test_what_is_not_counted_is_told() -> None:
    assert rate("字", "占位", (0, 1)).placeholders == 1
    assert rate("字", "占位", (0, 1)).errors == 0
    assert rate("字", "", (0, 1)).others == 1
    assert rate("字", "标点差错", (0, 1), severity="info")[3:] == (0, 0)
    assert rate("字", "标点差错", (0, 1), severity="info").errors == 0


def test_documents_count_together() -> None:
    both = together([rate("甲乙", "标点差错", (0, 1)), rate("丙", "知识、逻辑、语法差错", (0, 1))])

    assert both.counts == {"标点差错": 0.1, "知识、逻辑、语法差错": 2}
    assert (both.characters, both.layout) == (3, 56)
    assert together([]).errors == 0

"""差错率: what findings count, and of how many characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kanwu.check import Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.finding import Finding
from kanwu.measures.error_rate import ErrorRate, error_rate, extent, together
from kanwu.text import Span
from tests.rules import records_of, rule_of

if TYPE_CHECKING:
    from kanwu.rule import Severity


def rate(text: str, code: str, *spans: tuple[int, int], severity: Severity = "error") -> ErrorRate:
    rule = rule_of(code, "flaw", "毛病", "", "", "", Pattern(pattern="x"), severity=severity)
    document = Document("报告.txt", text)
    return error_rate(
        document, records_of(Finding(rule, document, Hit(Span(*span))) for span in spans)
    )


def test_spaces_are_no_characters_but_fill_lines() -> None:
    assert extent(Document("", "　　甲乙，丙\n\n" + "丁" * 29 + "\n")) == (33, 28 + 56)


def test_rate_is_for_ten_thousand() -> None:
    found = rate("字" * 500, "PT001", (0, 1), (1, 2))

    assert found.errors == pytest.approx(0.2)
    assert found.per(found.characters) == pytest.approx(4.0)
    assert found.per(0) == 0


def test_wrong_character_counts_once_a_page_and_four_times_at_most() -> None:
    text = "错" * (616 * 6)
    on_six_pages = [(616 * page, 616 * page + 1) for page in range(6)]

    assert rate(text, "TM001", (0, 1), (1, 2), (2, 3)).errors == 1
    assert rate(text, "TM001", *on_six_pages[:3]).errors == 3
    assert rate(text, "TM001", *on_six_pages).errors == 4


def test_same_mixed_form_counts_three_times_at_most() -> None:
    assert rate("幾幾幾幾", "TM004", *[(at, at + 1) for at in range(4)]).errors == 1.5
    assert rate("幾個麼們", "TM004", *[(at, at + 1) for at in range(4)]).errors == 2


def test_figures_count_one_in_all_when_more_than_three() -> None:
    assert rate("图" * 9, "NB013", *[(at, at + 1) for at in range(3)]).errors == pytest.approx(0.3)
    assert rate("图" * 9, "NB013", *[(at, at + 1) for at in range(9)]).errors == 1


@pytest.mark.parametrize(("length", "count"), [(1, 1), (2, 2), (5, 2), (6, 4)])
def test_superfluous_text_counts_by_its_length(length: int, count: int) -> None:
    assert rate("字" * 9, "RS012", (0, length)).errors == count


def test_what_is_not_counted_is_told() -> None:
    assert rate("字", "PH001", (0, 1)).placeholders == 1
    assert rate("字", "PH001", (0, 1)).errors == 0
    assert rate("字", "NB006", (0, 1)).others == 1
    assert rate("字", "PT001", (0, 1), severity="info")[3:] == (0, 0)
    assert rate("字", "PT001", (0, 1), severity="info").errors == 0


def test_documents_count_together() -> None:
    both = together([rate("甲乙", "PT001", (0, 1)), rate("丙", "FC001", (0, 1))])

    assert both.counts == {"标点差错": 0.1, "知识、逻辑、语法差错": 2}
    assert (both.characters, both.layout) == (3, 56)
    assert together([]).errors == 0

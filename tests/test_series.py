"""Series within the text, and how they nest."""

from __future__ import annotations

import pytest

from kanwu.document import Document
from kanwu.structure.series import series


def numbers(text: str) -> list[list[int]]:
    return [[item.number for item in one.items] for one in series(Document("", text))]


def test_series_runs_on_over_paragraphs() -> None:
    assert numbers("一是修路。\n二是架桥。\n三是通水。") == [[1, 2, 3]]


def test_inner_series_ends_where_the_outer_one_goes_on() -> None:
    text = "一是征兵。\n二是整组。一是宣传；二是体检；三是公示。\n三是演练。"

    assert numbers(text) == [[1, 2, 3], [1, 2, 3]]
    assert [one.inner for one in series(Document("", text))] == [False, True]


def test_heading_ends_all_series() -> None:
    assert numbers("一是修路；二是架桥。\n二、下步打算\n一是通水；二是通电。") == [[1, 2], [1, 2]]


@pytest.mark.parametrize(
    "kind", ["一是甲；二是乙。", "其一，甲；其二，乙。", "第一，甲；第二，乙。"]
)
def test_series_are_counted_in_several_ways(kind: str) -> None:
    assert numbers(kind) == [[1, 2]]


@pytest.mark.parametrize(
    "text",
    ["第一、第二产业并进。第二、三产业并进。", "说一是一，说二是二。", "三是奇数。", "一是。"],
)
def test_numbers_in_other_uses_are_no_series(text: str) -> None:
    assert numbers(text) == []


def test_number_without_shi_goes_on_at_the_start_of_a_paragraph() -> None:
    found = series(Document("", "一是修路。\n二是架桥。\n三通水到户。\n四是通电。"))

    assert [item.bare for item in found[0].items] == [False, False, True, False]

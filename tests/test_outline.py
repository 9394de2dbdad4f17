"""The outline: which markers are headings, and which of them are siblings."""

from __future__ import annotations

import pytest

from kanwu.document import Document
from kanwu.structure.outline import Heading, outline


def headings(text: str) -> list[Heading]:
    return list(outline(Document("", text)))


def marks(text: str) -> list[str]:
    return [text[slice(*heading.span)] for heading in headings(text)]


@pytest.mark.parametrize(
    "marker",
    [
        "一、",
        "十二、",
        "（三）",
        "(4)",
        "5.",
        "6．",
        "7、",
        "8)",
        "9）",
        "⑩",
        "第一章 ",
        "第二十条　",
        "第一千二百六十条　",
    ],
)
def test_marker_opens_a_heading(marker: str) -> None:
    document = Document("", f"　　{marker}总体要求")
    (heading,) = outline(document)

    assert heading.title(document) == "总体要求"
    assert not heading.inline


@pytest.mark.parametrize(
    "line",
    [
        "3、4月份集中整治。",
        "1.5公里的路段。",
        "第一条路修好了。",
        "二〇二三年",
        "一、二、三产业融合。",
        "12345热线",
    ],
)
def test_quantity_is_no_heading(line: str) -> None:
    assert headings(line) == []


def test_year_behind_a_number_is_the_title() -> None:
    document = Document("", "1.2023年工作总结")
    (heading,) = outline(document)

    assert heading.title(document) == "2023年工作总结"


def test_perhaps_a_quantity_counts_where_it_counts_on() -> None:
    assert marks("1.修渠。\n2.500亩耕地完成整治。") == ["1.", "2."]


def test_lower_levels_begin_anew_under_a_higher_one() -> None:
    found = headings("一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊")

    assert [heading.before for heading in found] == [None, None, 1, 0, None]


def test_item_within_a_paragraph_counts_on_but_opens_nothing_new() -> None:
    found = headings("（一）摸底；（二）整改；\n（三）巩固")

    assert [heading.number for heading in found] == [1, 2, 3]
    assert [heading.inline for heading in found] == [False, True, False]


def test_articles_of_a_compilation_have_outlines_of_their_own() -> None:
    text = "目录\n甲镇总结1\n乙镇总结5\n甲镇总结\n一、成效\n二、打算\n乙镇总结\n一、成效\n"

    assert [heading.before for heading in headings(text)] == [None, 0, None]


def test_crlf_changes_offsets_only() -> None:
    text = "一、甲\n（一）乙\n二、丙\n"
    crlf = text.replace("\n", "\r\n")

    assert marks(crlf) == marks(text)

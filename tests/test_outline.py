"""The outline: which markers are headings, and which of them are siblings."""

from __future__ import annotations

import gc
from time import process_time

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


def kinds(text: str) -> list[tuple[str, bool]]:
    """The markers of headings, each with the answer whether a fault in its number is doubtful."""
    return [(text[slice(*heading.span)], heading.doubtful) for heading in headings(text)]


def test_coordinate_numbers_are_no_headings() -> None:
    assert marks("一、二季度回升。\n三、四季度平稳。\n五、六月份多雨。") == []


def test_title_that_begins_with_a_number_is_one_where_the_count_needs_it() -> None:
    assert marks("一、一季度情况\n平稳。\n二、二季度打算\n抓早。\n三、保障措施") == [
        "一、",
        "二、",
        "三、",
    ]


def test_inner_list_may_have_the_markers_of_the_outer() -> None:
    found = headings("1.甲\n1.子\n2.丑\n2.乙\n3.丙")

    assert [heading.before for heading in found] == [None, None, 1, 0, 3]


def test_list_behind_a_title_begins_anew() -> None:
    found = headings("1.甲\n2.乙\n工具清单\n1.丙\n2.丁")

    assert [heading.before for heading in found] == [None, 0, 1, 2]


def test_article_has_lists_of_its_own() -> None:
    found = headings("（一）总则\n第一条 甲\n（一）子\n（二）丑\n第二条 乙\n（一）寅\n（二）附则")

    assert [heading.before for heading in found] == [None, None, None, 2, 1, None, 5]


def test_article_with_a_comma_counts_only_behind_the_one_in_front() -> None:
    assert marks("第一条 甲。\n第二条，乙。\n第五条，丙。") == ["第一条", "第二条，"]


def test_decimal_number_opens_its_chapter() -> None:
    found = headings("1.4资料\n1.《甲》\n2.《乙》\n2.用途\n2.1 功能")

    assert [heading.before for heading in found] == [None, 0, None]


def test_heading_behind_a_tick_box_is_one() -> None:
    found = headings("1.甲\n□2.乙\n★3.丙")

    assert [heading.indent for heading in found] == [0, 0, 0]


def test_fault_is_sure_where_no_other_reading_is_as_good() -> None:
    assert kinds("1.甲\n2.乙\n4.丙") == [("1.", False), ("2.", False), ("4.", False)]


def test_fault_is_doubtful_where_another_reading_is_as_good() -> None:
    # 5. may also go on from the 4. of the list around.
    assert kinds("1.甲\n2.乙\n3.丙\n4.丁\n清单\n1.子\n2.丑\n5.戊")[-1] == ("5.", True)


@pytest.mark.parametrize(
    "text",
    [
        "一、\n",
        "1.\n",
        "（一）\n一、\n",
        "第一章\n1.1 渠\n",
        "2. 渠\n4. 坝\n",
        "1. 渠\n1. 坝\n2. 闸\n",
    ],
)
def test_time_grows_with_the_markers(text: str) -> None:
    def seconds(size: int) -> float:
        document = Document("", text * (size // len(text)))
        gc.disable()  # it would walk all that other tests left
        begin = process_time()
        document.once(outline)
        spent = process_time() - begin
        gc.enable()
        return spent

    seconds(1000)  # compiles the expressions
    small, large = (min(seconds(size) for _ in range(2)) for size in (3_000, 24_000))

    assert large < 24 * max(small, 0.005)

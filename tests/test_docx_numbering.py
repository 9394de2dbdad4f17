"""Automatic numbers: rendered as Word does, part of the text, and never edited."""

from __future__ import annotations

import pytest

from kanwu.check import Edit
from kanwu.document import BLANK, Document
from kanwu.readers.docx.number_formats import numeral
from kanwu.structure.outline import outline
from kanwu.text import Span
from tests.test_docx import editable, opened, paragraph, read, word


def level(
    number: int, format: str, pattern: str, more: str = "", suffix: str = "tab", start: int = 1
) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "", override: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{more}'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>'
    )


def item(text: str, at: int = 0, number: int = 1) -> str:
    place = f'<w:ilvl w:val="{at}"/><w:numId w:val="{number}"/>'
    return paragraph(text, form=f"<w:numPr>{place}</w:numPr>")


OFFICIAL = numbering(
    level(0, "chineseCounting", "%1、", suffix="nothing"),
    level(1, "chineseCounting", "（%2）", suffix="nothing"),
    level(2, "decimal", "%3."),
)


def shown(*items: str, numbering: str = OFFICIAL, styles: str = "") -> Document:
    return read("".join(items), numbering=numbering, styles=styles)


def test_numbers_stand_in_front_of_their_paragraphs() -> None:
    document = shown(
        item("总"), item("甲", 1), item("乙", 1), item("细", 2), item("分"), item("丙", 1)
    )

    assert document.text == "一、总\n（一）甲\n（二）乙\n1.细\n二、分\n（一）丙\n"
    assert document.prose == document.text
    assert editable(document) == ["总", "甲", "乙", "细", "分", "丙"]


def test_numbering_rules_see_them() -> None:
    found = shown(item("总"), item("甲", 1), item("乙", 1)).once(outline)

    assert [(one.style, one.number) for one in found] == [("一", 1), ("（一）", 1), ("（一）", 2)]


def test_edit_of_a_number_is_not_made() -> None:
    found = opened(word(item("总则"), numbering=OFFICIAL))

    for edit in (
        Edit(Span(0, 1), "二"),
        Edit(Span(1, 3), "，总"),
        Edit(Span(0, 0), "第"),
        Edit(Span(0, 4), ""),
    ):
        assert found.edited([edit]).data() == found.data()
    assert found.edited([Edit(Span(2, 2), "新")]).document.text == "一、新总则\n"
    assert found.edited([Edit(Span(0, 3), "一、分")]).document.text == "一、分则\n"


def test_level_between_is_begun_by_the_one_below() -> None:
    legal = numbering(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))

    assert shown(item("甲", 1), item("乙", 1), numbering=legal).text == "1.1 甲\n1.2 乙\n"


def test_number_without_a_mark_is_followed_by_a_space() -> None:
    chapters = numbering(
        level(0, "chineseCountingThousand", "第%1章", suffix="space"),
        level(1, "decimal", "%2", suffix="nothing"),
    )

    assert shown(item("总则"), item("甲", 1), numbering=chapters).text == "第一章 总则\n1甲\n"


def test_bullets_are_no_prose() -> None:
    document = shown(item("甲"), numbering=numbering(level(0, "bullet", "\uf0b7")))

    assert document.text == "•甲\n"
    assert document.prose == f"{BLANK}甲\n"


def test_another_use_of_a_list_goes_on_or_starts_anew() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    one = level(0, "decimal", "%1.")
    items = (item("甲"), item("乙", number=2), item("丙", number=2), item("丁"))

    assert shown(*items, numbering=numbering(one)).text == "1.甲\n2.乙\n3.丙\n4.丁\n"
    anew = numbering(one, override=start)
    assert shown(*items, numbering=anew).text == "1.甲\n1.乙\n2.丙\n3.丁\n"


def test_override_may_number_otherwise() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'
    both = numbering(level(0, "decimal", "%1."), override=other)

    assert shown(item("甲", number=2), numbering=both).text == "C)甲\n"


def test_level_may_never_start_anew() -> None:
    on = numbering(
        level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    )
    document = shown(item("甲"), item("乙", 1), item("丙"), item("丁", 1), numbering=on)

    assert document.text == "1.甲\n1)乙\n2.丙\n2)丁\n"


def test_styles_number_their_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="i"><w:basedOn w:val="h"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    linked = numbering(
        level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:pStyle w:val="s"/>')
    )
    body = (
        paragraph("甲", form='<w:pStyle w:val="i"/>'),
        paragraph("乙", form='<w:pStyle w:val="s"/>'),
        paragraph("丙", form='<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    )

    assert shown(*body, numbering=linked, styles=styles).text == "一、甲\n1.乙\n丙\n"


def test_list_may_be_that_of_a_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="l"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    link = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="l"/></w:abstractNum>'
    more = numbering(level(0, "decimal", "%1."), more=link)
    more += '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'

    assert shown(item("甲", number=3), numbering=more, styles=styles).text == "1.甲\n"


def test_list_that_is_not_there_numbers_nothing() -> None:
    assert shown(item("甲", number=9)).text == "甲\n"
    assert read(item("甲")).text == "甲\n"


def test_format_of_ones_own_is_one_of_digits() -> None:
    own = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    one = level(0, "decimal", "%1.").replace('<w:numFmt w:val="decimal"/>', own)

    assert shown(item("甲"), numbering=numbering(one)).text == "001.甲\n"


@pytest.mark.parametrize(
    ("format", "number", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 0, "0"),
        ("chineseCounting", 21, "二十一"),
        ("japaneseCounting", 10, "十"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 13, "13"),
        ("decimalEnclosedCircleChinese", 10, "⑩"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 10, "１０"),
        ("ordinal", 4, "4"),
        ("none", 4, ""),
        ("upperRoman", 2_000_000_000, "2000000000"),
    ],
)
def test_numbers_are_rendered_in_every_format(format: str, number: int, written: str) -> None:
    assert numeral(number, format) == written

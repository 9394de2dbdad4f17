"""The typesetting of a Word file: styles, themes and defaults, and the form that comes of them."""

from __future__ import annotations

import pytest

from kanwu.document import Stretch, Typesetting
from kanwu.text import Span
from tests.test_docx import (
    DECLARATION,
    field,
    opened,
    paragraph,
    related,
    run,
    word,
    word_parts,
    zipped,
)
from tests.test_docx import part as story

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME = (
    f'{DECLARATION}<a:theme xmlns:a="{DRAWING}"><a:themeElements><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface="华文中宋"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/>'
    '<a:font script="Jpan" typeface="MS Mincho"/><a:font script="Hans" typeface="等线"/>'
    "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)
SETTINGS = story("settings", '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>')
DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    '<w:spacing w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="正文文本"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:spacing w:line="580" w:lineRule="exact"/></w:pPr>'
    '<w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:name w:val="强调"/>'
    '<w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
)
TITLE = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="44"/>'


def set_so(body: str, styles: str = DEFAULTS + STYLES, **stories: str) -> Typesetting:
    """The typesetting of a file with styles, a theme and settings."""
    parts = word_parts(body, styles=styles, **stories)
    kinds = {kind: f"{kind}.xml" for kind in ("styles", *stories, "theme", "settings")}
    parts["word/_rels/document.xml.rels"] = related(kinds)
    parts |= {"word/theme.xml": THEME, "word/settings.xml": SETTINGS}
    found = opened(zipped(parts)).document.typesetting
    assert found is not None
    return found


def type_of(*runs: str, form: str = "") -> list[tuple[str, str, float]]:
    return [one[1:] for one in set_so(paragraph(*runs, form=form)).stretches]


def style(id: str) -> str:
    return f'<w:pStyle w:val="{id}"/>'


def test_style_overrides_the_defaults_and_inherits_from_its_base() -> None:
    assert type_of("甲") == [("仿宋", "Calibri", 10.5)]
    assert type_of("甲", form=style("b")) == [("仿宋", "Calibri", 16)]


def test_style_of_a_run_holds_over_that_of_its_paragraph() -> None:
    assert type_of(run("甲", '<w:rStyle w:val="c"/>'), form=style("b")) == [("楷体", "Calibri", 16)]


def test_form_of_the_run_itself_comes_first() -> None:
    form = '<w:rStyle w:val="c"/><w:rFonts w:eastAsia="黑体"/><w:sz w:val="30"/>'

    assert type_of(run("甲", form)) == [("黑体", "Calibri", 15)]


def test_form_of_the_mark_of_a_paragraph_is_not_that_of_its_text() -> None:
    assert type_of("甲", form='<w:rPr><w:sz w:val="44"/></w:rPr>') == [("仿宋", "Calibri", 10.5)]


@pytest.mark.parametrize(
    ("place", "face"), [("majorEastAsia", "华文中宋"), ("minorEastAsia", "等线")]
)
def test_place_in_the_theme_is_looked_up_by_the_language(place: str, face: str) -> None:
    form = f'<w:rFonts w:eastAsia="黑体" w:eastAsiaTheme="{place}"/>'

    assert type_of(run("甲", form))[0][0] == face


def test_without_a_theme_its_places_name_no_face() -> None:
    found = opened(word(paragraph("甲"), styles=DEFAULTS)).document.typesetting

    assert found is not None
    assert found.stretches == (Stretch(Span(0, 1), "", "", 10.5),)


def test_runs_of_one_form_are_one_stretch() -> None:
    assert [one.span for one in set_so(paragraph("甲", "乙", run("丙", TITLE))).stretches] == [
        (0, 2),
        (2, 3),
    ]


def test_section_ends_with_the_paragraph_that_tells_of_it() -> None:
    across = (
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="-1440" w:left="1440" w:gutter="720"/></w:sectPr>'
    )
    sheets = set_so(paragraph("甲") + paragraph("乙", form=across) + paragraph("丙")).sheets

    assert [one.span for one in sheets] == [(0, 3), (4, 5)]
    assert [round(length or 0, 1) for length in sheets[0][1:]] == [297, 210, 25.4, 25.4, 25.4, 38.1]
    assert [round(length or 0, 1) for length in sheets[1][1:]] == [210, 297, 37, 26, 35, 28]


def test_pitch_is_its_own_or_that_of_the_grid() -> None:
    found = set_so(paragraph("甲") + paragraph("乙", form=style("b")))

    # Of lines one and a half as high as the face has them, nobody knows the height.
    assert found.pitched == (((2, 3), 29),)


@pytest.mark.parametrize(
    ("size", "grid", "pitch"), [(32, 579, 28.95), (32, 312, 31.2), (24, 312, 0), (21, 312, 15.6)]
)
def test_line_takes_up_as_many_lines_of_the_grid_as_it_needs(
    size: int, grid: int, pitch: float
) -> None:
    section = f'<w:sectPr><w:docGrid w:type="lines" w:linePitch="{grid}"/></w:sectPr>'
    form = '<w:spacing w:line="240" w:lineRule="auto"/>'
    found = set_so(paragraph(run("甲", f'<w:sz w:val="{size}"/>'), form=form + section))

    assert [one.pitch for one in found.pitched] == ([pitch] if pitch else [])


def test_paragraph_may_stand_outside_the_grid() -> None:
    section = '<w:sectPr><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    form = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'

    assert set_so(paragraph("甲", form=form + section)).pitched == ()


def test_distance_in_other_units_is_not_known() -> None:
    form = '<w:spacing w:line="29pt" w:lineRule="exact"/>'

    assert set_so(paragraph("甲", form=form)).pitched == ()


def test_number_of_a_page_is_set_as_it_was_last_shown() -> None:
    number = field("PAGE", "3").replace("<w:r><w:t", "<w:r><w:rPr><w:sz w:val='28'/></w:rPr><w:t")
    simple = f'<w:fldSimple w:instr=" PAGE ">{run("3", TITLE)}</w:fldSimple>'
    found = set_so(paragraph("甲"), footer=paragraph("— ", number, " —") + paragraph(simple))
    numbers = [one for one in found.stretches if one.span in found.page_numbers]

    assert [(one.latin, one.size) for one in numbers] == [("Calibri", 14), ("宋体", 22)]


def test_other_formats_do_not_say_how_they_are_set() -> None:
    from kanwu.readers import open_report

    assert open_report("a.md", "# 甲\n".encode()).document.typesetting is None

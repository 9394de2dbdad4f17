"""Word files: the text that is read, its place, and the parts it stands in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from kanwu.document import BLANK, Document
from kanwu.errors import InputError
from kanwu.location import Location
from kanwu.readers import open_report
from kanwu.readers.docx import OpenedWord

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
MARGINS = {"header": "hdr", "footer": "ftr"}
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DATE = (2024, 3, 5, 8, 30, 2)
SECTION = (
    "<w:sectPr>{}<w:pgSz w:w='11906' w:h='16838'/>"
    "<w:pgMar w:top='2098' w:right='1474' w:bottom='1984' w:left='1588'"
    " w:header='851' w:footer='992' w:gutter='0'/></w:sectPr>"
)


def run(text: str, form: str = "") -> str:
    form = f"<w:rPr>{form}</w:rPr>" if form else ""
    return f'<w:r>{form}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, form: str = "") -> str:
    """A paragraph; a string that is no element is the text of a run."""
    form = f"<w:pPr>{form}</w:pPr>" if form else ""
    return f"<w:p>{form}{''.join(c if c.startswith('<') else run(c) for c in content)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{one}</w:tr>' for one in cells)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    written = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{marks[0]}{written}{marks[1]}{run(result)}{marks[2]}"


def text_box(new: str, old: str) -> str:
    """A run with a box: once for programs of today, once for older ones."""
    drawn = (
        '<w:drawing><wp:anchor simplePos="0" relativeHeight="1" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="2000000" cy="400000"/><wp:wrapNone/><wp:docPr id="1" name="box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"/></wps:spPr><wps:txbx>'
        f"<w:txbxContent>{new}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing>"
    )
    pictured = (
        '<w:pict><v:shape style="width:100pt;height:20pt"><v:textbox>'
        f"<w:txbxContent>{old}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{pictured}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def part(tag: str, content: str) -> str:
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{content}</w:{tag}>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip, of which every second part is only stored."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number, (name, content) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return written.getvalue()


def related(kinds: Mapping[str, str]) -> str:
    """Relationships to parts, by their kinds."""
    named = (
        f'<Relationship Id="rId{number}" Type="{RELATED}{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds.items(), 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}relationships">{"".join(named)}</Relationships>'


def typed(types: Mapping[str, str]) -> str:
    named = (f'<Override PartName="/{name}" ContentType="{type}"/>' for name, type in types.items())
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(named)}</Types>'
    )


def word_parts(body: str, type: str = MAIN, **stories: str) -> dict[str, str | bytes]:
    """The parts of a Word file: the body, and others by their kind, as header="<w:p/>"."""
    types = {f"word/{kind}.xml": MAIN.replace("document.main", kind) for kind in stories}
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId{number}"/>'
        for number, kind in enumerate(stories, 1)
        if kind in MARGINS
    )
    return {
        "[Content_Types].xml": typed({"word/document.xml": type, **types}),
        "_rels/.rels": related({"officeDocument": "word/document.xml"}),
        "word/document.xml": part(
            "document", f"<w:body>{body}{SECTION.format(references)}</w:body>"
        ),
        "word/_rels/document.xml.rels": related({kind: f"{kind}.xml" for kind in stories}),
        **{
            f"word/{kind}.xml": part(MARGINS.get(kind, kind), content)
            for kind, content in stories.items()
        },
        "docProps/note.txt": "与正文无关",
    }


def word(body: str, **stories: str) -> bytes:
    return zipped(word_parts(body, **stories))


def opened(data: bytes) -> OpenedWord:
    found = open_report("a.docx", data)
    assert isinstance(found, OpenedWord)
    return found


def read(body: str, **stories: str) -> Document:
    return opened(word(body, **stories)).document


def prose(body: str) -> str:
    """The prose, with blanks drawn as dots."""
    return read(body).prose.replace(BLANK, "·")


def editable(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.editable or ()]


def test_each_paragraph_is_a_line() -> None:
    document = read(paragraph("一、总体要求") + paragraph() + paragraph("坚持", "问题导向。"))

    assert document.text == "一、总体要求\n\n坚持问题导向。\n"
    assert document.position(document.text.index("问")) == (3, 3)
    assert document.format == "docx"


def test_unedited_bytes_are_the_bytes_that_were_read() -> None:
    data = word(paragraph("文本"))

    assert opened(data).data() == data
    assert opened(data).edited([]).data() == data


def test_cells_are_paragraphs_and_blocks() -> None:
    document = read(paragraph("表前") + table(("项目", ""), ("数量", "三")) + paragraph("表后"))
    cells = [document.text[slice(*block.span)] for block in document.blocks]

    assert document.text == "表前\n项目\n\n数量\n三\n表后\n"
    assert cells == ["项目", "数量", "三"]
    assert {block.kind for block in document.blocks} == {"cell"}


def test_cell_merged_with_the_one_above_is_not_read() -> None:
    merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("合")}</w:tc>'
    body = f"<w:tbl><w:tr>{first}</w:tr><w:tr>{merged}</w:tr></w:tbl>"

    assert read(body).text == "合\n"


def test_headings_are_those_of_styles_and_of_outline_levels() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    )
    body = (
        paragraph("标题", form='<w:pStyle w:val="t"/>')
        + paragraph("甲", form='<w:pStyle w:val="1"/>')
        + paragraph("乙", form='<w:pStyle w:val="x"/>')
        + paragraph("丙", form='<w:outlineLvl w:val="2"/>')
        + paragraph("丁", form='<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
    )
    document = read(body, styles=styles)
    found = [(document.text[slice(*block.span)], block.level) for block in document.blocks]

    assert found == [("标题", 1), ("甲", 1), ("乙", 2), ("丙", 3)]


def test_style_based_on_itself_is_none() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="x"/></w:style>'

    assert read(paragraph("甲", form='<w:pStyle w:val="x"/>'), styles=styles).blocks == ()


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    inserted = f'<w:ins w:id="1" w:author="审">{run("新")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="审"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="审">{run("远")}</w:moveFrom>'

    assert read(paragraph("甲", deleted, inserted, moved, "乙")).text == "甲新乙\n"


def test_paragraph_without_its_end_goes_on_in_the_next() -> None:
    ended = '<w:rPr><w:del w:id="1" w:author="审"/></w:rPr>'
    gone = '<w:del w:id="2" w:author="审"><w:r><w:delText>旧</w:delText></w:r></w:del>'

    assert read(paragraph("前", form=ended) + paragraph("后")).text == "前后\n"
    assert read(paragraph(gone, form=ended) + paragraph("后")).text == "后\n"
    assert read(paragraph("前", form=ended)).text == "前\n"


def test_deleted_row_is_not_read() -> None:
    row = '<w:tr><w:trPr><w:del w:id="1" w:author="审"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'

    assert read(f"<w:tbl>{row}</w:tbl>" + paragraph("文")).text == "文\n"


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    box = text_box(paragraph("框内") + table(("格",)), paragraph("框", "内") + table(("格",)))
    document = read(paragraph("前", box, "后") + paragraph("下一段"))

    assert document.text == "前后\n框内\n格\n下一段\n"


def test_headers_footers_and_notes_are_parts() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    separator = f'<w:footnote w:type="separator" w:id="0">{paragraph("分")}</w:footnote>'
    note = f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", "注文。")}</w:footnote>'
    document = read(
        paragraph("正文", mark, "。"),
        footer=paragraph("页脚"),
        header=paragraph("页眉"),
        footnotes=separator + note,
        endnotes=f'<w:endnote w:id="1">{paragraph("尾注。")}</w:endnote>',
    )

    assert document.text == "正文※。\n※注文。\n尾注。\n页脚\n页眉\n"
    assert document.prose == document.text.replace("※", BLANK)
    assert document.locations == (
        Location("body", paragraph=1),
        Location("footnote", 1, paragraph=1),
        Location("endnote", paragraph=1),  # no mark refers to it
        Location("footer", paragraph=1),
        Location("header", paragraph=1),
    )
    assert editable(document) == ["正文", "。", "注文。", "尾注。", "页脚", "页眉"]


def cell(text: str, settings: str = "", *more: str) -> str:
    texts = "".join(map(paragraph, (text, *more)))
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{texts}</w:tc>"


def located(document: Document) -> dict[str, Location]:
    """The location of every line, by its text."""
    lines = document.text.splitlines()
    return dict(zip(lines, document.locations, strict=True))


def test_paragraphs_are_counted_as_a_person_sees_them() -> None:
    document = read(
        paragraph("题") + paragraph() + paragraph("甲") + table(("格",)) + paragraph("\u3000", "乙")
    )

    assert located(document) == {
        "题": Location(paragraph=1),
        "": Location(paragraph=1, is_empty=True),
        "甲": Location(paragraph=2),
        "格": Location(table=1, row=1, column=1, paragraph=1),
        "\u3000乙": Location(paragraph=3),
    }
    assert document.location(6) == Location(paragraph=3)  # the end of the text


def test_merged_cells_count_as_all_that_they_cover() -> None:
    rows = (
        cell("宽", '<w:gridSpan w:val="2"/>') + cell("右"),
        cell("高", '<w:vMerge w:val="restart"/>') + cell("中") + cell("末"),
        cell("", "<w:vMerge/>") + cell("下", "", "又"),
    )
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("后")}</w:tr>'
    deleted = f'<w:tr><w:trPr><w:del w:id="1" w:author="审"/></w:trPr>{cell("删")}</w:tr>'
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    document = read(table(("前",)) + f"<w:tbl>{deleted}{body}{late}</w:tbl>")
    places = {text: one[3:7] for text, one in located(document).items()}

    assert places == {
        "前": (1, 1, 1, 1),
        "宽": (2, 1, 1, 1),
        "右": (2, 1, 3, 1),
        "高": (2, 2, 1, 1),
        "中": (2, 2, 2, 1),
        "末": (2, 2, 3, 1),
        "下": (2, 3, 2, 1),
        "又": (2, 3, 2, 2),
        "后": (2, 4, 2, 1),
    }


def test_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = f"<w:tbl><w:tr>{cell('内')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('外')}{inner}{paragraph('又')}</w:tc></w:tr></w:tbl>"
    document = read(outer + table(("后",)))
    places = {text: one[3:7] for text, one in located(document).items()}

    assert places == {
        "外": (1, 1, 1, 1),
        "内": (2, 1, 1, 1),
        "又": (1, 1, 1, 2),
        "后": (3, 1, 1, 1),
    }


def test_text_boxes_and_notes_are_numbered_in_the_order_of_the_body() -> None:
    marks = [f'<w:r><w:footnoteReference w:id="{id}"/></w:r>' for id in (7, 3)]
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/></w:r>'
    box = text_box(paragraph("框") + table(("框格",)), paragraph("框") + table(("框格",)))
    notes = {3: "乙注", 7: "甲注", 9: "星注"}
    document = read(
        paragraph("甲", own, *marks, text_box(paragraph("先"), paragraph("先")), box),
        footnotes="".join(
            f'<w:footnote w:id="{n}">{paragraph(t)}</w:footnote>' for n, t in notes.items()
        ),
    )
    found = located(document)

    assert found["先"] == Location(text_box=1, paragraph=1)
    assert found["框"] == Location(text_box=2, paragraph=1)
    assert found["框格"] == Location(text_box=2, table=1, row=1, column=1, paragraph=1)
    assert [found[text].number for text in notes.values()] == [2, 1, 0]


def test_one_header_of_several_has_a_number() -> None:
    parts = word_parts(paragraph("甲"), header=paragraph("首"))
    parts["word/other.xml"] = part("hdr", paragraph("次"))
    relationships = str(parts["word/_rels/document.xml.rels"])
    other = f'<Relationship Id="rId9" Type="{RELATED}header" Target="other.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = relationships.replace("</Relationships>", other)
    more = '<w:headerReference w:type="even" r:id="rId9"/><w:pgSz'
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace("<w:pgSz", more)
    found = located(opened(zipped(parts)).document)

    assert found["首"] == Location("header", 1, paragraph=1)
    assert found["次"] == Location("header", 2, paragraph=1)


def test_content_controls_are_read() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('内')}</w:sdtContent></w:sdt>"
    around = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('外')}</w:sdtContent></w:sdt>"
    document = read(paragraph("甲", control) + around)

    assert document.text == "甲内\n外\n"
    assert editable(document) == ["甲内", "外"]


@pytest.mark.parametrize(
    "about",
    [
        '<w:lock w:val="sdtContentLocked"/>',
        '<w:dataBinding w:xpath="/a"/>',
        "<w:dropDownList/>",
        "<w14:checkbox/>",
    ],
)
def test_locked_control_is_not_editable(about: str) -> None:
    control = f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{run('内')}</w:sdtContent></w:sdt>"

    assert editable(read(paragraph("甲", control, "乙"))) == ["甲", "乙"]


def test_tabs_and_breaks_are_characters() -> None:
    body = paragraph("甲", "<w:r><w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/></w:r>", "乙")

    assert read(body).text == "甲\t↵-乙\n"
    assert prose(body) == "甲\t·-乙\n"


def test_pictures_formulas_and_symbols_are_one_character() -> None:
    inline = "<w:r><w:drawing><wp:inline/></w:drawing></w:r>"
    anchored = "<w:r><w:drawing><wp:anchor/></w:drawing></w:r>"
    formula = f"<m:oMath><m:r>{run('x')}</m:r></m:oMath>"
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="2022"/><w:sym/></w:r>'
    body = paragraph("甲", inline, anchored, formula, ticked)

    assert read(body).text == "甲▣▣▣•▣\n"
    assert prose(body) == "甲···•·\n"


def test_results_of_fields_are_read_and_instructions_are_not() -> None:
    link = field('HYPERLINK "http://a.example"', "链接")
    simple = f'<w:fldSimple w:instr=" REF a ">{run("表1")}</w:fldSimple>'
    document = read(paragraph("见", link, field("REF b", "图2"), simple, "。"))

    assert document.text == "见链接图2表1。\n"
    assert editable(document) == ["见链接", "。"]


def test_field_within_an_instruction_is_not_read() -> None:
    inner = field("PAGEREF a", "3")
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))

    assert read(paragraph("甲", begin, inner, end, "乙")).text == "甲乙\n"


def test_field_may_hold_paragraphs() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    toc = "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
    body = paragraph(begin, toc, separate, "一、甲") + paragraph("二、乙", end) + paragraph("正文")
    document = read(body)

    assert document.text == "一、甲\n二、乙\n正文\n"
    assert editable(document) == ["正文"]


def test_last_number_of_a_page_is_not_read() -> None:
    simple = f'<w:fldSimple w:instr="NUMPAGES">{run("7")}</w:fldSimple>'

    assert prose(paragraph("— ", field("PAGE \\* MERGEFORMAT", "1"), " —", simple)) == "— · —·\n"


def test_hidden_text_is_not_read() -> None:
    assert read(paragraph("甲", run("隐", "<w:vanish/>"), "乙")).text == "甲乙\n"
    assert read(paragraph(run("显", '<w:vanish w:val="0"/>'))).text == "显\n"


def test_ruby_above_the_text_is_not_read() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('hàn')}</w:rt><w:rubyBase>{run('汉')}</w:rubyBase></w:ruby></w:r>"
    )
    document = read(paragraph("写", ruby, "字"))

    assert document.text == "写汉字\n"
    assert editable(document) == ["写", "字"]


def test_space_is_read_as_word_shows_it() -> None:
    kept = '<w:r><w:t xml:space="preserve"> 甲 </w:t></w:r>'
    dropped = "<w:r><w:t>\n乙\n丙 </w:t></w:r>"

    assert read(paragraph(kept, dropped, "丁")).text == " 甲 乙 丙丁\n"


def test_underlined_space_is_a_line_to_be_filled_in() -> None:
    line = '<w:u w:val="single"/>'
    body = paragraph(
        "签字：", run("  ", line), run("年  月", line), run("  ", '<w:u w:val="none"/>')
    )

    assert read(body).text == "签字：  年  月  \n"
    assert prose(body) == "签字：__年__月  \n"
    assert editable(read(body)) == ["签字：", "  "]


def test_underlined_space_around_a_text_is_the_rest_of_its_line() -> None:
    line = '<w:u w:val="single"/>'
    filled = paragraph("签字：", run("  李 四", line), run("  ", line), run("。", line))
    both = paragraph("自", run("  2024", line), "年", run("  ", line), "月起")

    assert prose(filled) == "签字：  李 四  。\n"
    assert prose(both) == "自  2024年__月起\n"


def test_alternative_that_can_be_read_is_chosen() -> None:
    newer = "<mc:Choice Requires='w16se'><x:symEx xmlns:x='urn:x'/></mc:Choice>"
    older = "<mc:Fallback><w:t>☺</w:t></mc:Fallback>"
    body = paragraph("甲", f"<w:r><mc:AlternateContent>{newer}{older}</mc:AlternateContent></w:r>")

    assert read(body).text == "甲☺\n"
    assert editable(read(body)) == ["甲"]


def test_headers_are_no_running_text() -> None:
    document = read(paragraph("正文"), header=paragraph("页眉"))

    assert document.block(document.text.index("页")) is not None


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [one for one in sys.modules if one.startswith("kanwu.readers.docx")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lxml", None)

    with pytest.raises(InputError, match=r"pip install 'kanwu\[docx\]'"):
        open_report("a.docx", b"PK\3\4")


@pytest.mark.parametrize(
    "picture",
    [
        "<w:drawing><a:graphic><a:blip/></a:graphic></w:drawing>",
        '<w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict>',
        "<w:object/>",
    ],
)
def test_file_of_pictures_only_is_told(picture: str) -> None:
    scan = paragraph(f"<w:r>{picture}</w:r>")

    assert read(scan).unread == "没有文字可查，只有图片，须先识别成文字"
    assert read(scan + paragraph(run("附图"))).unread == "只有一行文字，其余是图片，须先识别成文字"
    assert read(scan + paragraph(run("附图")) * 2).unread == ""


def test_empty_file_without_pictures_is_checked() -> None:
    assert read(paragraph()).unread == read(paragraph(run("附图"))).unread == ""


def test_headers_do_not_make_a_scan_a_text() -> None:
    scan = paragraph("<w:r><w:object/></w:r>")
    document = read(scan, header=paragraph(run("机密")) * 2)

    assert document.unread.startswith("没有文字可查")

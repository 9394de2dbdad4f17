"""PDF: lines and paragraphs as they are read; files are made here, a font's table and all."""

from __future__ import annotations

import sys
import time
import zlib

import pytest

from kanwu.check import Edit
from kanwu.context.surroundings import touches_markup
from kanwu.document import BLANK, Document
from kanwu.errors import InputError
from kanwu.location import Location
from kanwu.readers import Opened, open_report
from kanwu.readers.pdf.lines import Line
from kanwu.readers.pdf.prose import join_lines, without_heads
from kanwu.text import Span

pytest.importorskip("pdfplumber")

# Of a line: how far from the left, how far from the foot, and its words.
Placed = tuple[float, float, str]
SIZE = 16


def pdf(*pages: list[Placed], has_table: bool = True, drawn: str = "") -> bytes:
    """A PDF with these pages, in a font whose glyphs are numbered as the characters are."""
    used = sorted({one for page in pages for *_, words in page for one in words})
    table = "".join(f"<{ord(one):04x}> <{ord(one):04x}>\n" for one in used)
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        f"/DescendantFonts [4 0 R] {'/ToUnicode 5 0 R' if has_table else ''} >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        stream(
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange\n<0000> <ffff>\n"
            f"endcodespacerange {len(used)} beginbfchar\n{table}endbfchar endcmap end"
        ),
    ]
    for number, page in enumerate(pages):
        shown = "".join(
            f"BT /F {SIZE} Tf 1 0 0 1 {left} {foot} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"
            for left, foot, words in page
        )
        parts += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>",
            stream(f"{drawn}{shown}{drawn}"),
        ]
    return joined(parts)


def stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def joined(parts: list[str]) -> bytes:
    made, places = b"%PDF-1.4\n", list[int]()
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return made + (
        f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    ).encode("latin-1")


def opened(*pages: list[Placed]) -> Opened:
    return open_report("a.pdf", pdf(*pages))


def shown(*pages: list[Placed]) -> str:
    """The prose, with blanks drawn as dots."""
    return opened(*pages).document.prose.replace(BLANK, "·")


FULL = "各县市区人民政府要把防汛责任落实到每一处堤段和水库，汛期"  # 28 characters, 448 points


def paragraph(top: float, *, indent: int = 2, rest: str = "不得离岗。") -> list[Placed]:
    return [
        (80 + SIZE * indent, top, FULL[indent:]),
        (80, top - 28, FULL),
        (80, top - 56, rest),
    ]


def test_lines_stand_on_lines_of_their_own() -> None:
    document = opened([(80, 700, "关于防汛的通知"), (80, 660, "一、“总体”要求（试行）")]).document

    assert document.text == "关于防汛的通知\n一、“总体”要求（试行）\n"
    assert document.format == "pdf"


def test_lines_of_a_paragraph_are_joined() -> None:
    text = shown([*paragraph(700), *paragraph(600)])
    one = f"{FULL[2:]}·{FULL}·不得离岗。\n"

    assert text == one + one


def test_paragraph_goes_on_over_the_page() -> None:
    first, *rest = paragraph(150)

    assert shown([*paragraph(700), first], rest).count("\n") == 2


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ((112, 644, "另一段"), True),  # indented
        ((80, 644, "二、要求"), True),
        ((80, 644, "（三）要求"), True),
        ((80, 644, "第四条 要求"), True),
        ((80, 644, "第一百零四条 要求"), True),
        ((80, 544, "落款"), True),  # far below
        ((80, 644, "3.5 米以上"), False),
        ((80, 644, "第四个"), False),
    ],
)
def test_paragraphs_end_where_they_do_on_paper(line: Placed, ends: bool) -> None:
    full: list[Placed] = [(80, 728, FULL), (80, 700, FULL), (80, 672, FULL)]

    between = "\n" if ends else "·"

    assert shown([*full, line]).endswith(f"{FULL}{between}{line[2]}\n")


def test_page_numbers_and_running_heads_are_no_text() -> None:
    pages: list[list[Placed]] = [
        [(250, 800, "防汛简报"), (80, 700 - number, f"正文{number}"), (290, 40, f"—{number}—")]
        for number in range(1, 4)
    ]

    assert shown(*pages) == "正文1\n正文2\n正文3\n"


def test_heads_of_a_chapter_are_no_text() -> None:
    pages: list[list[Placed]] = [
        [(80, 800, "第二章 管护"), (480, 800, str(at)), (80, 700 - at, f"正文{at}")]
        for at in range(1, 4)
    ]
    others: list[list[Placed]] = [[(80, 800, f"附件{at}"), (80, 600, "表")] for at in range(1, 9)]

    assert "第二章" not in shown(*pages, *others)
    assert shown(*others[:2]) == "附件1\n表\n附件2\n表\n"


def test_heading_at_the_head_of_one_page_is_text() -> None:
    assert shown([(80, 800, "关于防汛的通知"), (80, 400, "正文")]) == "关于防汛的通知\n正文\n"


def test_page_of_each_line_is_known() -> None:
    page: list[Placed] = [(80, 700, "甲"), (80, 600, "乙")]
    document = opened(page, [(290, 40, "2")], page).document

    assert document.locations == tuple(Location("page", number) for number in (1, 1, 3, 3))
    assert document.location(4) == Location("page", 3)


def test_radicals_are_read_as_characters() -> None:
    assert opened([(80, 700, "⽅案和⼯作")]).document.text == "方案和工作\n"


def test_unedited_bytes_are_the_original_ones() -> None:
    data = pdf([(80, 700, "甲,乙")])
    before = open_report("a.pdf", data)
    after = before.edited([Edit(Span(1, 2), "，")])

    assert before.data() == data
    assert before.edited([]).data() == data
    assert after.document.text == after.document.prose == "甲，乙\n"
    with pytest.raises(InputError, match="PDF 只读"):
        after.data()


def test_pdf_cannot_be_edited() -> None:
    document = opened([(80, 700, "甲,乙")]).document

    assert touches_markup([Edit(Span(1, 2), "，")], document)


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        open_report("a.pdf", data)
    return str(caught.value)


def test_file_of_pictures_alone_is_refused() -> None:
    assert "扫描件" in refused(pdf([]))


def test_font_without_a_table_is_refused() -> None:
    assert "字体" in refused(pdf([(80, 700, "甲乙丙")], has_table=False))


def packed(content: bytes, filters: str = "/FlateDecode") -> bytes:
    """A PDF with a page of this content, which is packed already."""
    return joined(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            "/Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R >>",
            f"<< /Filter [{filters}] /Length {len(content)} >>\n"
            f"stream\n{content.decode('latin-1')}\nendstream",
        ]
    )


WORDS = b"BT /F 16 Tf 1 0 0 1 80 700 Tm (Report) Tj ET "


def test_fault_20_stream_that_unpacks_to_too_much_is_refused() -> None:
    bomb = zlib.compress(WORDS + b" " * (65 << 20))

    for data in (packed(bomb), packed(zlib.compress(bomb), "/FlateDecode /FlateDecode")):
        with pytest.raises(InputError, match="解压后超过 64 MB"):
            open_report("a.pdf", data)
    assert open_report("a.pdf", packed(zlib.compress(WORDS))).document.text == "Report\n"


def test_stream_with_a_wrong_checksum_is_read() -> None:
    data = zlib.compress(WORDS)[:-2] + b"xx"

    assert open_report("a.pdf", packed(data)).document.text == "Report\n"


def test_fault_23_encrypted_files_are_named_so() -> None:
    data = pdf([(80, 700, "甲")])
    key = f"/O <{'41' * 32}> /U <{'42' * 32}>"
    locked = f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {key} >> /Root"

    assert "加密" in refused(data.replace(b"/Root", locked.encode()))


def test_fault_24_truncated_and_broken_files_are_refused() -> None:
    data = pdf([(80, 700, "甲")])

    assert "损坏" in refused(b"")
    assert "损坏" in refused(b"PK\3\4" + data[:50])
    assert "损坏" in refused(data[:60])
    assert "损坏" in refused(data.replace(b"/MediaBox [0 0 595 842]", b""))


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "kanwu.readers.pdf.pages", raising=False)
    monkeypatch.setitem(sys.modules, "pdfplumber", None)

    assert refused(b"%PDF") == "读取 .pdf 需要安装：pip install 'kanwu[pdf]'"


def line(page: int, text: str, top: float = 100, *, is_in_margin: bool = False) -> Line:
    return Line(page, text, 80, 80 + 16 * len(text), top, 16, is_in_margin)


@pytest.mark.parametrize("words", ["3", "— 3 —", "-3-", "第3页", "第 3 页 共 9 页", "3/9", "·3·"])
def test_page_numbers_are_told_from_text(words: str) -> None:
    held = [[[line(1, words, is_in_margin=True)], [line(1, words)]]]

    assert list(without_heads(held)) == [held[0][1:]]


def test_figures_in_the_margin_are_text() -> None:
    held = [[[line(1, "3.5", is_in_margin=True)], [line(1, "2025年", is_in_margin=True)]]]

    assert list(without_heads(held)) == held


def test_full_lines_go_on_in_the_next() -> None:
    lines = [line(1, "甲" * length, 100 + 20 * at) for at, length in enumerate((20, 3, 20, 20))]
    shown = join_lines(lines).replace(BLANK, "·")

    assert shown == "甲" * 20 + "·甲甲甲\n" + "甲" * 20 + "·" + "甲" * 20 + "\n"


def cells(document: Document) -> list[str]:
    """The text of each cell, with blanks drawn as dots."""
    spans = (block.span for block in document.blocks if block.kind == "cell")
    return [document.prose[slice(*span)].replace(BLANK, "·") for span in spans]


TABLE: list[Placed] = [
    (85, 700, "渠道"),
    (165, 700, "已清淤、衬砌（其中主"),
    (165, 680, "渠三段）"),
    (85, 650, "水闸"),
    (165, 650, "已检修"),
]
RULES = "".join(f"80 {height} m 340 {height} l S\n" for height in (640, 672, 722)) + "".join(
    f"{left} 640 0.5 82 re f\n" for left in (80, 160, 340)
)


def test_cells_of_a_ruled_table_are_paragraphs() -> None:
    document = open_report("a.pdf", pdf(TABLE, drawn=RULES)).document

    assert cells(document) == ["渠道", "已清淤、衬砌（其中主·渠三段）", "水闸", "已检修"]
    assert document.text.splitlines()[1:3] == ["已清淤、衬砌（其中主", "渠三段）"]
    assert set(document.locations) == {Location("page", 1)}


def test_cells_keep_their_place_after_edits() -> None:
    before = open_report("a.pdf", pdf(TABLE, drawn=RULES))
    after = before.edited([Edit(Span(0, 2), "东渠道")]).document

    assert cells(after) == ["东渠道", *cells(before.document)[1:]]


def test_word_over_a_rule_is_divided_there() -> None:
    data = pdf([(85, 650, "一二三四五六七")], drawn=f"{RULES}120 640 m 120 722 l S\n")

    assert cells(open_report("a.pdf", data).document) == ["一二", "三四五", "六七"]


def test_box_around_a_paragraph_is_no_table() -> None:
    box = "70 560 460 200 re S\n"

    assert cells(open_report("a.pdf", pdf(paragraph(700), drawn=box)).document) == []


def test_cells_without_rules_are_told_by_their_gaps() -> None:
    text: list[Placed] = [
        *[(80, 700, "项目"), (180, 700, "已清淤、衬砌（其"), (330, 700, "由甲乡、乙乡共")],
        *[(180, 680, "中主渠三段）"), (330, 680, "同管护")],
        *[(80, 650, "水闸"), (180, 650, "已检修"), (330, 650, "由丙乡管护")],
    ]
    found = cells(opened([*text, *paragraph(600)]).document)

    assert found[:3] == ["项目", "已清淤、衬砌（其·中主渠三段）", "由甲乡、乙乡共·同管护"]
    assert found[3:] == ["水闸", "已检修", "由丙乡管护"]


@pytest.mark.parametrize(
    "rows",
    [
        [("1.", "清淤"), ("2.", "衬砌"), ("3.", "检修")],  # items
        [("姓", "名：某甲"), ("性", "别：女"), ("年", "龄：四十")],  # words that are spread out
        [("第一章 总则", "1"), ("第二章 管护", "3"), ("第三章 附则", "9")],  # contents
        [("清淤", "已完成"), ("衬砌", "未完成")],  # only two rows, and no wide gap
    ],
)
def test_gaps_of_other_kinds_divide_no_cells(rows: list[tuple[str, str]]) -> None:
    placed: list[Placed] = []
    for at, (words, others) in enumerate(rows):
        left = 80 + SIZE * (len(words) + 1)
        placed += [(80, 700 - 28 * at, words), (left, 700 - 28 * at, others)]

    assert cells(opened(placed).document) == []


HALF = "各乡镇要把防汛责任落实到每一处堤段"  # 17 characters, 272 points


def test_text_columns_are_read_one_after_the_other() -> None:
    left: list[Placed] = [(20, 700 - 24 * at, HALF) for at in range(7)]
    right: list[Placed] = [(316, 712 - 24 * at, HALF[::-1]) for at in range(8)]
    title: list[Placed] = [(200, 760, "关于防汛的通知和说明")]
    text = shown([*title, *left, *right])

    assert text.splitlines()[0] == "关于防汛的通知和说明"
    assert text.replace("·", "").splitlines()[1] == HALF * 7 + HALF[::-1] * 8


def test_raised_mark_stays_in_its_line() -> None:
    assert shown([(80, 700, "据统计资料"), (160, 706, "①"), (176, 700, "测算")]) == (
        "据统计资料①测算\n"
    )


def test_words_printed_twice_to_look_bold_are_read_once() -> None:
    placed: list[Placed] = [(80 + shift, 700, "的和") for shift in (0, 0.3, 0.6)]

    assert shown([*placed, (80, 600, "爸爸")]) == "的和\n爸爸\n"


def test_entries_of_contents_do_not_go_on() -> None:
    entry = f"{FULL[:20]}......9"
    placed: list[Placed] = [(80, 700 - 24 * at, entry) for at in range(4)]

    assert shown(placed) == f"{entry}\n" * 4


def test_entries_without_dots_do_not_go_on() -> None:
    left, number = 80, 80 + SIZE * 27
    words = ("中文摘要和关键词及说明", "英文摘要和关键词及说明", "总体要求")
    placed: list[Placed] = []
    for at, entry in enumerate(words):
        placed += [(left, 700 - 24 * at, entry), (number, 700 - 24 * at, str(at + 1))]

    assert shown([*placed, *paragraph(500)]).startswith(
        "中文摘要和关键词及说明 1\n英文摘要和关键词及说明 2\n总体要求 3\n"
    )


def test_item_goes_on_below_its_text() -> None:
    lines: list[Placed] = [(80, 700, f"1. {FULL[3:]}"), (80 + SIZE * 3, 676, "堤段")]

    assert shown([*lines, *paragraph(600)]).splitlines()[0] == f"1. {FULL[3:]}·堤段"


@pytest.mark.parametrize(("end", "goes_on"), [("用", True), ("。", False)])
def test_line_is_full_if_the_next_word_had_no_room(end: str, goes_on: bool) -> None:
    lines: list[Placed] = [(80, 700, f"{FULL[:23]}{end}"), (80, 676, "kilowatts计量")]
    text = shown([*lines, *paragraph(600)])

    assert text.startswith(f"{FULL[:23]}{end}·") == goes_on


def test_wide_steps_join_if_they_are_usual() -> None:
    placed: list[Placed] = [(80, 700 - 48 * at, FULL) for at in range(5)]

    assert shown(placed).count("\n") == 1


OUTLINES = "".join(
    f"{n % 500}.5 {n % 800} m\n" + "1 2 3.25 4 -5 6 c\n" * 30 + "h f*\n" for n in range(2000)
)


def test_outlines_of_a_scan_are_told_at_once() -> None:
    start = time.process_time()
    document = open_report("a.pdf", pdf([(80, 400, "扫描件")], drawn=OUTLINES)).document

    assert document.text == "扫描件\n"
    assert document.unread == "只有一行文字，其余是图片，须先识别成文字"
    assert time.process_time() - start < 1


def test_rules_and_boxes_around_a_line_are_no_picture() -> None:
    boxes = "q 1 0 0 1 0 0 cm\n80 390 400 20 re S\n80 380 m 480 380 l S\nQ\n"
    document = open_report("a.pdf", pdf([(80, 400, "通知 (1 2 m S) E")], drawn=boxes)).document

    assert (document.text, document.unread) == ("通知 (1 2 m S) E\n", "")

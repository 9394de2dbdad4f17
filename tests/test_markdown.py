"""Markdown: the prose of a text, its place, and its blocks."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kanwu.document import BLANK
from kanwu.readers import open_report
from kanwu.readers.markdown import parse

PIECES = (
    *("甲", "文本。", "a", " ", "    ", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\f", "\0"),
    *("> ", ">", "- ", "* ", "1. ", "2) ", "# ", "###", "---", "===", "```", "~~~", "[ ] "),
    *("`", "*", "**", "_", "~~", "[", "]", "(", ")", "![", "<", "<!--", "-->", "<b>", "<div>"),
    *("|", "|-|-|\n", "甲|乙\n", "\\", "&nbsp;", "$", "$$\n", ":::", "\u3000\u3000", "（一）"),
    *("[a]: b\n", "[^1]", "[^1]: ", "http://a.b/c", "---\na: b\n", "+++\n", BLANK, "\U00020000"),
)
SOURCES = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def prose(text: str) -> str:
    """The prose, with blanks drawn as dots."""
    return parse("", text).prose.replace(BLANK, "·")


def blocks(text: str) -> list[tuple[str, str]]:
    return [
        (block.kind, text[block.span.start : block.span.end]) for block in parse("", text).blocks
    ]


@settings(deadline=None)  # marko is imported at the first
@given(SOURCES)
@example("|-|a|b~~\r    > \v")
def test_prose_stands_at_its_place(text: str) -> None:
    document = parse("", text)

    assert len(document.prose) == len(text)
    for shown, written in zip(document.prose, text, strict=True):
        assert shown in (written, BLANK, "\n")
        assert written not in "\r\n" or shown in (BLANK, "\n")


@settings(deadline=None)
@given(SOURCES)
def test_blocks_stand_in_order_within_the_text(text: str) -> None:
    spans = [block.span for block in parse("", text).blocks]

    assert spans == sorted(spans)
    assert all(0 <= start <= end <= len(text) for start, end in spans)


@settings(deadline=None)
@given(SOURCES.map(lambda text: text.replace("\r", "")))
def test_line_ends_make_no_difference(text: str) -> None:
    plain, windows = parse("", text), parse("", text.replace("\n", "\r\n"))
    returns = {offset for offset, one in enumerate(windows.text) if one == "\r"}
    kept = (one for offset, one in enumerate(windows.prose) if offset not in returns)

    assert "".join(kept) == plain.prose
    assert [block.kind for block in windows.blocks] == [block.kind for block in plain.blocks]


def test_spans_of_blocks_hold_with_crlf() -> None:
    text = "# 甲\r\n\r\n```\r\nx\r\n```\r\n\r\n## 乙丙\r\n"

    assert blocks(text) == [("heading", "甲"), ("code", "```\r\nx\r\n```\r\n"), ("heading", "乙丙")]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("见`a.py`一节", "见······一节"),
        ("**总体**要求", "··总体··要求"),
        ("~~旧~~新", "··旧··新"),
        ("见[办法](http://a.cn/b_c '全文')。", "见·办法·······················。"),
        ("见[办法][1]。\n\n[1]: http://a.cn", "见·办法····。\n\n················"),
        ("![流程](a.png)图", "··流程········图"),
        ("换<br>行", "换····行"),
        ("甲<!-- 注 -->乙", "甲··········乙"),
        ("<http://a.cn>网", "·············网"),
        ("2 \\* 3", "2 ·* 3"),
        ("甲&nbsp;乙", "甲&nbsp;乙"),
        ("# 标题 #", "··标题··"),
        ("标题\n===", "标题\n···"),
        ("> 引文\n> 续", "··引文···续"),
        ("- 甲\n- 乙", "··甲\n··乙"),
        ("- [x] 已办", "····· 已办"),
        ("1. 甲\n2. 乙", "1.·甲\n2.·乙"),
        ("- 甲\n  1) 乙", "··甲\n··1)·乙"),
        ("    int x;", "··········"),
        ("```\nint x;\n```", "···\n······\n···"),
        ("<div>\n甲\n</div>", "·····\n·\n······"),
        ("::: tip\n甲\n:::", "·······\n甲\n···"),
        ("注[^1]。\n\n[^1]: 见附件。", "注····。\n\n····· 见附件。"),
        ("甲\n\n---\n\n乙", "甲\n\n···\n\n乙"),
    ],
)
def test_markup_is_blank(source: str, shown: str) -> None:
    assert prose(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("见https://a.cn/b?c=1，下同", "见··················，下同"),
        ("（www.a.cn/甲）", "（·········甲）"),
        ("见http://a.cn/b_(c)。", "见·················。"),
        ("(http://a.cn/b).", "(·············)."),
        ("[甲](http://a.cn)/[乙](http://b.cn)", "·甲··············/·乙··············"),
    ],
)
def test_bare_address_ends_where_chinese_begins(source: str, shown: str) -> None:
    assert prose(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("设$a_1*b*$为", "设········为"),
        ("设$$x$$为", "设·····为"),
        ("$$\nx*y*z\n$$\n甲", "··\n·····\n··\n甲"),
        ("价$5，降至$4", "价$5，降至$4"),
        ("用`$a`和`$b`", "用····和····"),
    ],
)
def test_formula_is_blank_and_price_is_not(source: str, shown: str) -> None:
    assert prose(source) == shown


def test_single_tilde_is_a_range() -> None:
    assert prose("3~5月，10~12月") == "3~5月，10~12月"


def test_mail_address_is_seen() -> None:
    assert prose("函告a@b.cn为盼") == "函告a@b.cn为盼"


@pytest.mark.parametrize(
    "line", ["一、甲", "（二）甲", "3.甲", "4）甲", "⑤甲", "第六条　甲", "　　甲"]
)
def test_line_with_an_ordinal_or_an_indent_is_a_paragraph(line: str) -> None:
    assert prose(f"总则\n{line}") == f"总则\n{line}"


def test_bold_ordinal_begins_a_paragraph() -> None:
    assert prose("总则\n**一、甲**") == "总则\n··一、甲··"


@pytest.mark.parametrize("line", ["1.5倍", "第三条的规定", "2023年", "　甲", "一甲"])
def test_other_line_goes_on_with_the_paragraph(line: str) -> None:
    assert prose(f"按照\n{line}") == f"按照·{line}"


@pytest.mark.parametrize(("source", "shown"), [("甲  \n乙", "甲··\n乙"), ("甲\\\n乙", "甲·\n乙")])
def test_hard_break_ends_the_paragraph(source: str, shown: str) -> None:
    assert prose(source) == shown


def test_indent_of_ideographic_spaces_is_seen() -> None:
    assert prose("　　甲\n\n　　**乙**") == "　　甲\n\n　　··乙··"


def test_cells_are_paragraphs() -> None:
    source = "|名称|数量|\n|---|:-:|\n|**甲**|1\\|2|\n|乙|\n"

    assert prose(source) == "\n名称\n数量\n\n·········\n\n··甲··\n1·|2\n\n\n乙\n\n"
    cells = ["名称", "数量", "**甲**", "1\\|2", "乙"]
    assert blocks(source) == [("cell", cell) for cell in cells]


def test_table_may_follow_a_paragraph_at_once() -> None:
    assert prose("如下：\n甲|乙\n-|-\n1|2") == "如下：\n甲\n乙\n···\n1\n2"


def test_rule_of_dashes_makes_no_table() -> None:
    assert blocks("甲|乙\n---") == [("heading", "甲|乙")]


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: 甲\n\ntags:\n  - 乙\n---", "+++\ntitle = '甲'\n+++", "---\n# 注\na: b\n..."],
)
def test_front_matter_is_blank(front: str) -> None:
    source = f"{front}\n# 标题"

    assert blocks(source) == [("front-matter", front), ("heading", "标题")]
    assert set(prose(source)[: len(front) + 1]) == {"·", "\n"}


def test_rule_at_the_top_opens_no_front_matter() -> None:
    assert prose("---\n甲\n\n---\n") == "···\n甲\n\n···\n"


def test_heading_is_its_words_and_level() -> None:
    source = "###  一、**总体**要求 ###\n\n甲\n---\n"

    assert blocks(source) == [("heading", "一、**总体**要求"), ("heading", "甲")]
    assert [block.level for block in parse("", source).blocks] == [3, 2]


def test_comments_are_blocks_wherever_they_stand() -> None:
    source = "<!-- 一 -->\n甲<!-- 二 -->乙\n\n<div>\n<!-- 三\n四 -->\n</div>\n"

    comments = ["<!-- 一 -->", "<!-- 二 -->", "<!-- 三\n四 -->"]
    assert blocks(source) == [("comment", comment) for comment in comments]


def test_comment_that_is_shown_as_code_is_none() -> None:
    assert [kind for kind, _ in blocks("```\n<!-- 一 -->\n```\n\n`<!-- 二 -->`")] == ["code"]


@pytest.mark.parametrize("source", ["> " * 2000 + "甲", "- " * 2000 + "甲", ">\t  >甲\n"])
def test_hostile_markup_is_all_prose(source: str) -> None:
    document = parse("", source)

    assert (document.prose, document.blocks) == (source, ())


def test_endless_paragraph_is_all_prose() -> None:
    source = "[甲](" * 40_000

    assert parse("", source).prose == source


@pytest.mark.parametrize(
    ("path", "format"), [("a.txt", "text"), ("b/C.MD", "markdown"), ("c.markdown", "markdown")]
)
def test_extension_names_the_reader(path: str, format: str) -> None:
    assert open_report(path, "甲".encode()).document.format == format


@pytest.mark.parametrize("path", ["a.log", "md", ".md", "a"])
def test_file_without_a_reader_is_plain_text(path: str) -> None:
    assert open_report(path, b"# a").document.prose == "# a"


def test_plain_text_is_all_prose() -> None:
    assert open_report("a.txt", "# 甲\n`乙`".encode()).document.prose == "# 甲\n`乙`"

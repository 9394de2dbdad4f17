"""HTML: the prose of a page, its place, and edits that change nothing else."""

from __future__ import annotations

import re
import time
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu.check import Edit
from kanwu.checks.general.pattern import Pattern
from kanwu.document import BLANK, Document
from kanwu.engine.fix import fix
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import InputError
from kanwu.readers import Opened, open_report, open_text
from kanwu.readers.html import parse
from kanwu.readers.html.tokens import tokens
from kanwu.rule import Rule
from kanwu.text import Span
from tests.rules import rule_of
from tests.shipped import by_default

BLOCKS = ("p", "div", "h2", "li", "td", "table", "tr", "ul", "pre", "title", "section")
INLINE = ("b", "span", "a", "font", "o:p", "em")
SILENT = ("script", "style", "code", "svg", "rt")
VOID = ("<br>", "<br/>", "<hr>", "<img src='a>b'>", "<!-- 注，记 -->", "<!DOCTYPE html>", "<wbr>")
WORDS = (
    *(
        "甲",
        "乙，",
        "丙,丁",
        "R&D",
        "a < b",
        "&nbsp;",
        "&amp;",
        "&#12288;",
        "&lt",
        " ",
        "\n",
        "\r\n",
    ),
    *("\u3000\u3000", BLANK, "\U00020000", "<", "&", "&#", "\t", "“戊”", "。", "</", "x", "="),
)


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from((*BLOCKS, *INLINE, *SILENT))
    about = st.sampled_from(("", " class='a,b'", ' title="甲,>乙"', " hidden"))
    parts = st.lists(inside, max_size=4).map("".join)
    return st.builds(
        lambda name, given, held: f"<{name}{given}>{held}</{name}>", names, about, parts
    )


NESTED = st.recursive(st.sampled_from((*WORDS, *VOID)), element, max_leaves=25)
PAGES = st.lists(NESTED, max_size=6).map("".join)
# Tags that do not pair, and pieces of tags.
JUNK = st.lists(
    st.sampled_from(
        (
            *(f"<{name}>" for name in (*BLOCKS, *INLINE, *SILENT)),
            *(f"</{name}>" for name in (*BLOCKS, *INLINE, *SILENT)),
            *(*WORDS, *VOID, "<!--", "-->", "<p ", "'", '"', ">", "/>", "<?", "<![CDATA[", "]]>"),
        )
    ),
    max_size=25,
).map("".join)


def opened(text: str) -> Opened:
    return open_report("a.html", text.encode())


def prose(text: str) -> str:
    """The prose, with blanks drawn as dots."""
    return parse("", text).prose.replace(BLANK, "·")


def lines(text: str) -> list[str]:
    """The paragraphs that hold any prose."""
    return [line for line in prose(text).split("\n") if line.strip("·")]


def blocks(text: str) -> list[tuple[str, str, int]]:
    found = parse("", text).blocks
    return [(kind, text[start:end], level) for kind, (start, end), level in found]


def markup(text: str) -> list[str]:
    """The tags, comments, scripts and references, in order."""
    return [text[start:end] for kind, start, end, _ in tokens(text) if kind != "text"]


@given(st.one_of(PAGES, JUNK))
def test_prose_stands_at_its_place(text: str) -> None:
    document = parse("", text)

    assert len(document.prose) == len(text)
    for shown, written in zip(document.prose, text, strict=True):
        assert shown in (written, BLANK, "\n")
        assert written not in "\r\n" or shown in (BLANK, "\n")


# Without what is left open, of which Python's patches make different things.
OPEN = re.compile(r"&(?!\w+;|#\d+;)|</?(?![A-Za-z:\d]+[^<>]*>|!)")


@given(PAGES.map(lambda text: OPEN.sub("和", text)))
def test_words_are_those_that_pythons_parser_sees(text: str) -> None:
    class Parser(HTMLParser):
        words = ""

        def handle_data(self, data: str) -> None:
            if self.cdata_elem is None:
                self.words += data

    parser = Parser(convert_charrefs=False)
    parser.feed(text)
    parser.close()
    own = (text[start:end] for kind, start, end, _ in tokens(text) if kind == "text")

    # To Python 3.11, what a title holds is tags, too.
    if "<title" not in text:
        assert "".join(own) == parser.words


@given(st.one_of(PAGES, JUNK))
def test_tokens_make_up_the_source(text: str) -> None:
    places = [(start, end) for _, start, end, _ in tokens(text)]

    assert "".join(text[start:end] for start, end in places) == text


@given(st.one_of(PAGES, JUNK))
def test_blocks_stand_apart_and_in_order(text: str) -> None:
    spans = [block.span for block in parse("", text).blocks]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>甲</p>\n<p>乙</p>", "··\n甲\n······\n乙\n···"),
        ("<p><b>一、</b>总则</p>", "·····\n一、····总则\n···"),
        ("甲<br>乙", "甲\n··\n乙"),
        ("<p>\n  甲\n  乙\n</p>", "·····\n甲···乙\n····"),
        ("<p>研发&amp;设计</p>", "··\n研发·····设计\n···"),
        ("<p>&nbsp;&nbsp;甲</p>", "··············\n甲\n···"),
        ("R&D 和 a < b", "R&D 和 a < b"),
        ("甲<!-- 注 -->乙", "甲··········乙"),
        ("甲<script>if (a<b) c('</p>')</script>乙", "甲" + "·" * 35 + "乙"),
        ("<a title='甲>乙'>丙</a>", "··············\n丙\n···"),
        ("汉<rt>han</rt>字", "汉············字"),
        ("", ""),
        ("<p></p>", "·······"),
    ],
)
def test_markup_is_blank(source: str, shown: str) -> None:
    assert prose(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<ul><li>甲<li>乙</ul>丙", ["甲", "乙", "丙"]),
        ("<table><tr><td>甲<td>乙</table>", ["甲", "乙"]),
        ("<div>甲<span>乙</span><div>丙</div></div>丁", ["甲······乙", "丙", "丁"]),
        ("<pre>甲\r\n 乙\r丙\n\n丁\x0b戊</pre>", ["甲", "乙", "丙", "丁\x0b戊"]),
        ("<p>甲<code>x</p><p>乙</p>", ["甲", "乙"]),
        ("<svg><text>甲</text></svg><p>乙", ["乙"]),
        ("<ruby>漢<rt>han</ruby>字", ["漢" + "·" * 14 + "字"]),
        ("<title>甲<b>乙</title>丙", ["甲<b>乙", "丙"]),
        ("<style>p {}", []),
        ("甲<!-- 乙", ["甲"]),
        ("甲<p class='乙", ["甲"]),
    ],
)
def test_each_paragraph_is_a_line(source: str, shown: list[str]) -> None:
    assert lines(source) == shown


def test_headings_and_cells_are_blocks() -> None:
    text = "<h1>甲</h1><h3><b>乙</b></h3><table><tr><th>丙</th><td><p>丁</p></td></tr></table>"

    assert blocks(text) == [
        ("heading", "甲", 1),
        ("heading", "乙", 3),
        ("cell", "丙", 0),
        ("cell", "丁", 0),
    ]


def test_table_that_lays_out_a_page_has_no_cells() -> None:
    inner = "<table><tr><td>乙<td>丙</table>"

    assert blocks(f"<table><td>甲{inner}</table>") == [("cell", "乙", 0), ("cell", "丙", 0)]
    assert blocks("<table><td>" + "<p>甲</p>" * 6 + "</table>") == []


def test_comments_and_code_are_blocks() -> None:
    text = "<!--甲--><script>x</script><code>y</code>"

    assert blocks(text) == [
        ("comment", "<!--甲-->", 0),
        ("code", "x", 0),
        ("code", "<code>y</code>", 0),
    ]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>甲</p>".encode(), "utf-8"),
        ("\ufeff<meta charset=gbk><p>甲</p>".encode(), "utf-8"),
        ("<meta charset=gb2312><p>甲镕</p>".encode("gb18030"), "gb18030"),
        ("<META http-equiv=x content='text/html; charset=BIG5'>甲".encode("big5"), "cp950"),
        ("<?xml version='1.0' encoding='gbk'?>甲".encode("gbk"), "gb18030"),
        ("<meta charset=utf-8>各部门认真贯彻落实".encode("gbk"), "gb18030"),
        ("<meta charset=hex>甲".encode(), "utf-8"),
        ("<meta charset=gbk>甲".encode("utf-16"), "utf-16-le"),
        ("<meta charset=gb2312><p>甲方</p>".encode(), "utf-8"),
        ("<meta charset=gb18030><p>甲</p>".encode(), "utf-8"),
        ("<meta charset=big5><p>甲方</p>".encode(), "utf-8"),
        ("<meta charset=iso-8859-1><p>甲方</p>".encode(), "utf-8"),
        ("<?xml version='1.0' encoding='gbk'?><meta charset=utf-8>甲".encode(), "utf-8"),
        ("<!--<meta charset=big5>--><meta charset=gbk>甲方".encode("gbk"), "gb18030"),
        ("<meta charset=gbk><meta charset=big5>甲方".encode("gbk"), "gb18030"),
    ],
)
def test_encoding_is_marked_then_declared_then_plausible(data: bytes, encoding: str) -> None:
    page = open_report("a.htm", data)
    text = page.document.text

    assert "甲" in text or "贯彻" in text
    assert page.data() == data
    assert not text.startswith("\ufeff")
    assert text.encode(encoding) == data[len(data) - len(text.encode(encoding)) :]


def test_valid_utf_8_outweighs_the_declaration() -> None:
    data = '<meta charset="gb2312"><p>全年投资,完工</p>'.encode()
    page = open_report("a.html", data)
    (finding,) = [one for one in by_default().lint(page.document).findings if one.code == "LY009"]

    assert fix(page, by_default(), unsafe=True).opened.data() == data.replace(b",", "，".encode())
    assert (finding.text, finding.severity, finding.has_fix) == ("gb2312", "info", False)


@pytest.mark.parametrize(
    ("text", "encoding", "read"),
    [
        ("目录", "gbk", "目录"),  # these bytes are valid UTF-8 too
        ("5±0.2°C", "utf-8", "5±0.2°C"),  # and these are valid GBK
        ("Index", "utf-8", "Index"),
    ],
)
def test_two_byte_characters_are_read_as_is_plausible(text: str, encoding: str, read: str) -> None:
    page = open_report("a.html", f"<meta charset=gbk>{text}".encode(encoding))

    assert page.document.text.endswith(f">{read}")


def test_declaration_in_a_text_that_is_no_file_is_not_doubted() -> None:
    page = open_text("a.html", '<meta charset="gb2312"><p>通知</p>')

    assert page.edited([Edit(Span(26, 27), "公")]).document.false_declaration is None


def test_binary_files_are_refused() -> None:
    with pytest.raises(InputError, match="二进制文件"):
        open_report("a.html", b"<meta charset=utf-8>\0\1\2\3")


def spans_of_prose(document: Document) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(rf"[^\n{BLANK}]+", document.prose)]


# A reference without its end may go on in what stands behind it.
@settings(deadline=None)
@given(st.one_of(PAGES, JUNK).map(lambda text: re.sub("&lt(?!;)", "和", text)), st.data())
def test_fault_34_edits_change_only_text(text: str, data: st.DataObject) -> None:
    source = opened(text)
    edits: list[Edit] = []
    for start, end in spans_of_prose(source.document):
        if text[start:end].isspace() or not data.draw(st.booleans()):
            continue
        bounds = sorted(data.draw(st.integers(start, end)) for _ in range(2))
        edits.append(
            Edit(Span(*bounds), data.draw(st.sampled_from(("", "，", "<p>", "&lt;", "x"))))
        )
    after = source.edited(edits).document.text
    stray = ["&lt;", "&amp;"]

    kept = [one for one in markup(after) if one not in stray]
    assert kept == [one for one in markup(text) if one not in stray]


def test_edit_writes_references_where_markup_would_come_of_it() -> None:
    def edited(text: str, at: int, end: int, new: str) -> str:
        return opened(text).edited([Edit(Span(at, end), new)]).document.text

    assert edited("<p>甲＜乙</p>", 4, 5, "<") == "<p>甲&lt;乙</p>"
    assert edited("<p>甲＆乙</p>", 4, 5, "&") == "<p>甲&amp;乙</p>"
    assert edited("<p>a < b</p>", 6, 7, "") == "<p>a &lt;b</p>"
    assert edited("<p>a < b，c & d</p>", 3, 4, "甲") == "<p>甲 < b，c & d</p>"


def test_unedited_bytes_are_the_original_ones() -> None:
    data = "\ufeff<p>甲\r\n乙\r<br>丙\n</p>".encode()

    assert open_report("a.html", data).data() == data
    assert open_report("a.html", data).edited([]).data() == data


def rule(code: str, pattern: str, replace: str) -> Rule:
    check = Pattern(pattern=pattern, replace=replace)
    return rule_of(code, code.lower(), "毛病", "有误", "", "", check, fix="safe")


RULES = Ruleset(
    [
        rule("ZZ001", "(?<=[甲-龥]),", "，"),
        rule("ZZ002", "甲甲", "甲"),
        rule("ZZ003", "[＜x]", "<"),
        rule("ZZ004", "。\n", "。"),
        rule("ZZ005", " (?=b)", ""),
        rule("ZZ006", "丁$", "丁。"),
    ]
)


@settings(deadline=None)
@given(st.one_of(PAGES, JUNK))
def test_fixing_twice_is_fixing_once(text: str) -> None:
    once = fix(opened(text), RULES, unsafe=True)
    again = fix(once.opened, RULES, unsafe=True)

    assert again.opened.document.text == once.opened.document.text or not once.is_settled
    if "&lt" not in text:
        kept = [one for one in markup(once.opened.document.text) if one not in ("&lt;", "&amp;")]
        assert kept == [one for one in markup(text) if one not in ("&lt;", "&amp;")]


@pytest.mark.parametrize(
    "piece",
    [
        *("<a ", "<a\n", "<a b='", "<a b=", "<!--", "<!", "</", "<", "&", "&#", "<?", "<![CDATA["),
        *("<script>", "<script></", "<title>", "<p", "<td>", "<h1>", "<table>", "<code>", "</h1>"),
        *(" ", "\n", "&lt", "&amp", "\n ", "a", "<pre>\n", "<rt>", "<svg>", "</code>", "<code><p>"),
    ],
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    start = time.perf_counter()
    parse("", piece * (200_000 // len(piece)))

    assert time.perf_counter() - start < 10


def test_end_tags_that_end_nothing_take_no_time() -> None:
    start = time.perf_counter()
    parse("", "<svg>" * 30_000 + "</code>" * 30_000)

    assert time.perf_counter() - start < 10


def test_references_are_told_from_ampersands_as_browsers_do() -> None:
    for written in ("&lt", "&amp;", "&notit;", "&CounterClockwiseContourIntegral;", "&#x4E00;"):
        own = [text for text in markup(written) if text]

        assert unescape(own[0]) + written[len(own[0]) :] == unescape(written)
    for written in ("&D", "&甲", "&;", "&#;", "&#x;", "&nosuch;"):
        assert markup(written) == []


@pytest.mark.parametrize("picture", ["<img src=a.png>", "<svg><path d=M0/></svg>"])
def test_page_of_pictures_only_is_told(picture: str) -> None:
    page = f"<title>通知</title><p>{picture}</p>"

    assert parse("", page).unread == "没有文字可查，只有图片，须先识别成文字"
    assert parse("", f"{page}<p>甲</p>").unread == ""
    assert parse("", "<title>通知</title><p></p>").unread == ""

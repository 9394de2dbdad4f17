"""OpenDocument texts: the text that is read, and edits that keep the form of every stretch."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu.check import Edit
from kanwu.checks.general.pattern import Pattern
from kanwu.context.surroundings import touches_markup
from kanwu.document import BLANK
from kanwu.engine.fix import fix
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import InputError
from kanwu.readers import Opened, open_report
from kanwu.readers.plain import edited
from kanwu.rule import Rule
from kanwu.text import Span
from tests.rules import rule_of

pytest.importorskip("lxml")

MIMETYPE = b"application/vnd.oasis.opendocument.text"
NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
        *(("style", "style"), ("manifest", "manifest"), ("fo", "xsl-fo-compatible")),
    )
)
MANIFEST = f"<manifest:manifest{NAMES}/>"


def content(body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content{NAMES}>'
        f"<office:automatic-styles><style:style style:name='P1'/></office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def packed(xml: str | bytes, **others: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("styles.xml", "<styles>样式</styles>")
        archive.writestr("content.xml", xml)
        for name, text in others.items():
            archive.writestr(name, text)
        if "META-INF/manifest.xml" not in others:
            archive.writestr("META-INF/manifest.xml", MANIFEST)
    return held.getvalue()


def opened(body: str, **others: str) -> Opened:
    return open_report("a.odt", packed(content(body), **others))


def text(body: str) -> str:
    return opened(body).document.text


def body(of: Opened) -> str:
    """The body as it would be written."""
    with zipfile.ZipFile(BytesIO(of.data())) as archive:
        xml = archive.read("content.xml").decode()
    return xml.partition("<office:text>")[2].partition("</office:text>")[0]


def replaced(source: str, old: str, new: str) -> str:
    """The body after one edit."""
    before = opened(source)
    at = before.document.text.index(old)
    return body(before.edited([Edit(Span(at, at + len(old)), new)]))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<text:p>甲</text:p><text:p>乙</text:p>", "甲\n乙\n"),
        ("<text:p>甲<text:span>乙<text:span>丙</text:span></text:span>丁</text:p>", "甲乙丙丁\n"),
        ("<text:p>甲<text:s/>乙<text:s text:c='3'/><text:tab/>丙</text:p>", "甲 乙   \t丙\n"),
        ("<text:p>\n  甲\n  <text:span> 乙</text:span>  </text:p>", "甲 乙 \n"),
        ("<text:p>甲 <text:s/> 乙</text:p>", "甲   乙\n"),
        ("<text:p/><text:h/>", "\n\n"),
        ("<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>", "甲\n"),
        ("<text:section><text:p>甲<text:a>乙</text:a></text:p></text:section>", "甲乙\n"),
        ("<text:p>甲<text:bookmark/>乙<!-- 注 -->丙<text:soft-page-break/></text:p>", "甲乙丙\n"),
        (
            "<text:p>甲<office:annotation><text:p>批</text:p></office:annotation>乙</text:p>",
            "甲乙\n",
        ),
        (
            "<text:p>甲<text:ruby><text:ruby-base>乙</text:ruby-base>"
            "<text:ruby-text>yi</text:ruby-text></text:ruby></text:p>",
            "甲乙\n",
        ),
        (
            "<text:p>甲<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>乙"
            "</text:p><text:p>丙</text:p>",
            "甲乙\n框\n丙\n",
        ),
        ("<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>", "框\n"),
        ("<text:p>第<text:page-number>3</text:page-number>页</text:p>", "第3页\n"),
        ("<text:p><![CDATA[甲<]]>乙&amp;</text:p>", "甲<乙&\n"),
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
            "<text:p>甲<text:change-start/>乙<text:change-end/></text:p>",
            "甲乙\n",
        ),
        ("", ""),
    ],
)
def test_each_paragraph_is_a_line(source: str, shown: str) -> None:
    assert text(source) == shown


def test_breaks_notes_and_pictures_are_no_prose() -> None:
    document = opened(
        "<text:p>甲<text:line-break/>乙<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>注</text:p></text:note-body></text:note>丙"
        "<draw:frame text:anchor-type='as-char'/>丁</text:p>"
    ).document

    assert document.prose == f"甲{BLANK}乙{BLANK}丙{BLANK}丁\n"
    assert len(document.text) == len(document.prose)


def test_headings_and_cells_are_blocks() -> None:
    document = opened(
        "<text:h text:outline-level='2'>甲</text:h><text:h>乙</text:h><text:p>丙</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>丁</text:p><text:p/>"
        "</table:table-cell><table:covered-table-cell><text:p>隐</text:p>"
        "</table:covered-table-cell></table:table-row></table:table>"
    ).document

    assert document.text == "甲\n乙\n丙\n丁\n\n"
    assert [(one.kind, one.span, one.level) for one in document.blocks] == [
        ("heading", Span(0, 1), 2),
        ("heading", Span(2, 3), 1),
        ("cell", Span(6, 7), 0),
    ]


@pytest.mark.parametrize(
    ("source", "old", "new", "written"),
    [
        ("<text:p>甲,乙</text:p>", ",", "，", "<text:p>甲，乙</text:p>"),
        (
            "<text:p>甲<text:span text:style-name='T1'>乙,</text:span>丙</text:p>",
            "乙,丙",
            "乙，丙",
            '<text:p>甲<text:span text:style-name="T1">乙，</text:span>丙</text:p>',
        ),
        (
            "<text:p>甲<text:span>乙</text:span>丙</text:p>",
            "甲乙丙",
            "丁",
            "<text:p>丁<text:span></text:span></text:p>",
        ),
        ("<text:p>甲<text:s text:c='3'/>乙</text:p>", "  ", "", "<text:p>甲<text:s text:c=\"1\"/>乙</text:p>"),
        ("<text:p>甲<text:s/>乙</text:p>", " ", "", "<text:p>甲乙</text:p>"),
        ("<text:p>甲<text:tab/>乙</text:p>", "\t", "，", "<text:p>甲，乙</text:p>"),
        ("<text:p>甲乙</text:p>", "乙", " 乙  丙\t", "<text:p>甲 乙<text:s text:c=\"2\"/>丙<text:tab/></text:p>"),
        ("<text:p>甲 <text:s/> 乙</text:p>", "乙", "丙", "<text:p>甲<text:s/><text:s/><text:s/>丙</text:p>"),
        ("<text:p><text:span>甲</text:span><text:note/>乙</text:p>", "乙", "", "<text:p><text:span>甲</text:span><text:note/></text:p>"),
        ("<text:p>甲<!--注-->乙</text:p>", "甲乙", "丙", "<text:p>丙<!--注--></text:p>"),
    ],
)  # fmt: skip
def test_edits_keep_the_form_of_every_stretch(
    source: str, old: str, new: str, written: str
) -> None:
    made = replaced(source, old, new)

    assert made.replace("></text:span>", "/>") == written.replace("></text:span>", "/>")


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("<text:p>甲</text:p><text:p>乙</text:p>", "甲\n乙", "甲乙"),
        ("<text:p>甲乙</text:p>", "甲乙", "甲\n乙"),
        ("<text:p>第<text:page-number>3</text:page-number>页</text:p>", "3", "三"),
        ("<text:p>甲<text:line-break/>乙</text:p>", "甲↵乙", "甲乙"),
        (
            "<text:table-of-content><text:index-body><text:p>甲</text:p></text:index-body>"
            "</text:table-of-content>",
            "甲",
            "乙",
        ),
    ],
)
def test_edits_beyond_the_text_are_left_out(source: str, old: str, new: str) -> None:
    before = opened(source)
    at = before.document.text.index(old)
    span = Span(at, at + len(old))

    assert touches_markup([Edit(span, new)], before.document)
    assert before.edited([Edit(span, new)]).data() == before.data()


def test_other_parts_are_written_byte_for_byte() -> None:
    data = packed(content("<text:p>甲,乙</text:p>"), **{"Pictures/图.png": "像素" * 99})
    before = open_report("a.odt", data)
    after = before.edited([Edit(Span(1, 2), "，")]).data()

    assert before.data() == data
    assert after[30:38] == b"mimetype"
    assert after[38 : 38 + len(MIMETYPE)] == MIMETYPE
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        assert new.testzip() is None
        for name in old.namelist():
            assert (old.read(name) == new.read(name)) == (name != "content.xml")
        assert "甲，乙" in new.read("content.xml").decode()
        assert "style:name" in new.read("content.xml").decode()


def test_signed_files_are_not_written() -> None:
    before = opened("<text:p>甲,乙</text:p>", **{"META-INF/documentsignatures.xml": "<a/>"})

    assert before.data()
    with pytest.raises(InputError, match="签名"):
        before.edited([Edit(Span(1, 2), "，")]).data()


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        open_report("a.odt", data)
    return str(caught.value)


def test_fault_20_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed(content("<text:p>" + "甲" * (12 << 20) + "</text:p>"))

    assert len(bomb) < 1 << 20
    assert refused(bomb) == "content.xml 解压后超过 32 MB"


def test_fault_21_external_entities_are_not_expanded() -> None:
    xml = content("<text:p>&x;</text:p>").partition("?>")[2]

    assert "DTD" in refused(
        packed('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + xml)
    )


def test_fault_22_entity_bomb_is_refused() -> None:
    entities = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
    xml = content("<text:p>&x9;</text:p>").partition("?>")[2]
    bomb = f'<!DOCTYPE a [<!ENTITY x0 "甲">{entities}]>{xml}'

    assert "DTD" in refused(packed(bomb))
    assert "DTD" in refused(packed(bomb.encode("utf-16")))


def test_fault_23_encrypted_files_are_named_so() -> None:
    manifest = MANIFEST.replace(
        "/>", "><manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
        "</manifest:manifest>"
    )  # fmt: skip

    assert "加密" in refused(packed("不是XML", **{"META-INF/manifest.xml": manifest}))


def test_fault_24_truncated_and_broken_files_are_refused() -> None:
    data = packed(content("<text:p>甲乙丙</text:p>"))
    at = data.index(b"content.xml") + 200
    broken = data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]

    assert refused(data[:-40]) == refused(data[:100]) == "文件不完整或已损坏"
    assert "文件不完整或已损坏" in refused(broken)
    assert refused(b"") == "文件是空的"
    assert refused(b"{\\rtf1}") == "不是 .odt"
    assert "XML" in refused(packed("<a>"))
    assert "正文" in refused(packed("<a/>"))
    assert "content.xml" in refused(packed("").replace(b"content.xml", b"kontent.xml"))


def test_fault_28_paths_that_lead_outside_are_refused() -> None:
    assert "路径" in refused(packed(content(""), **{"../a.xml": ""}))


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("lxml", "kanwu.readers.odt"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lxml", None)

    assert refused(packed(content(""))) == "读取 .odt 需要安装：pip install 'kanwu[odt]'"


WORDS = st.sampled_from(
    (
        "甲",
        "乙,",
        " ",
        "  ",
        "\n",
        "<text:s/>",
        "<text:s text:c='2'/>",
        "<text:tab/>",
        "丙丙",
        "&lt;",
    )
)
FIXED = st.sampled_from(("<text:note/>", "<text:line-break/>", "<text:bookmark/>", "<!--,-->"))


def span_of(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    held = st.lists(inside, max_size=4).map("".join)
    return held.map(lambda text: f"<text:span text:style-name='T'>{text}</text:span>")


PARAGRAPHS = st.lists(st.recursive(WORDS | FIXED, span_of, max_leaves=8), max_size=6)
BODIES = st.lists(PARAGRAPHS.map(lambda p: f"<text:p>{''.join(p)}</text:p>"), max_size=3)


@settings(deadline=None)
@given(BODIES.map("".join), st.data())
def test_edited_file_reads_as_the_edited_text(source: str, data: st.DataObject) -> None:
    before = opened(source)
    document = before.document
    edits: list[Edit] = []
    for start, end in document.editable or ():
        at, to = sorted(data.draw(st.integers(start, end)) for _ in range(2))
        if edits and edits[-1].span.end == at:
            continue
        edits.append(Edit(Span(at, to), data.draw(st.sampled_from(("", "，", " ", "  丁 ", "\t")))))
    after = before.edited(edits)
    again = open_report("a.odt", after.data())

    assert after.document.text == edited(document.text, edits)
    assert again.document.text == after.document.text
    assert body(after).count("<text:span text:style-name=") == source.count("<text:span")


def rule(code: str, pattern: str, replace: str) -> Rule:
    check = Pattern(pattern=pattern, replace=replace)
    return rule_of(code, code.lower(), "毛病", "有误", "", "", check, fix="safe")


RULES = Ruleset(
    [rule("ZZ001", ",", "，"), rule("ZZ002", "丙丙", "丙"), rule("ZZ003", " (?=乙)|  ", "")]
)


@settings(deadline=None)
@given(BODIES.map("".join))
def test_fixing_twice_is_fixing_once(source: str) -> None:
    once = fix(opened(source), RULES, unsafe=True)
    again = fix(once.opened, RULES, unsafe=True)

    assert again.opened.data() == once.opened.data() or not once.is_settled


@pytest.mark.parametrize(
    ("body", "says"), [("", "没有文字可查"), ("<text:p>附图</text:p>", "只有一行文字")]
)
def test_text_of_pictures_only_is_told(body: str, says: str) -> None:
    image = "<text:p><draw:frame><draw:image/></draw:frame></text:p>"

    assert opened(body + image).document.unread.startswith(says)
    assert opened(body).document.unread == ""
    assert opened(image + "<text:p>附图</text:p>" * 2).document.unread == ""

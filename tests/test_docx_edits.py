"""Edits in Word files: the text changes as plain text would, and nothing else changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu.check import Edit
from kanwu.checks.general.pattern import Pattern
from kanwu.engine.fix import fix
from kanwu.engine.ruleset import Ruleset
from kanwu.readers.docx import OpenedWord
from kanwu.readers.plain import edited
from kanwu.text import Span
from tests.rules import rule_of
from tests.test_docx import field, opened, paragraph, run, text_box, word, zipped


def tracked(data: bytes, edits: Sequence[Edit], date: str) -> bytes:
    """The Word file with the edits as changes of that date."""
    return opened(data).tracking(date).edited(edits).data()


DATE = "2024-03-05T08:30:00Z"
BOLD, RED = "<w:b/>", '<w:color w:val="FF0000"/>'
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
# Pieces of paragraphs, some of which are not to be edited.
CONTENTS = st.lists(
    st.sampled_from(
        (
            *("文本", "，", " 甲 ", "。", "<w:r><w:t>紧 </w:t></w:r>", run("粗", BOLD)),
            run("好,", RED),
            "<w:r><w:tab/></w:r>",
            "<w:r><w:t>前</w:t><w:tab/><w:t>后</w:t><w:br/><w:t>末</w:t></w:r>",
            '<w:bookmarkStart w:id="1" w:name="a"/>',
            NOTE,
            field("PAGE", "1"),
            field('HYPERLINK "a"', "链接"),
            f'<w:ins w:id="5" w:author="审">{run("新增")}</w:ins>',
            '<w:del w:id="6" w:author="审"><w:r><w:delText>旧</w:delText></w:r></w:del>',
            text_box(paragraph("框", run("内", BOLD)), paragraph("框内")),
        )
    ),
    max_size=6,
).map(lambda content: paragraph(*content))
BODIES = st.lists(CONTENTS, min_size=1, max_size=3).map("".join)
TEXTS = st.text("新，\t 　", max_size=3)


@st.composite
def documents_and_edits(draw: st.DrawFn) -> tuple[OpenedWord, list[Edit]]:
    """A file, and edits in order and apart, each within editable text."""
    found = opened(word(draw(BODIES)))
    edits: list[Edit] = []
    for start, end in found.document.editable or ():
        first = draw(st.integers(start, end))
        last = draw(st.integers(first, end))
        if not edits or edits[-1].span.end < first:
            edits.append(Edit(Span(first, last), draw(TEXTS)))
    return found, edits


def body(data: bytes) -> str:
    """The XML of the body, without the section at its end."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    return xml[xml.index("<w:body>") + len("<w:body>") : xml.index("<w:sectPr>")]


def rejected(data: bytes) -> bytes:
    """The file with the changes of kanwu taken back."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    xml = parts["word/document.xml"]
    xml = re.sub(r'<w:ins [^>]*w:author="kanwu"[^>]*>.*?</w:ins>', "", xml)
    parts["word/document.xml"] = re.sub(
        r'<w:del [^>]*w:author="kanwu"[^>]*>(.*?)</w:del>',
        lambda match: match[1].replace("w:delText", "w:t"),
        xml,
    )
    return zipped(parts)


def change(*content: str, start: int, end: int, text: str) -> str:
    """The paragraph after an edit."""
    after = opened(word(paragraph(*content))).edited([Edit(Span(start, end), text)])
    return body(after.data())


def tracked_change(*content: str, start: int, end: int, text: str) -> str:
    """The same as tracked changes, without author, date and number."""
    data = tracked(word(paragraph(*content)), [Edit(Span(start, end), text)], DATE)
    about = f' w:id="\\d+" w:author="kanwu" w:date="{DATE}"'
    return re.sub(about, "", body(data))


def kept(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


@settings(deadline=None)
@given(documents_and_edits())
def test_edits_change_the_text_as_they_would_plain_text(
    case: tuple[OpenedWord, list[Edit]],
) -> None:
    found, edits = case
    after = found.edited(edits)

    assert after.document.text == edited(found.document.text, edits)
    assert opened(after.data()).document.text == after.document.text
    assert opened(after.data()).document.prose == after.document.prose


@settings(deadline=None)
@given(documents_and_edits())
def test_tracked_edits_read_the_same_and_can_be_taken_back(
    case: tuple[OpenedWord, list[Edit]],
) -> None:
    found, edits = case
    data = found.tracking(DATE).edited(edits).data()

    assert opened(data).document.text == edited(found.document.text, edits)
    assert opened(rejected(data)).document.text == found.document.text


@settings(deadline=None)
@given(BODIES, st.data())
def test_edits_of_fixed_text_are_not_made(content: str, data: st.DataObject) -> None:
    found = opened(word(content))
    text = found.document.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    inside = any(one.start <= start and end <= one.end for one in (found.document.editable or ()))

    after = found.edited([Edit(Span(start, end), "")])

    assert after.document.text == (text[:start] + text[end:] if inside else text)
    assert inside or after.data() == found.data()


def test_new_text_stands_where_the_old_began() -> None:
    made = change("甲乙", run("丙丁", BOLD), run("戊己", RED), start=1, end=5, text="新的")

    assert made == paragraph("甲新的", run("", BOLD), run("己", RED))


def test_text_that_an_edit_repeats_stays_in_its_run() -> None:
    made = change("增长", run("12%", BOLD), ",群众", start=0, end=7, text="增长12%，群")

    assert made == paragraph("增长", run("12%", BOLD), "，群众")


def test_insertion_has_the_form_of_the_text_before_it() -> None:
    assert change(run("甲", BOLD), "乙", start=1, end=1, text="，") == paragraph(
        run("甲，", BOLD), "乙"
    )
    assert change(run("甲", BOLD), "乙", start=0, end=0, text="“") == paragraph(
        run("“甲", BOLD), "乙"
    )


def test_insertion_beside_fixed_text_has_the_form_of_the_text() -> None:
    assert change("甲", NOTE, run("乙", BOLD), start=2, end=2, text="，") == paragraph(
        "甲", NOTE, run("，乙", BOLD)
    )


def test_space_at_the_ends_is_kept() -> None:
    made = change("<w:r><w:t>甲乙</w:t></w:r>", start=0, end=1, text=" ")

    assert made == paragraph(run(" 乙"))


def test_tab_can_be_removed_and_put() -> None:
    tab = "<w:r><w:tab/></w:r>"

    assert change(tab, "甲", start=0, end=1, text="") == paragraph("<w:r/>", "甲")
    assert change(tab, "甲", start=0, end=1, text="　") == paragraph(
        "<w:r>" + kept("　") + "</w:r>", "甲"
    )
    assert change("甲乙", start=1, end=1, text="\t") == paragraph(
        f"<w:r>{kept('甲')}<w:tab/><w:t>乙</w:t></w:r>"
    )


def test_both_texts_of_a_box_are_written() -> None:
    box = text_box(paragraph("框,", run("内", BOLD)), paragraph("框", run(",内", RED)))
    found = opened(word(paragraph(box)))
    made = body(found.edited([Edit(Span(2, 3), "，")]).data())

    assert made == paragraph(
        text_box(paragraph("框，", run("内", BOLD)), paragraph("框", run("，内", RED)))
    )


def test_older_text_of_a_box_that_reads_otherwise_is_left() -> None:
    box = text_box(paragraph("框,内"), paragraph("别的"))
    found = opened(word(paragraph(box)))

    assert body(found.edited([Edit(Span(2, 3), "，")]).data()) == paragraph(
        text_box(paragraph("框，内"), paragraph("别的"))
    )


def test_paragraphs_are_neither_joined_nor_divided() -> None:
    found = opened(word(paragraph("甲") + paragraph("乙")))

    for edit in (Edit(Span(1, 2), ""), Edit(Span(0, 2), "丙"), Edit(Span(0, 1), "丙\n丁")):
        assert found.edited([edit]).data() == found.data()


def test_edits_of_other_parts_change_no_body() -> None:
    data = word(paragraph("正文"), header=paragraph("页,眉"))
    after = opened(data).edited([Edit(Span(4, 5), "，")])

    assert after.document.text == "正文\n页，眉\n"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(after.data())) as new:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["word/header.xml"]


def test_fault_27_changes_and_comments_already_there_are_kept() -> None:
    others = (
        '<w:ins w:id="5" w:author="审">' + run("新增") + "</w:ins>",
        '<w:del w:id="6" w:author="审"><w:r><w:delText>旧</w:delText></w:r></w:del>',
        '<w:commentRangeStart w:id="0"/>',
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    content = (others[2], "甲,", *others[:2], "乙,", others[3])
    comments = f'<w:comment w:id="0" w:author="审">{paragraph("批注")}</w:comment>'
    found = opened(word(paragraph(*content), comments=comments))
    after = found.edited([Edit(Span(1, 2), "，"), Edit(Span(5, 6), "，")])

    assert found.document.text == "甲,新增乙,\n"
    assert body(after.data()) == paragraph(others[2], "甲，", *others[:2], "乙，", others[3])


def test_fixing_twice_is_fixing_once() -> None:
    check = Pattern(pattern="(?<=[\\u4e00-\\u9fff]),", replace="，")
    rules = Ruleset([rule_of("X001", "x", "毛病", "有误", "", "", check, fix="safe")])
    found = opened(word(paragraph("全年增长", run(",", RED), "群众,满意") + paragraph("附,件")))
    once = fix(found, rules, unsafe=False)
    twice = fix(opened(once.opened.data()), rules, unsafe=False)

    assert once.opened.document.text == "全年增长，群众，满意\n附，件\n"
    assert twice.codes == []
    assert twice.opened.data() == once.opened.data()


def test_tracked_edit_deletes_and_inserts() -> None:
    made = tracked_change(run("甲,乙", BOLD), start=1, end=2, text="，")

    assert made == paragraph(
        run("甲", BOLD),
        '<w:del><w:r><w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">,</w:delText></w:r></w:del>',
        f"<w:ins>{run('，', BOLD)}</w:ins>",
        run("乙", BOLD),
    ).replace(kept("，"), "<w:t>，</w:t>")


def test_tracked_changes_are_told_by_numbers_of_their_own() -> None:
    bookmark = '<w:bookmarkStart w:id="41" w:name="a"/>'
    edits = [Edit(Span(0, 1), "丙"), Edit(Span(2, 2), "丁")]
    data = tracked(word(paragraph(bookmark, "甲乙")), edits, DATE)

    assert sorted(re.findall(r'<w:(?:ins|del) w:id="(\d+)"', body(data))) == ["42", "43", "44"]
    assert body(data).count(f'w:author="kanwu" w:date="{DATE}"') == 3


def test_tracked_edit_splits_a_run_with_more_in_it() -> None:
    content = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"

    assert tracked_change(content, start=1, end=2, text="") == paragraph(
        "<w:r><w:t>甲</w:t></w:r>",
        "<w:del><w:r><w:tab/></w:r></w:del>",
        "<w:r><w:t>乙</w:t></w:r>",
    )


def test_edit_of_an_insertion_of_kanwu_is_no_further_change() -> None:
    found = opened(word(paragraph("甲乙"))).tracking(DATE)
    once = found.edited([Edit(Span(1, 1), "，，")])
    twice = once.edited([Edit(Span(1, 2), "")])

    assert twice.document.text == "甲，乙\n"
    assert body(twice.data()).count("<w:ins ") == 1
    assert "<w:del " not in body(twice.data())


def test_insertion_of_somebody_else_is_divided() -> None:
    other = '<w:ins w:id="5" w:author="审">{}</w:ins>'

    assert tracked_change(other.format(run("甲乙")), start=1, end=1, text="丙") == paragraph(
        other.format(run("甲")), "<w:ins><w:r><w:t>丙</w:t></w:r></w:ins>", other.format(run("乙"))
    )

"""Comments on findings: their words, their exact places, and files that other programs open."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kanwu.check import Edit
from kanwu.checks.general.pattern import Pattern
from kanwu.cli.main import main
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import InputError
from kanwu.readers.docx.annotate import annotate
from kanwu.readers.remarks import Remark
from kanwu.record import Record
from kanwu.reporters.remarks import remarks
from kanwu.text import Span
from tests.rules import records_of, rule_of
from tests.test_docx import field, opened, paragraph, run, table, text_box, word, zipped
from tests.test_docx_archive import raw, strict
from tests.test_docx_edits import BODIES, BOLD, DATE, body, tracked
from tests.test_docx_numbering import OFFICIAL, item

SOFFICE = shutil.which("soffice")
libreoffice = pytest.mark.skipif(
    SOFFICE is None,
    reason="没有 LibreOffice（soffice）；Debian：apt install libreoffice-writer-nogui",
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PRESERVED = ' xml:space="preserve"'


def findings(data: bytes, pattern: str, replace: str | None = None) -> list[Record]:
    check = Pattern(pattern=pattern, replace=replace)
    rule = rule_of("X001", "x", "毛病", "“{text}”有误", "", "", check, fix="safe")
    return records_of(Ruleset([rule]).lint(opened(data).document).findings)


def annotated(data: bytes, pattern: str, replace: str | None = None) -> bytes:
    return annotate(data, remarks(findings(data, pattern, replace)), DATE).data


def commented(data: bytes) -> list[tuple[str, str]]:
    """The text that each comment is on, and the comment."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        comments = etree.fromstring(archive.read("word/comments.xml"))
    xml = body(data)
    found = []
    for comment in comments:
        mark = f'w:id="{comment.get(WORD + "id", "")}"/>'
        on = xml.partition(f"<w:commentRangeStart {mark}")[2]
        on = on.partition(f"<w:commentRangeEnd {mark}")[0]
        on = re.sub(r"<wp:posOffset>.*?</wp:posOffset>|<[^>]*>", "", on)
        said = "\n".join("".join(map(str, one.itertext())) for one in comment)
        found.append((on, said))
    return found


def test_comment_stands_on_the_exact_span() -> None:
    data = word(paragraph("全年增", run("长12", BOLD), "%,群众") + table(("满,意",)))

    assert commented(annotated(data, "长.{4}|,", "，")) == [
        ("长12%,", "警告：毛病\n“长12%,”有误\n建议：“长12%,”改为“，”\nX001"),
        (",", "警告：毛病\n“,”有误\n建议：“,”改为“，”\nX001"),
    ]


def test_suggestions_are_in_words() -> None:
    data = word(paragraph("甲的的乙"))

    assert "\n建议：删去“的”\n" in commented(annotated(data, "的(?=的)", ""))[0][1]
    assert commented(annotated(data, "甲"))[0][1] == "警告：毛病\n“甲”有误\nX001"


def test_annotated_file_reads_the_same() -> None:
    data = word(paragraph("甲", "<w:r><w:t>乙 </w:t><w:tab/><w:t>丙</w:t><w:br/></w:r>", "丁"))
    after = annotated(data, "[乙丙丁]")

    assert opened(after).document.text == opened(data).document.text
    assert [on for on, _ in commented(after)] == ["乙", "丙", "丁"]


@settings(deadline=None)
@given(BODIES, st.sampled_from(("[文甲内]", "[文甲内].{0,3}", "，", "\\s")))
def test_any_annotated_file_reads_the_same(content: str, pattern: str) -> None:
    data = word(content)
    after = annotated(data, pattern)

    assert opened(after).document.text == opened(data).document.text
    assert opened(after).document.prose == opened(data).document.prose


def test_runs_are_split_and_keep_their_form() -> None:
    data = word(paragraph(run("甲乙丙", BOLD)))
    made = re.sub(r"<w:comment[^>]*/>", "", body(annotated(data, "乙"))).replace("<w:r></w:r>", "")
    runs = paragraph(run("甲", BOLD), run("乙", BOLD), run("丙", BOLD))

    assert made.replace(PRESERVED, "") == runs.replace(PRESERVED, "")


def test_overlapping_remarks_have_a_comment_each() -> None:
    data = word(paragraph("甲乙丙"))
    every = [Remark(Span(*span), ("X001",)) for span in ((0, 2), (1, 3), (1, 2))]

    assert sorted(on for on, _ in commented(annotate(data, every).data)) == ["乙", "乙丙", "甲乙"]


def test_comment_on_a_number_stands_on_its_paragraph() -> None:
    data = word(item("总则"), numbering=OFFICIAL)

    assert commented(annotated(data, "一、"))[0][0] == "总则"


def test_comment_on_an_empty_paragraph_has_a_place() -> None:
    data = word(paragraph("甲") + paragraph())
    after = annotate(data, [Remark(Span(2, 2), ("X001",))]).data

    assert commented(after)[0][0] == ""
    assert annotate(after, [Remark(Span(2, 2), ("X001",))]).data == after


def test_findings_outside_the_body_are_quoted_in_it() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = word(
        paragraph("首")
        + paragraph("前", text_box(paragraph("框误"), paragraph("框误")), "后", note),
        header=paragraph("页误"),
        footnotes=f'<w:footnote w:id="2">{paragraph("注误")}</w:footnote>',
    )
    found = commented(annotated(data, ".误"))

    assert [on for on, _ in found] == ["框误框误", "", "首"]
    assert [said.splitlines()[2] for _, said in found] == [
        "位于文本框 1：“框误”",
        "位于脚注 1：“注误”",
        "位于页眉：“页误”",
    ]


def test_fault_27_comments_already_there_are_kept() -> None:
    old = f'<w:comment w:id="3" w:author="审">{paragraph("批注")}</w:comment>'
    marks = (
        '<w:commentRangeStart w:id="3"/>',
        '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>',
    )
    data = word(paragraph(marks[0], "甲", marks[1], "乙"), comments=old)

    assert commented(annotated(data, "乙")) == [
        ("甲", "批注"),
        ("乙", "警告：毛病\n“乙”有误\nX001"),
    ]
    assert list(raw(annotated(data, "乙"))) == list(raw(data))


def test_other_parts_are_kept_byte_for_byte() -> None:
    data = word(paragraph("甲"), header=paragraph("页眉"), numbering=OFFICIAL)
    before, after = raw(data), raw(annotated(data, "甲"))

    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert after.keys() - before.keys() == {"word/comments.xml"}


def test_without_findings_nothing_is_written() -> None:
    data = word(paragraph("甲"))

    assert annotate(data, []) == (data, 0, 0)


def test_fault_25_dangling_relationship_to_comments_is_repaired() -> None:
    with zipfile.ZipFile(io.BytesIO(word(paragraph("甲"), comments=""))) as archive:
        names = [name for name in archive.namelist() if name != "word/comments.xml"]
        data = zipped({name: archive.read(name) for name in names})
    after = annotated(data, "甲")

    assert commented(after)[0][0] == "甲"
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.read("word/_rels/document.xml.rels").count(b"/comments") == 1


def test_fault_26_read_only_file_is_not_annotated() -> None:
    with pytest.raises(InputError, match="只读"):
        annotated(strict(), "群众")


def test_more_than_ten_thousand_comments_are_refused() -> None:
    data = word(paragraph("甲," * 10_001))

    with pytest.raises(InputError, match="批注 10001 条，至多写 10000 条"):
        annotated(data, ",")


def annotate_file(*arguments: str) -> int:
    Path("a.docx").write_bytes(word(paragraph("全年增长12%,群众满意。")))
    return main(["check", "--isolated", "--annotate", "b.docx", *arguments, "a.docx"])


def test_command_writes_the_annotated_copy(capsys: pytest.CaptureFixture[str]) -> None:
    status = annotate_file("--select", "PT001")
    copy = Path("b.docx").read_bytes()

    assert status == 1
    assert "PT001" in capsys.readouterr().out
    assert [text for text, _ in commented(copy)] == [","]


def test_comment_has_the_url_of_its_rule() -> None:
    Path("a.docx").write_bytes(word(paragraph("全年增长12%,群众满意。")))
    Path("kanwu.toml").write_text('rule-url = "https://example.org/{code}"\n', "utf-8")
    main(["check", "--annotate", "b.docx", "--select", "PT001", "a.docx"])
    comments = zipfile.ZipFile("b.docx").read("word/comments.xml").decode()

    assert "https://example.org/PT001" in comments


def test_command_names_the_missing_library(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("kanwu.readers.docx")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lxml", None)
    status = annotate_file()

    assert status == 2
    assert "pip install 'kanwu[docx]'" in capsys.readouterr().err
    assert not Path("b.docx").exists()


def test_python_docx_reads_the_comments() -> None:
    docx = pytest.importorskip("docx", reason="没有 python-docx")
    data = annotated(word(paragraph("甲乙") + table(("乙",))), "乙")
    comments = list(docx.Document(io.BytesIO(data)).comments)

    assert [one.text for one in comments] == ["警告：毛病\n“乙”有误\nX001"] * 2
    assert {(one.author, one.initials) for one in comments} == {("kanwu", "KW")}
    assert {one.timestamp.isoformat() for one in comments} == {"2024-03-05T08:30:00+00:00"}


def converted(data: bytes, folder: Path, format: str) -> bytes:
    """The file as LibreOffice converts it."""
    assert SOFFICE is not None
    source = folder / "a.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", format, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return (folder / f"a.{format}").read_bytes()


EVERYTHING = word(
    paragraph("全年增长,", run("群众,满意", BOLD), field("PAGE", "1"))
    + paragraph("前", text_box(paragraph("框,内"), paragraph("框,内")))
    + table(("格,一", "")),
    header=paragraph("页,眉"),
)


@libreoffice
def test_libreoffice_reads_the_comments_at_their_places(tmp_path: Path) -> None:
    xml = converted(annotated(EVERYTHING, ",", "，"), tmp_path, "fodt").decode()
    names = re.findall(r'<office:annotation [^>]*office:name="([^"]*)"', xml)
    found: list[str] = []
    for name in names:
        after = re.split(rf'<office:annotation [^>]*office:name="{name}"[^>]*>', xml)[1]
        comment, _, rest = after.partition("</office:annotation>")
        on = rest.partition(f'<office:annotation-end office:name="{name}"/>')[0]
        assert "“,”有误" in comment
        assert "建议：“,”改为“，”" in comment
        found.append(re.sub(r"<office:annotation .*?</office:annotation>|<[^>]*>", "", on))

    assert len(found) == 5
    assert found.count(",") == 3  # those of the body


@libreoffice
def test_libreoffice_prints_the_annotated_file(tmp_path: Path) -> None:
    assert converted(annotated(EVERYTHING, ","), tmp_path, "pdf").startswith(b"%PDF")


@libreoffice
def test_libreoffice_reads_tracked_changes(tmp_path: Path) -> None:
    data = tracked(EVERYTHING, [Edit(Span(4, 5), "，"), Edit(Span(7, 8), "，")], DATE)
    tree = etree.fromstring(converted(data, tmp_path, "fodt"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

    assert len(list(tree.iter(f"{text}insertion"))) == len(list(tree.iter(f"{text}deletion"))) == 2
    creators = tree.iterfind(f".//{text}changed-region//{{*}}creator")
    assert {one.text for one in creators} == {"kanwu"}

"""`--annotate`: where copies are written, what their comments say, and comments of earlier runs."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.readers.docx.annotate import annotate
from kanwu.readers.remarks import Remark
from kanwu.text import Span
from tests.test_docx import NAMESPACES, RELATED, paragraph, part, word, word_parts, zipped
from tests.test_docx_annotate import annotated, commented
from tests.test_docx_edits import body

FLAWED = word(paragraph("全年增长12%,群众说“好”。"))
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def check(*arguments: str) -> int:
    return main(["check", "--isolated", "--select", "PT001", *arguments])


def xml_of_comments(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/comments.xml").decode()


def remark(start: int, end: int, *lines: str) -> Remark:
    return Remark(Span(start, end), (*lines, "X001"))


@pytest.mark.parametrize(
    "name", ["a.docx", "./a.docx", "b/../a.docx", "link.docx", "hard.docx", "."]
)
def test_annotate_refuses_the_inputs_own_path(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.docx").write_bytes(FLAWED)
    Path("b").mkdir()
    os.symlink("a.docx", "link.docx")
    os.link("a.docx", "hard.docx")
    status = check("a.docx", "--annotate", name)

    assert status == 2
    assert "就是要检查的 a.docx" in capsys.readouterr().err
    assert Path("a.docx").read_bytes() == Path("hard.docx").read_bytes() == FLAWED


def test_annotate_refuses_to_write_over_another_input(capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("甲", "乙", "丙/甲"):
        Path(folder).mkdir(parents=True)
        Path(folder, "a.docx").write_bytes(FLAWED)
    status = check("甲", "丙/甲/a.docx", "--annotate", "丙")

    assert status == 2
    assert "丙/甲/a.docx 就是要检查的 丙/甲/a.docx" in capsys.readouterr().err
    assert Path("丙/甲/a.docx").read_bytes() == FLAWED


@pytest.mark.parametrize("name", ["b.txt", "b", "b.docm", "b.doc"])
def test_annotate_refuses_another_extension(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.docx").write_bytes(FLAWED)
    status = check("a.docx", "--annotate", name)

    assert status == 2
    assert f"{name} 的扩展名应与 a.docx 相同，是 .docx" in capsys.readouterr().err
    assert not Path(name).exists()


def test_annotate_refuses_files_that_take_no_comments(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("增长12%,群众满意。", encoding="utf-8")
    status = check("a.txt", "--annotate", "b.txt")

    assert status == 2
    assert "只有 .docx 能加批注，a.txt 不能" in capsys.readouterr().err
    assert not Path("b.txt").exists()


def test_annotate_says_what_it_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.docx").write_bytes(FLAWED)
    statuses = [check("a.docx", "--annotate", "b.docx"), check("b.docx", "--annotate", "c.docx")]
    Path("d.docx").write_bytes(word(paragraph("全年增长12%。")))
    statuses.append(check("d.docx", "--annotate", "e.docx", "--lang", "en"))

    assert statuses == [1, 1, 0]
    assert capsys.readouterr().err.splitlines() == [
        "kanwu: b.docx: 已写好，有批注 1 条",
        "kanwu: c.docx: 已写好，有批注 1 条",
        "kanwu: e.docx: written; comments: 0",
    ]


def test_annotating_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.docx").write_bytes(FLAWED)
    check("a.docx", "--annotate", "b.docx")
    check("b.docx", "--annotate", "c.docx")

    assert Path("c.docx").read_bytes() == Path("b.docx").read_bytes() != FLAWED


def test_earlier_comments_are_replaced_and_not_doubled() -> None:
    first = annotate(word(paragraph("甲乙丙")), [remark(0, 1, "旧"), remark(1, 3, "同")]).data
    again = annotate(first, [remark(1, 3, "同"), remark(2, 3, "新")])

    assert commented(again.data) == [("乙丙", "同\nX001"), ("丙", "新\nX001")]
    assert (again.remarks, again.removed) == (2, 1)
    assert body(annotate(again.data, []).data).count("omment") == 0


def test_comments_of_version_0_1_0_are_replaced() -> None:
    old = (
        '<w:comment w:id="1" w:author="kanwu" w:initials="KW">'
        f"{paragraph('PT001 “,”应为“，”')}{paragraph('建议：“,”改为“，”')}</w:comment>"
    )
    marks = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    data = word(paragraph(marks[0], "甲", marks[1]), comments=old)

    assert commented(annotate(data, [remark(0, 1, "新")]).data) == [("甲", "新\nX001")]


@pytest.mark.parametrize(
    "comment",
    [
        '<w:comment w:id="1" w:author="审校" w:initials="KW"><w:p><w:r><w:t>X001</w:t></w:r></w:p>',
        '<w:comment w:id="1" w:author="kanwu" w:initials="审"><w:p><w:r><w:t>X001</w:t></w:r></w:p>',
        '<w:comment w:id="1" w:author="kanwu" w:initials="KW"><w:p><w:r><w:t>X001</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>此处照旧</w:t></w:r></w:p>",
    ],
)
def test_comments_of_people_stay_as_they_are(comment: str) -> None:
    comment += "</w:comment>"
    marks = (
        '<w:commentRangeStart w:id="1"/>',
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    )
    data = word(paragraph(marks[0], "甲", marks[1], "乙"), comments=comment)
    after = annotate(data, [remark(0, 1, "新"), remark(1, 2, "新")]).data
    without = annotate(after, []).data

    assert comment in xml_of_comments(after)
    assert comment in xml_of_comments(without)
    assert [said for _, said in commented(after)][1:] == ["新\nX001"] * 2
    assert all(mark in body(without) for mark in marks)


def test_answered_comment_stays_with_its_answer() -> None:
    """A person's answer would be lost, or stand under nothing, without the comment."""
    form = 'w:author="kanwu" w:initials="KW"'
    said = "".join(
        f'<w:comment w:id="{n}" {names}><w:p w14:paraId="0000000{n}"><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:comment>"
        for n, names, text in (
            (1, form, "X001"),
            (2, 'w:author="审校"', "不改"),
            (3, form, "X001"),
        )
    )
    marks = [
        (f'<w:commentRangeStart w:id="{n}"/>', f'<w:commentRangeEnd w:id="{n}"/>')
        for n in (1, 2, 3)
    ]
    text = [
        marks[0][0],
        marks[1][0],
        "甲",
        marks[1][1],
        marks[0][1],
        marks[2][0],
        "乙",
        marks[2][1],
    ]
    parts = word_parts(paragraph(*text), comments=said)
    threads = (
        '<w15:commentEx w15:paraId="00000001"/><w15:commentEx w15:paraId="00000003"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/>'
    )
    parts["word/threads.xml"] = part("threads", threads).replace(
        NAMESPACES, f'{NAMESPACES} xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    )
    kind = f'<Relationship Id="rId7" Type="{EXTENDED}" Target="threads.xml"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    parts[name] = str(parts[name]).replace("</Relationships>", kind)
    after = annotate(zipped(parts), []).data

    assert RELATED not in EXTENDED
    assert [said for _, said in commented(after)] == ["X001", "不改"]
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        kept = archive.read("word/threads.xml").decode()
    assert re.findall(r'paraId="0*(\d)"', kept) == ["1", "2"]


def test_several_inputs_go_into_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("甲/报告.docx", "乙/报告.docx", "乙/内/总结.docx"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(FLAWED)
    Path("乙/说明.txt").write_text("增长12%,群众满意。", encoding="utf-8")
    status = check("甲/报告.docx", "乙", "--annotate", "批注/稿/")
    shown = capsys.readouterr()

    assert status == 1
    assert sorted(str(path) for path in Path("批注").rglob("*.*")) == [
        "批注/稿/乙/内/总结.docx",
        "批注/稿/乙/报告.docx",
        "批注/稿/甲/报告.docx",
    ]
    assert [on for on, _ in commented(Path("批注/稿/乙/内/总结.docx").read_bytes())] == [","]
    assert shown.out.count("PT001") == 4
    assert shown.err.count("有批注 1 条") == 3
    assert "有 1 个文件不是 .docx，只列出问题，没有写批注" in shown.err


def test_copies_in_a_folder_are_not_checked_again(capsys: pytest.CaptureFixture[str]) -> None:
    Path("稿/批注").mkdir(parents=True)
    Path("稿/a.docx").write_bytes(FLAWED)
    runs = []
    for _ in range(2):
        check("稿", "--annotate", "稿/批注")
        runs.append(capsys.readouterr())

    assert runs[0] == runs[1]
    assert [str(path) for path in Path("稿").rglob("*.docx")] == ["稿/a.docx", "稿/批注/a.docx"]


def test_several_inputs_do_not_go_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("甲").mkdir()
    for name in ("甲/a.docx", "a.docx"):
        Path(name).write_bytes(FLAWED)

    assert (
        check("甲", "--annotate", "b.docx") == check("甲/a.docx", "a.docx", "--annotate", "b") == 2
    )
    assert capsys.readouterr().err.count("几个文件的批注写进文件夹，末尾加 /") == 2


def test_unreadable_input_is_told_and_the_others_are_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.docx").write_bytes(FLAWED)
    Path("b.docx").write_bytes(b"PK\3\4")
    status = check("b.docx", "a.docx", "--annotate", "批注/")

    assert status == 2
    assert "kanwu: b.docx: " in capsys.readouterr().err
    assert os.listdir("批注") == ["a.docx"]


def test_findings_in_a_file_that_is_not_wholly_checked_become_comments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    picture = "<w:r><w:object/></w:r>"
    Path("a.docx").write_bytes(word(paragraph(picture) + paragraph("附图,一张")))
    status = check("a.docx", "--annotate", "b.docx")
    err = capsys.readouterr().err

    assert status == 2
    assert "a.docx: 只有一行文字" in err
    assert "b.docx: 已写好，有批注 1 条" in err


def test_only_findings_that_are_reported_become_comments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.docx").write_bytes(FLAWED)
    main(["baseline", "a.docx"])
    Path("a.docx").write_bytes(
        word(paragraph("全年增长12%,群众说“好”。") + paragraph("会议要求,抓紧。"))
    )
    main(["check", "a.docx", "--select", "PT001", "--annotate", "b.docx"])

    assert "b.docx: 已写好，有批注 1 条" in capsys.readouterr().err


def test_comment_is_written_for_an_editor() -> None:
    Path("a.docx").write_bytes(word(paragraph('群众说"干得好"，"很满意"。')))
    main(["check", "a.docx", "--isolated", "--select", "PR007", "--annotate", "b.docx"])
    found = commented(Path("b.docx").read_bytes())

    assert [on for on, _ in found] == ['"干得好"', '"很满意"']
    assert found[0][1].splitlines()[:3] == [
        "警告：中文语境直引号",
        '中文不用直引号，"…" 应为 “…”',
        '建议："干得好" 改为 “干得好”',
    ]
    assert found[0][1].splitlines()[3].startswith("为什么：中文引号分前后两半")
    assert found[0][1].splitlines()[4:] == ["PR007"]


def test_touching_findings_of_a_rule_are_one_comment() -> None:
    found = commented(annotated(word(paragraph("甲甲乙甲")), "甲", "丙"))

    assert [on for on, _ in found] == ["甲甲", "甲"]
    assert [said.splitlines()[1:3] for _, said in found] == [
        ["“甲”有误", "建议：“甲甲”改为“丙丙”"],
        ["“甲”有误", "建议：“甲”改为“丙”"],
    ]

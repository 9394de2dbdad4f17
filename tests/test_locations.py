"""Locations: findings in Word and OpenDocument files are where a person finds them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from kanwu.cli.main import main
from kanwu.document import Document
from kanwu.location import Location, location_words
from kanwu.structure.nearest_heading import nearest_heading
from tests.test_docx import paragraph, table, text_box, word
from tests.test_odt import content, packed

NOTE = '<w:r><w:footnoteReference w:id="5"/></w:r>'
REPORT = word(
    paragraph("关于道路养护的报告")
    + paragraph()
    + paragraph("二、主要工作")
    + paragraph("全年投资XX万元。", NOTE)
    + table(("项目", "数量"), ("道路", "XX"))
    + paragraph("（一）抓好养护。", "新修XX公里。", text_box(paragraph("框XX"), paragraph("框XX"))),
    header=paragraph("XX县交通局"),
    footnotes=f'<w:footnote w:id="5">{paragraph("据XX统计。")}</w:footnote>',
)
WORDS = [
    "正文第 3 段（标题“二、主要工作”下）",
    "表 1 第 2 行第 2 列（标题“二、主要工作”下）",
    "正文第 4 段（标题“（一）抓好养护”下）",
    "文本框 1（标题“（一）抓好养护”下）",
    "脚注 1",
    "页眉",
]


def checked(format: str, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    Path("报告.docx").write_bytes(REPORT)
    main(["check", "报告.docx", "--isolated", "--select", "PH001", "--output-format", format,
          *arguments])  # fmt: skip
    return capsys.readouterr().out


def test_word_findings_name_their_location(capsys: pytest.CaptureFixture[str]) -> None:
    concise = checked("concise", capsys).splitlines()
    rows = list(csv.DictReader(io.StringIO(checked("csv", capsys).removeprefix("\ufeff"))))
    page, summary = checked("html", capsys), checked("markdown", capsys)

    assert [line.partition(" [")[2].removesuffix("]") for line in concise[:-1]] == WORDS
    assert concise[0].startswith("报告.docx:4:5: 错误 PH001 占位符“XX”尚未填写 [")
    assert [row["位置"] for row in rows] == WORDS
    assert all(f">{words}</a>" in page for words in WORDS)
    assert all(f"| {words} |" in summary for words in WORDS)


def test_full_format_names_the_location_above_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    lines = checked("full", capsys).splitlines()

    assert lines[1].startswith("  4:5 错误 PH001 ")
    assert lines[2] == f"    {WORDS[0]}"
    assert lines[3] == "    4 | 全年投资XX万元。※"


def test_json_has_the_location_as_fields(capsys: pytest.CaptureFixture[str]) -> None:
    found = [record["location"] for record in json.loads(checked("json", capsys))]

    assert [one.pop("words") for one in found] == WORDS
    assert found == [
        {"part": "body", "paragraph": 3, "heading": "二、主要工作"},
        {
            "part": "body",
            "table": 1,
            "row": 2,
            "column": 2,
            "paragraph": 1,
            "heading": "二、主要工作",
        },
        {"part": "body", "paragraph": 4, "heading": "（一）抓好养护"},
        {"part": "body", "text_box": 1, "paragraph": 1, "heading": "（一）抓好养护"},
        {"part": "footnote", "number": 1, "paragraph": 1},
        {"part": "header", "paragraph": 1},
    ]


def test_sarif_has_logical_locations(capsys: pytest.CaptureFixture[str]) -> None:
    results: list[dict[str, Any]] = json.loads(checked("sarif", capsys))["runs"][0]["results"]
    logical = [result["locations"][0]["logicalLocations"][0] for result in results]

    assert [one["fullyQualifiedName"] for one in logical] == WORDS
    assert [one["kind"] for one in logical][:2] == ["paragraph", "cell"]
    assert logical[1]["properties"]["row"] == 2


def test_locations_are_in_english_too(capsys: pytest.CaptureFixture[str]) -> None:
    lines = checked("concise", capsys, "--lang", "en").splitlines()

    assert [line.partition(" [")[2] for line in lines[:-1]] == [
        "body, paragraph 3, under “二、主要工作”]",
        "table 1, row 2, column 2, under “二、主要工作”]",
        "body, paragraph 4, under “（一）抓好养护”]",
        "text box 1, under “（一）抓好养护”]",
        "footnote 1]",
        "header]",
    ]


def test_kept_results_have_their_locations(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(10):
        Path(f"{number}.docx").write_bytes(REPORT)
    runs = []
    for _ in range(2):
        main(["check", *(f"{n}.docx" for n in range(10)), "--select", "PH001"])
        runs.append(capsys.readouterr().out)

    assert runs[0].count(WORDS[1]) == 10
    assert runs[1] == runs[0]


def test_texts_have_lines_only(capsys: pytest.CaptureFixture[str]) -> None:
    Path("报告.md").write_text("二、工作\n\n投资XX万元。\n", encoding="utf-8")
    main(["check", "报告.md", "--isolated", "--output-format", "json"])
    found = json.loads(capsys.readouterr().out)

    assert [(one["line"], "location" in one) for one in found] == [(3, False)]


def test_odt_findings_name_their_location(capsys: pytest.CaptureFixture[str]) -> None:
    cells = (
        "<table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>宽</text:p>"
        "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>投XX</text:p>"
        "</table:table-cell></table:table-row>"
    )
    body = (
        "<text:h text:outline-level='1'>主要工作</text:h><text:p/><text:p>投资XX万元。"
        "<draw:frame><draw:text-box><text:p>框XX</text:p></draw:text-box></draw:frame></text:p>"
        f"<table:table>{cells}</table:table>"
    )
    Path("报告.odt").write_bytes(packed(content(body)))
    main(["check", "报告.odt", "--isolated", "--select", "PH001", "--output-format", "jsonl"])
    lines = capsys.readouterr().out.splitlines()

    assert [json.loads(line)["location"]["words"] for line in lines] == [
        "正文第 2 段（标题“主要工作”下）",
        "文本框 1（标题“主要工作”下）",
        "表 1 第 1 行第 3 列（标题“主要工作”下）",
    ]


@pytest.mark.parametrize(
    ("above", "heading"),
    [
        ("一、总体要求", "一、总体要求"),
        ("（二）抓好春耕。各镇要早做准备。", "（二）抓好春耕"),
        ("第一章　总则", "第一章　总则"),
        ("1.加强领导", "1.加强领导"),
        ("1.加强领导。各镇要落实责任。", "1.加强领导"),
        ("1.完成投资三亿元；", ""),
        ("1.完成投资三亿元。", ""),
        ("①完成投资三亿元", ""),
        ("第一条　值班室昼夜有人接听电话。", ""),
        ("一、全年全县上下要紧紧围绕年初确定的各项目标任务，全力以赴抓好落实，确保完成", ""),
    ],
)
def test_nearest_heading_is_no_sentence(above: str, heading: str) -> None:
    document = Document("a.txt", f"{above}\n全年投资。\n")
    found = nearest_heading(document, len(above) + 3)

    assert (document.quote(found) if found else "") == heading


@pytest.mark.parametrize(
    ("location", "chinese", "english"),
    [
        (Location("endnote", 12, paragraph=2), "尾注 12 第 2 段", "endnote 12, paragraph 2"),
        (Location("header", 2, text_box=1), "页眉 2 文本框 1", "header 2, text box 1"),
        (Location("footer", table=1, row=1, column=2, paragraph=1), "页脚表 1 第 1 行第 2 列",
         "footer, table 1, row 1, column 2"),
        (Location("page", 3), "第 3 页", "page 3"),
        (Location(paragraph=4, is_empty=True), "正文第 4 段后的空段",
         "body, empty paragraph after paragraph 4"),
        (Location(is_empty=True), "正文开头的空段", "body"),
        (Location(paragraph=1, heading="一、" + "长" * 30, is_heading=True),
         f"正文第 1 段（标题“一、{'长' * 17}…”）", f"body, paragraph 1, heading “一、{'长' * 17}…”"),
    ],
)  # fmt: skip
def test_location_in_words(location: Location, chinese: str, english: str) -> None:
    assert location_words(location, "zh") == chinese
    assert location_words(location, "en") == english
    assert location_words(None, "zh") == ""

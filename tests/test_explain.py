"""The option `--explain-document` of `check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.reporters.explanation import REGION_NAMES
from kanwu.structure.regions import REGIONS

PAGES = Path(__file__).parent / "genres"


@pytest.mark.parametrize("language", REGION_NAMES)
def test_every_region_has_a_name(language: str) -> None:
    assert tuple(REGION_NAMES[language]) == REGIONS


def test_explanation_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text((PAGES / "official.txt").read_text("utf-8"), "utf-8")

    assert main(["check", "--explain-document", "a.txt"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.txt：公文（第 1 行“某县人民政府关于加强灌区渠道管护的通知”）",
        "  附件：第 25—32 行",
        "  表单：第 27—32 行",
        "  落款：第 20—21 行",
    ]
    assert main(["check", "--explain-document", "--lang", "en", "a.txt"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.txt: official document (line 1, “某县人民政府关于加强灌区渠道管护的通知”)",
        "  attachment: lines 25-32",
        "  form: lines 27-32",
        "  signature: lines 20-21",
    ]


def test_explanation_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text((PAGES / "law.txt").read_text("utf-8"), "utf-8")
    Path("b.txt").write_text("好\n", "utf-8")

    assert main(["check", "--explain-document", "--output-format", "json", "a.txt", "b.txt"]) == 0
    law, unknown = json.loads(capsys.readouterr().out)
    assert (law["genre"], law["sign"]["line"]) == ("law", 5)
    assert law["parts"] == [{"part": "law", "line": 5, "end_line": 22}]
    assert unknown == {"path": "b.txt", "genre": "unknown", "sign": None, "parts": []}


def test_explanation_of_what_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.docx").write_bytes(b"no archive")

    assert main(["check", "--explain-document", "a.docx", "b.txt"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_explanation_has_two_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain-document", "--output-format", "csv", "a.txt"]) == 2
    assert "只有文字和 json 两种格式" in capsys.readouterr().err

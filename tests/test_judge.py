"""The tool that draws findings for a reader to judge, and counts the verdicts."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands import ROOT, run

TOOL = str(ROOT / "tools" / "judge.py")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the tools, where each finds the others."""
    monkeypatch.syspath_prepend(ROOT / "tools")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


@pytest.fixture
def verdicts(tools: None) -> ModuleType:
    return importlib.import_module("verdicts")


@pytest.fixture
def precision(tools: None) -> ModuleType:
    return importlib.import_module("precision")


@pytest.fixture
def folder(tmp_path: Path, own_cache: Path) -> Path:
    """Two documents, with placeholders of two texts and commas in the same text."""
    folder = tmp_path / "documents"
    (folder / "年报").mkdir(parents=True)
    (folder / "年报" / "甲.txt").write_text(
        "投资XX万元,同比增长。\n修路XXX公里,架桥三座。\n", "utf-8"
    )
    (folder / "乙.md").write_text("水清,岸绿,天蓝。\n", "utf-8")
    return folder


def judge(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, TOOL, *map(str, arguments)], Path.cwd())


def test_sample_has_so_many_of_each_code(folder: Path, verdicts: ModuleType) -> None:
    done = judge("draw", folder, "sample.tsv", "--each", "2")

    rows = verdicts.read(Path("sample.tsv"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "4 findings of 2 codes, 4 to read\n"
    assert [row.code for row in rows] == ["PH001", "PH001", "PT001", "PT001"]
    assert {row.text for row in rows[:2]} == {"XX", "XXX"}
    assert rows[0].left.endswith("投资") or rows[0].left.endswith("修路")
    assert rows[0].severity == "error"


def test_different_texts_come_before_a_text_again(verdicts: ModuleType) -> None:
    of = [
        verdicts.Judged("甲.txt", str(line), "1", "PT001", "error", ",", f"第{line}", "", "", "")
        for line in range(9)
    ]
    other = of[0]._replace(text="?")

    for seed in range(5):
        rows = verdicts.drawn([*of, other], 3, seed)
        assert len(rows) == 3
        assert other in rows


def test_drawing_again_takes_the_same_but_one(verdicts: ModuleType) -> None:
    found = [
        verdicts.Judged("甲.txt", str(line), "1", "PT001", "error", ",", f"第{line}", "", "", "")
        for line in range(40)
    ]
    rows = verdicts.drawn(found, 5, 1)
    fewer = [each for each in found if each != rows[0]]

    assert set(rows[1:]) < set(verdicts.drawn(fewer, 5, 1))
    assert verdicts.drawn(found, 5, 2) != rows


def test_verdicts_are_carried_over_and_counted(folder: Path, verdicts: ModuleType) -> None:
    judge("draw", folder, "sample.tsv")
    rows = verdicts.read(Path("sample.tsv"))
    read = [row._replace(verdict="true" if row.code == "PH001" else "false") for row in rows]
    verdicts.write(Path("read.tsv"), read)
    (folder / "丙.txt").write_text("山青,水秀。\n", "utf-8")

    again = judge("draw", folder, "again.tsv", "--verdicts", "read.tsv")
    counted = judge("count", folder, "again.tsv", "--without", "PT001")

    assert again.stdout == "7 findings of 2 codes, 1 to read\n"
    lines = counted.stdout.splitlines()
    assert lines[1].split()[:8] == ["PT001", "error", "5", "3", "4", "0", "0", "4"]
    assert lines[2].split()[:8] == ["PH001", "error", "2", "1", "2", "2", "0", "0"]
    assert lines[-2].split()[:8] == ["without", "1", "2", "2", "2", "0", "0", "100%"]
    assert lines[-1] == "1 without a verdict, 0 no longer found"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["draw", "nowhere", "a.tsv"], "nowhere: no document"),
        (["draw", "documents", "taken.tsv"], "taken.tsv exists; name a new table"),
        (["draw", "documents", str(ROOT / "a.tsv")], "write it outside the project"),
        (["count", "documents", "none.tsv"], "none.tsv: not a table in UTF-8"),
        (["count", "documents", "taken.tsv"], "taken.tsv: the columns are not path line column"),
        (["count", "documents", "wrong.tsv"], "wrong.tsv: row 2: the verdict is 'maybe', not one of"),
    ],
)  # fmt: skip
def test_errors_are_told(
    folder: Path, verdicts: ModuleType, arguments: list[str], told: str
) -> None:
    Path("taken.tsv").write_text("a\tb\n", "utf-8")
    row = verdicts.Judged("甲.txt", "1", "1", "PT001", "error", ",", "", "", "", "", "maybe")
    verdicts.write(Path("wrong.tsv"), [row])
    done = judge(*arguments)

    assert done.returncode == 2
    assert done.stderr.startswith("judge.py: ")
    assert told in done.stderr
    assert not (ROOT / "a.tsv").exists()


def test_document_that_cannot_be_read_is_told_and_passed_over(folder: Path) -> None:
    (folder / "丙.docx").write_bytes(b"none")
    done = judge("draw", folder, "sample.tsv")

    assert done.returncode == 0
    assert done.stderr.startswith("judge.py: 丙.docx: ")


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELL, min_size=10, max_size=10), verdict=st.sampled_from(["", "true"]))
def test_tables_are_read_as_written(
    verdicts: ModuleType, tmp_path: Path, cells: list[str], verdict: str
) -> None:
    path = tmp_path / "table.tsv"
    path.unlink(missing_ok=True)
    row = verdicts.Judged(*cells, verdict, "第1处")
    verdicts.write(path, [row])

    assert verdicts.read(path) == [row]


def test_verdicts_of_a_spreadsheet_are_read(verdicts: ModuleType) -> None:
    row = verdicts.Judged("甲.txt", "1", "1", "PT001", "error", "=1", "", "", "", "")
    verdicts.write(Path("a.tsv"), [row])
    text = Path("a.tsv").read_text("utf-8-sig")
    Path("a.tsv").write_text(text.replace("\t\t\n", "\t FALSE\r\n"), "utf-8", newline="")

    assert "'=1" in text
    assert verdicts.read(Path("a.tsv")) == [row._replace(verdict="false")]


def test_interval_is_that_of_wilson(precision: ModuleType) -> None:
    """Against figures of Newcombe (1998), Statistics in Medicine 17, table I."""
    for good, total, low, high in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)]:  # fmt: skip
        share = precision.wilson(good, total)
        assert share == pytest.approx((good / total, low, high), abs=5e-5)


def test_codes_weigh_as_often_as_they_speak(precision: ModuleType) -> None:
    often = precision.Stratum("PT001", "error", 90, 3, {"true": 8, "defensible": 0, "false": 0})
    seldom = precision.Stratum("PH001", "error", 10, 3, {"true": 0, "defensible": 4, "false": 4})
    right = precision.weighted([often, seldom], ["true", "defensible"])

    assert right.share == pytest.approx(0.95)
    assert 0.6 < right.low < right.share < right.high <= 1
    assert precision.weighted([often], ["true"]) == pytest.approx(precision.wilson(8, 8))

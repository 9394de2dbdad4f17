"""The outcome of a run: the same in every output format."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kanwu.cli.main import main
from kanwu.reporters import FORMATS
from tests.commands import write_empty_files

FLAWED = "　　全年完成投资XX万元,惠及XX户。\n　　二期投资XX万元。\n"


@pytest.fixture(autouse=True)
def _repository(few_rules: None) -> None:
    """A flaw of each severity, two let stand, and one in the baseline."""
    Path("old.txt").write_text("　　旧账XX万元。\n", "utf-8")
    main(["baseline", "--isolated", "old.txt"])
    Path("kanwu.toml").write_text(
        'select = ["PH001", "PT001"]\n[rules.PT001]\nseverity = "info"\n'
        '[[allow]]\npath = "a.txt"\ncode = "PH001"\ntext = "二期投资XX"\nreason = "合同如此"\n',
        "utf-8",
    )
    Path("a.txt").write_text(FLAWED, "utf-8")
    Path("b.md").write_text(f"{FLAWED}\n<!-- kanwu: off-next-line PH001 -->\n共XX户\n", "utf-8")
    Path("c.txt").write_text("　　没有问题。\n", "utf-8")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["check", *arguments])
    return status, capsys.readouterr().out


def lines(pattern: str, **flags: int) -> Callable[[str], Counter[str]]:
    return lambda out: Counter(re.findall(pattern, out, **flags))


def of_sarif(out: str) -> Counter[str]:
    results = json.loads(out)["runs"][0]["results"]
    return Counter(one["ruleId"] for one in results if "suppressions" not in one)


def of_xml(tag: str, attribute: str) -> Callable[[str], Counter[str]]:
    def codes(out: str) -> Counter[str]:
        found = ET.fromstring(out.encode()).iter(tag)
        return Counter(
            re.findall(r"[A-Z]{2}\d{3}", " ".join(one.attrib[attribute] for one in found))
        )

    return codes


def of_csv(out: str) -> Counter[str]:
    return Counter(row["代码"] for row in csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))


def of_json(*path: str, within: str = "") -> Callable[[str], Counter[str]]:
    def codes(out: str) -> Counter[str]:
        found = json.loads(out)
        return Counter(_at(one, path) for one in (found[within] if within else found))

    return codes


def _at(value: Any, path: tuple[str, ...]) -> str:
    for key in path:
        value = value[key]
    return str(value)


# How many findings of each rule a format tells of.
COUNTED: Mapping[str, Callable[[str], Counter[str]]] = {
    "full": lines(r"^  \d+:\d+ \S\S ([A-Z]{2}\d{3}) ", flags=re.MULTILINE),
    "concise": lines(r": \S\S ([A-Z]{2}\d{3}) "),
    "json": of_json("code"),
    "jsonl": lines(r'"code": "(.{5})"'),
    "sarif": of_sarif,
    "github": lines(r"^::.*title=kanwu ([A-Z]{2}\d{3})", flags=re.MULTILINE),
    "gitlab": of_json("check_name"),
    "junit": of_xml("testcase", "name"),
    "checkstyle": of_xml("error", "source"),
    "rdjson": of_json("code", "value", within="diagnostics"),
    "csv": of_csv,
    "markdown": lines(r"\| ([A-Z]{2}\d{3}) \|"),
    "html": lines(r'data-code="([A-Z]{2}\d{3})"'),
}


def test_every_format_is_counted() -> None:
    assert COUNTED.keys() == FORMATS.keys()


@pytest.mark.parametrize("format", sorted(FORMATS))
@pytest.mark.parametrize("cached", [False, True], ids=["fresh", "cached"])
def test_status_and_counts_are_the_same_in_every_format(
    format: str, cached: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if cached:
        write_empty_files()
        printed(capsys, ".")
    status, out = printed(capsys, "--output-format", format, ".")

    assert status == 1
    assert COUNTED[format](out) == {"PH001": 5, "PT001": 2}
    assert printed(capsys, "--output-format", format, "--fail-level", "error", "c.txt")[0] == 0
    assert printed(capsys, "--output-format", format, "no.txt")[0] == 2


def test_sarif_lists_suppressed_findings(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = printed(capsys, "--output-format", "sarif", ".")
    results = json.loads(out)["runs"][0]["results"]
    told = {
        (place["artifactLocation"]["uri"], place["region"]["startLine"]): one["suppressions"]
        for one in results
        for place in [one["locations"][0]["physicalLocation"]]
        if "suppressions" in one
    }

    assert told == {
        ("a.txt", 2): [{"kind": "external", "justification": "合同如此"}],
        ("b.md", 5): [{"kind": "inSource"}],
    }
    assert len({one["partialFingerprints"]["kanwu/v1"] for one in results}) == len(results)


def test_suppression_changes_no_sarif_fingerprint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = printed(capsys, "--output-format", "sarif", "--isolated", "--select", "PH001", "a.txt")
    after = printed(capsys, "--output-format", "sarif", "--select", "PH001", "a.txt")

    assert re.findall(r'"kanwu/v1": "\w+"', before[1]) == re.findall(r'"kanwu/v1": "\w+"', after[1])


def test_suppressed_findings_are_listed_on_changed_lines_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], check=True, capture_output=True)
    who = ["-c", "user.name=u", "-c", "user.email=u@example.org"]
    subprocess.run(["git", *who, "commit", "-qm", "First"], check=True, capture_output=True)
    _, out = printed(capsys, "--output-format", "sarif", "--diff-base", "HEAD", ".")

    assert json.loads(out)["runs"][0]["results"] == []


@pytest.mark.parametrize("cached", [False, True], ids=["fresh", "cached"])
def test_html_counts_the_characters_of_all_files(
    cached: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if cached:
        write_empty_files()
        printed(capsys, ".")
    _, out = printed(capsys, "--output-format", "html", ".")
    # Without spaces and without what is no prose: a.txt 26, b.md 26 + 4, c.txt 5, old.txt 7.
    shown = re.search(r"全部文件共\s(\d+) 字", out)

    assert shown
    assert int(shown[1]) == 26 + 26 + 4 + 5 + 7

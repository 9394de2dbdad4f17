"""The output formats: each reads back as the findings, whatever texts and names hold."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu import __version__
from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.engine.result import Suppression
from kanwu.engine.ruleset import Ruleset, hide_masked
from kanwu.finding import Finding
from kanwu.measures.totals import Totals
from kanwu.reporters import FORMATS, MACHINE, Style, reporter
from kanwu.reporters.fingerprint import fingerprinted
from kanwu.reporters.place import slashed, uri
from kanwu.reporters.terminal import visible
from kanwu.reporters.wording import mending
from kanwu.rule import Rule
from kanwu.text import Span
from tests import schemas
from tests.commands import ROOT
from tests.rules import records_of, rule_of

REPORTS = ROOT / "tests" / "reports"
NO_CHECK = Pattern(pattern="x")
SECRET = "13800001111"
FULL_WIDTH = "中文里用全角。"
COMMA = rule_of(
    "PT901", "halfwidth-comma", "半角逗号", "“{text}”应为“，”", FULL_WIDTH,
    "GB/T 15834—2011 5.1", NO_CHECK, family="punctuation", family_title="标点", severity="error", fix="safe",
)  # fmt: skip
BRACKET = rule_of(
    "PT902", "halfwidth-bracket", "半角,括号", "“{text}”应为“（”", FULL_WIDTH,
    "编校惯例", NO_CHECK, family="punctuation", family_title="标点", fix="unsafe",
)  # fmt: skip
PERIOD = rule_of(
    "PT903", "missing-period", "缺句号", "句末100%应有“。”", "", "", NO_CHECK,
    family="punctuation", family_title="标点", severity="error", fix="safe",
)  # fmt: skip
MARKER = rule_of(
    "RS901", "marker", "残留", "“{text}”应删去", "残留 <标记>。", "", NO_CHECK,
    family="residue", family_title="残留", fix="safe",
)  # fmt: skip
NUMBER = rule_of(
    "PI901", "number", "号码", "“{text}”应遮盖", "", "", NO_CHECK,
    family="personal", family_title="个人信息", severity="info", masked=True,
)  # fmt: skip


def found(rule: Rule, document: Document, start: int, end: int, *edits: Edit) -> Finding:
    return Finding(rule, document, Hit(Span(start, end), edits=edits))


def some() -> list[Finding]:
    """Every severity; a fix of two edits, one that inserts and one that deletes; a masked text."""
    first = Document(
        "报告/年度 总结.txt", f"今年以来,各项工作(第一期)有序推进\n联系电话{SECRET}。\n"
    )
    second = Document("=|.txt", "正文##\n##")
    findings = [
        found(COMMA, first, 4, 5, Edit(Span(4, 5), "，")),
        found(BRACKET, first, 9, 10, Edit(Span(9, 10), "（"), Edit(Span(13, 14), "）")),
        found(NUMBER, first, 23, 34),
        found(MARKER, second, 2, 7, Edit(Span(2, 7), "")),
        found(PERIOD, second, 7, 7, Edit(Span(7, 7), "。")),
    ]
    hide_masked(first, findings[:3])
    return findings


def one(text: str, name: str = "报告.txt", severity: Any = "warning") -> Finding:
    """A finding that is all of the text, and says it."""
    rule = rule_of("ZZ901", "any", "任何", "{word}", "", "", NO_CHECK, severity=severity)
    return Finding(rule, Document(name, text), Hit(Span(0, len(text)), {"word": text}))


def written(format: str, findings: Iterable[Finding]) -> str:
    totals, every = Totals(), list(findings)
    totals.documents = {finding.document.name: finding.document for finding in every}
    return "\n".join(reporter(format, totals)(iter(records_of(every)), Style())) + "\n"


def golden(name: str) -> str:
    return (REPORTS / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("github", "github.txt"),
        ("checkstyle", "checkstyle.xml"),
        ("junit", "junit.xml"),
        ("markdown", "summary.md"),
    ],
)
def test_text_is_as_expected(format: str, name: str) -> None:
    assert golden(name) == written(format, some())


def test_csv_is_as_expected() -> None:
    assert "\ufeff" + golden("table.csv") == written("csv", some())


@pytest.mark.parametrize("format", ["sarif", "gitlab", "rdjson"])
def test_json_is_as_expected(format: str) -> None:
    actual = re.sub(r'"[0-9a-f]{16,64}"', '"…"', written(format, some()))
    actual = actual.replace(f'"semanticVersion": "{__version__}"', '"semanticVersion": "…"')

    assert json.loads(golden(f"{format}.json")) == json.loads(actual)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_masked_text_is_nowhere(format: str) -> None:
    assert SECRET not in written(format, some())


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_report_without_findings_is_well_formed(format: str) -> None:
    shown = written(format, [])

    if format in ("sarif", "gitlab", "rdjson", "json"):
        json.loads(shown)
    if format in ("junit", "checkstyle"):
        ET.fromstring(shown)


@pytest.mark.parametrize("format", sorted(MACHINE))
def test_findings_may_come_one_by_one(format: str) -> None:
    assert written(format, some()) == written(format, iter(some()))


@pytest.mark.parametrize(
    ("format", "schema"), [("sarif", schemas.sarif), ("gitlab", schemas.gitlab)]
)
def test_report_satisfies_its_schema(format: str, schema: Callable[[], Any]) -> None:
    for findings in (some(), []):
        schemas.validate(json.loads(written(format, findings)), schema())


def test_sarif_with_what_is_allowed_satisfies_its_schema() -> None:
    totals, (first, *_) = Totals(), records_of(some())
    grounds = Suppression("kanwu.toml:1", "原文如此", in_source=False)
    totals.suppressed[first.path, first.code, first.span] = grounds
    log = "".join(reporter("sarif", totals)([first], Style()))

    schemas.validate(json.loads(log), schemas.sarif())


# What SARIF promises beyond its golden report.


def test_sarif_results_name_their_rules() -> None:
    run = json.loads(written("sarif", [*some(), *some()]))["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert len(rules) == 5
    for result in run["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"]


def test_paths_are_written_as_uris() -> None:
    assert uri("甲 乙/报告#1.txt") == "%E7%94%B2%20%E4%B9%99/%E6%8A%A5%E5%91%8A%231.txt"
    assert uri("./a:b.txt") == "a%3Ab.txt"
    assert uri("名\udcff.txt") == "%E5%90%8D%FF.txt"  # a name that is not UTF-8


@pytest.mark.skipif(slashed("a\\b") != "a\\b", reason="paths of POSIX")
def test_absolute_path_has_a_file_uri() -> None:
    assert uri("/资料/1.txt") == "file:///%E8%B5%84%E6%96%99/1.txt"


# What may change without a finding becoming another, and what may not.


def test_fingerprints_differ_and_stay() -> None:
    document = Document("报告.txt", "甲,乙,丙")
    before = [print_ for _, print_ in fingerprinted(records_of([one(","), one(","), one("，")]))]
    moved = Document("报告.txt", "新的一行\n甲,乙,丙")
    here = records_of([found(COMMA, document, 1, 2), found(COMMA, document, 3, 4)])
    there = records_of([found(COMMA, moved, 6, 7), found(COMMA, moved, 8, 9)])

    assert len(set(before)) == 3
    assert [mark for _, mark in fingerprinted(here)] == [mark for _, mark in fingerprinted(there)]


def test_fingerprint_gives_no_masked_text_away() -> None:
    def mark(number: str) -> str:
        document = Document("报告.txt", number)
        findings = [found(NUMBER, document, 0, 11)]
        hide_masked(document, findings)
        return next(fingerprinted(records_of(findings)))[1]

    assert mark("13800001111") == mark("13899991111")


# A fix is not shown where it would tell or overwrite what is masked.


def test_fix_in_a_masked_text_is_not_shown() -> None:
    digits = rule_of(
        "PT904", "digits", "全角数字", "{text}", "", "", Pattern(pattern="[０-９]+"), fix="safe"
    )
    document = Document("报告.txt", "电话１３８００００１１１１，,办公室")
    number = found(NUMBER, document, 2, 13)
    within = found(digits, document, 2, 13, Edit(Span(2, 13), SECRET))
    around = found(BRACKET, document, 1, 15, Edit(Span(1, 2), "甲"), Edit(Span(14, 15), ""))
    beside = found(COMMA, document, 14, 15, Edit(Span(14, 15), ""))
    hide_masked(document, [number])

    assert [len(record.changes) for record in records_of([within, around])] == [0, 0]
    assert mending(records_of([beside])[0], "zh") == "删去“,”"
    for format in sorted(FORMATS.keys() - {"json", "jsonl"}):
        assert SECRET not in written(format, [number, within, around, beside])


# The bounds of the summary.


def test_summary_is_bounded() -> None:
    findings = [
        found(COMMA, document, at, at + 1)
        for document in (Document(f"{number}.txt", "，" * 40) for number in range(50))
        for at in range(40)
    ]
    shown = written("markdown", findings)

    assert "共 2000 处：错误 2000；在 50 个文件中。" in shown
    assert shown.count("| PT901 |") == 300
    assert shown.count("另有 30 处，这里不列。") == 30
    assert "另有 20 个文件，这里不列。" in shown


# Whatever texts and names hold, it reads back.

AWKWARD = st.sampled_from("\r\n\t\0\x1b\u2028\ufffe=+-@|`*<&%,:;\"'\\][")
TEXTS = st.text(st.characters() | AWKWARD)
# A name has no NUL, and what is not UTF-8 in it is in the upper surrogates.
NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0") | AWKWARD.filter("\0".__ne__), min_size=1
) | st.just("名\udcff.txt")


def legal(text: str) -> str:
    """The text with what no XML may hold written out."""
    return "".join(
        char
        if char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
        else f"<U+{ord(char):04X}>"
        for char in text
    )  # fmt: skip


@given(TEXTS, NAMES)
def test_json_reads_back(text: str, name: str) -> None:
    finding = one(text, name)
    sarif, gitlab, rdjson = (
        json.loads(written(format, [finding]).encode()) for format in ("sarif", "gitlab", "rdjson")
    )
    result = sarif["runs"][0]["results"][0]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    diagnostic = rdjson["diagnostics"][0]

    assert text == result["message"]["text"] == diagnostic["message"]
    assert f"ZZ901 {text}" == gitlab[0]["description"]
    assert slashed(name) == gitlab[0]["location"]["path"] == diagnostic["location"]["path"]
    if not name.startswith("/"):
        assert slashed(name) == unquote(artifact, errors="surrogateescape")
    assert re.fullmatch(r"[!-~]*", artifact)


@given(TEXTS, NAMES, st.sampled_from(["error", "warning", "info"]))
def test_xml_reads_back(text: str, name: str, severity: str) -> None:
    finding = one(text, name, severity)
    checkstyle, junit = (
        ET.fromstring(written(format, [finding]).encode()) for format in ("checkstyle", "junit")
    )
    error, case = checkstyle[0][0], junit[0][0]

    assert legal(name) == checkstyle[0].get("name") == case.get("file")
    assert legal(text) == error.get("message") == case[0].get("message")
    if severity != "info":
        assert (case[0].text or "").endswith(f"ZZ901 {legal(text)}")


@given(TEXTS, NAMES)
def test_csv_reads_back(text: str, name: str) -> None:
    lines = written("csv", [one(text, name)]).removeprefix("\ufeff")
    row = list(csv.reader(io.StringIO(lines, newline="")))[1]

    assert len(row) == 13
    for cell, told in ((row[0], name), (row[10], visible(text)), (row[11], visible(text))):
        assert cell in (told, "'" + told)
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@given(TEXTS, NAMES)
def test_github_reads_back(text: str, name: str) -> None:
    lines = written("github", [one(text, name)])
    told = re.fullmatch(r"::warning (?P<properties>[^\n\r]*?)::(?P<message>[^\n\r]*)\n", lines)
    assert told
    properties = dict(pair.split("=", 1) for pair in told["properties"].split(","))

    assert slashed(name) == _as_the_runner_reads(properties["file"])
    assert _as_the_runner_reads(told["message"]).endswith(f": ZZ901 {visible(text)}")


def _as_the_runner_reads(value: str) -> str:
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(escape, char)
    return value


@given(TEXTS, NAMES)
def test_summary_reads_back(text: str, name: str) -> None:
    from marko import Markdown
    from marko.ext.gfm import GFM

    cells = Cells()
    cells.feed(Markdown(extensions=[GFM]).convert(written("markdown", [one(text[:150], name)])))

    assert len(cells.texts) == 5 + 5 + 4  # a family, the sums, the finding
    assert visible(text[:150]).strip() == cells.texts[-1]


class Cells(HTMLParser):
    """The texts of the cells of all tables."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "td":
            self.texts.append("")

    def handle_data(self, text: str) -> None:
        if self.texts:
            self.texts[-1] += text.rstrip("\n")


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_reviewdog_counts_bytes(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    rule = rule_of("ZZ902", "any", "任何", "", "", "", NO_CHECK, fix="safe")
    finding = found(rule, Document("报告.txt", text), start, end)
    place = json.loads(written("rdjson", [finding]))["diagnostics"][0]["location"]["range"]
    ended = text.replace("\r\n", " \n").replace("\r", "\n")  # every line end one code point

    lines = ended[:start].split("\n")
    assert {"line": len(lines), "column": len(lines[-1].encode()) + 1} == place["start"]


def test_formula_is_text_to_excel() -> None:
    rows = written("csv", [one("=HYPERLINK(1)", "@报告.txt")]).splitlines()

    assert rows[1].startswith("'@报告.txt,")
    assert rows[1].endswith(",'=HYPERLINK(1),'=HYPERLINK(1),")


def test_whole_ruleset_is_reported() -> None:
    comma = COMMA.with_check(Pattern(pattern="(?<=[一-龥]),", replace="，"))
    findings = Ruleset([comma]).lint(Document("报告.txt", "甲,乙")).findings

    assert "“,”改为“，”" in written("csv", findings)

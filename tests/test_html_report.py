"""The HTML report: the texts as they stand, with the findings marked, and inert."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu import __version__
from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.cli.main import main
from kanwu.document import Document
from kanwu.engine.ruleset import hide_masked
from kanwu.errors import ConfigError
from kanwu.finding import Finding
from kanwu.measures.error_rate import CAVEAT
from kanwu.measures.error_rate import extent as measured
from kanwu.measures.totals import Totals
from kanwu.numerals import circled
from kanwu.reporters import Style
from kanwu.reporters.html import page
from kanwu.reporters.marked import Note, lines
from kanwu.reporters.terminal import visible
from kanwu.session import files
from kanwu.text import Span
from tests import commands
from tests.commands import ROOT
from tests.rules import records_of, rule_of

if TYPE_CHECKING:
    from kanwu.rule import Severity

EVIL = "<script>alert(1)</script>"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium")


def flaw(
    document: Document, start: int, end: int, code: str = "PT901", severity: Severity = "error"
) -> Finding:
    rule = rule_of(
        code, "flaw", "毛病", "“{text}”有误", f"理由{EVIL}", "编校惯例", Pattern(pattern="x"),
        family="punctuation", family_title="标点", severity=severity, fix="safe",
        counts_as="标点差错" if code == "PT001" else "", masked=code == "PI901",
    )  # fmt: skip
    return Finding(rule, document, Hit(Span(start, end), edits=(Edit(Span(start, end), "改"),)))


def report(findings: list[Finding], **extent: int) -> str:
    totals = Totals()
    totals.documents = {finding.document.name: finding.document for finding in findings}
    for document in totals.documents.values():
        totals.measure(*measured(document))
    vars(totals).update(extent)
    return "\n".join(page(iter(records_of(findings)), Style(), totals))


class Page(HTMLParser):
    """The elements of a page with their attributes, and the texts of its paragraphs and marks."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[str] = []
        self.marks: list[tuple[str, str]] = []  # text and numbers
        self._open: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "span" and attributes.get("class") == "number":
            self.lines.append("")
        if tag in ("p", "mark", "aside"):
            self._open.append(tag)
        if tag == "mark":
            self.marks.append(("", attributes.get("data-n") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "mark", "aside"):
            self._open.remove(tag)

    def handle_data(self, text: str) -> None:
        if "p" in self._open and self.lines and "aside" not in self._open:
            self.lines[-1] += text
        if "mark" in self._open:
            self.marks[-1] = (self.marks[-1][0] + text, self.marks[-1][1])

    def all(self, tag: str, class_: str = "") -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and class_ in ["", *(attributes.get("class") or "").split(" ")]
        ]


def test_texts_are_marked() -> None:
    document = Document("报告.txt", "甲,乙\r\n丙;丁")
    shown = Page(report([flaw(document, 1, 2), flaw(document, 6, 7)]))

    assert shown.lines == ["甲,乙", "丙;丁"]
    assert shown.marks == [(",", "1"), (";", "2")]


def marked(text: str, *spans: tuple[int, int]) -> list[list[tuple[str, list[int]]]]:
    document = Document("报告.txt", text)
    numbered = [
        Note(number, records_of([flaw(document, *span)])[0]) for number, span in enumerate(spans, 1)
    ]
    return [
        [(piece.text, [note.number for note in piece.marked]) for piece in line.pieces]
        for line in lines(document, numbered)
    ]


def test_overlapping_findings_share_what_both_mark() -> None:
    assert marked("甲乙丙丁", (0, 3), (1, 4)) == [[("甲", [1]), ("乙丙", [1, 2]), ("丁", [2])]]


def test_finding_over_several_lines_marks_each() -> None:
    assert marked("甲乙\n\n丙丁", (1, 5)) == [
        [("甲", []), ("乙", [1])],
        [("", [1])],
        [("丙", [1]), ("丁", [])],
    ]


def test_place_between_characters_is_a_point() -> None:
    assert marked("甲乙", (1, 1), (2, 2)) == [[("甲", []), ("", [1]), ("乙", []), ("", [2])]]
    assert marked("甲\r\n", (1, 3)) == [[("甲", []), ("", [1])]]
    assert marked("甲\n", (2, 2)) == [[("甲", [])], [("", [1])]]


def test_excerpt_leaves_out_lines_without_marks() -> None:
    document = Document("报告.txt", "甲\n乙\n" + "丙" * 900 + "丁\n戊\n")
    excerpt = list(
        lines(document, [Note(1, records_of([flaw(document, 904, 905)])[0])], excerpt=True)
    )

    assert [(line.number, line.omitted) for line in excerpt] == [(0, 2), (3, 0), (0, 1)]
    assert [piece.text for piece in excerpt[1].pieces] == [
        "丙" * 120 + "……（略660字）……" + "丙" * 120,
        "丁",
    ]


def test_masked_text_is_nowhere() -> None:
    document = Document("报告.txt", "联系电话13800001111，,办公室")
    findings = [flaw(document, 4, 15, "PI901"), flaw(document, 3, 17)]
    hide_masked(document, findings)
    shown = report(findings)

    assert "13800001111" not in shown
    assert Page(shown).lines == ["联系电话138******11，,办公室"]


def inert(source: str) -> Page:
    """The page, which holds no script, style, address or handler but its own."""
    shown = Page(source)
    assert len(shown.all("script")) == len(shown.all("style")) == 1
    for _, attributes in shown.elements:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("src", "style")
        ]
        assert (attributes.get("href") or "#").startswith("#")
    return shown


def test_script_is_text() -> None:
    document = Document(f"{EVIL}.txt", f"{EVIL}\n</style></script>{EVIL}\n")
    shown = inert(report([flaw(document, 0, 8), flaw(document, 26, 40)]))

    assert shown.lines == [EVIL, f"</style></script>{EVIL}"]


TEXTS = st.text(st.characters() | st.sampled_from("\r\n\t\x1b\u2028\0<>&\"'`{}%#"))


@settings(max_examples=40)
@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=6))
def test_any_text_is_shown_as_it_stands(
    text: str, name: str, places: list[tuple[int, int]]
) -> None:
    document = Document(name, text)
    spans = sorted(
        (min(start, len(text)), min(start + size, len(text))) for start, size in places
    ) or [(0, 0)]  # fmt: skip
    shown = inert(report([flaw(document, *span) for span in spans]))

    wanted = [visible(line) for line in re.split("\r\n|\r|\n", text)]
    assert shown.lines in (wanted, wanted[:-1])
    notes = {str(number) for number in range(1, len(spans) + 1)}
    assert {note["data-n"] for note in shown.all("details", "note")} == notes
    assert {number for _, numbers in shown.marks for number in numbers.split()} == notes


def test_error_rate_comes_with_its_caveat() -> None:
    document = Document("报告.txt", "甲,乙" * 100)
    shown = report([flaw(document, 1, 2, "PT001")])

    assert "<b>3.33</b> ／万字" in shown
    assert re.search(r"全部文件共\s300 字", shown)
    assert CAVEAT in shown


def test_extent_is_that_of_all_files() -> None:
    document = Document("报告.txt", "甲,乙" * 100)
    extent = {"files": 9, "errors": 1, "characters": 1000, "layout": 1400}
    shown = report([flaw(document, 1, 2, "PT001")], **extent)

    assert "检查 9 个文件（1 个未能查完）" in shown
    assert "<b>1.00</b> ／万字" in shown
    assert "全部文件共 1,000 字" in shown


def test_marks_and_notes_have_the_number_of_the_finding_in_its_file() -> None:
    long, short = Document("甲.txt", "甲," * 60), Document("乙.txt", "乙,丙")
    shown = report([*(flaw(long, at * 2 + 1, at * 2 + 2) for at in range(52)), flaw(short, 1, 2)])
    signs = [circled(number) for number in range(1, 53)] + ["①"]

    assert [sign["data-sign"] for sign in Page(shown).all("a", "sign")] == signs
    assert re.findall('<span class="sign">([^<]+)</span>', shown) == signs
    assert signs[19:21] + signs[34:36] + signs[49:51] == ["⑳", "㉑", "㉟", "㊱", "㊿", "(51)"]
    for number, sign in enumerate(Page(shown).all("a", "sign"), 1):
        assert sign["href"] == f"#note-{number}"


def test_severity_is_told_in_words_at_every_note_and_in_every_count() -> None:
    shown = report(several())
    notes = re.findall('<b class="severity">([^<]+)</b>', shown)
    label = re.compile("<span class=.parts.>([^<]+)</span>")

    assert notes == ["错误", "警告", "提示", "错误"]
    assert label.findall(shown) == ["错误 2，警告 1，提示 1", "错误 1，警告 1，提示 1", "错误 1"]


def test_head_tells_date_version_profile_and_command(tmp_path: Path) -> None:
    (tmp_path / "甲 乙.txt").write_text("水清,岸绿。\n", "utf-8")
    (tmp_path / "草稿.txt").write_text("水清,岸绿。\n", "utf-8")
    (tmp_path / "kanwu.toml").write_text(
        '[[files]]\nmatch = "草稿.txt"\nprofile = "draft"\n', "utf-8"
    )
    words = ["check", "甲 乙.txt", "草稿.txt", "--output-format", "html"]
    shown = commands.run(["kanwu", *words], tmp_path).stdout
    head = shown.partition("<main>")[0]

    assert re.search(r"<dt>日期</dt><dd>\d{4}-\d\d-\d\d \d\d:\d\d</dd>", head)
    assert f"<dt>版本</dt><dd>kanwu {__version__}</dd>" in head
    assert "<dt>稿件性质</dt><dd>定稿 1 个文件，草稿 1 个文件</dd>" in head
    assert "<code>kanwu check &#39;甲 乙.txt&#39; 草稿.txt --output-format html</code>" in head


def test_error_rate_stands_last_and_is_explained_by_an_example() -> None:
    document = Document("报告.txt", "甲,乙" * 100)
    shown = report([flaw(document, 1, 2, "PT001")])
    before, _, rate = shown.partition('<section class="rate"')

    assert "差错率" not in before.partition("<body>")[2]
    assert "例如一份 5,000 字的稿子" in rate
    assert "<section" not in rate
    assert round(1.5 / 5000 * 10_000, 2) == 3.0  # as the example says


def test_page_has_one_main_part_and_headings_in_order() -> None:
    shown = inert(report(several()))
    headings = [tag for tag, _ in shown.elements if re.fullmatch("h[1-6]", tag)]

    assert [len(shown.all(tag)) for tag in ("header", "main", "footer")] == [3, 1, 1]
    assert headings == ["h1"] + ["h2"] * 6
    assert shown.all("html")[0]["lang"] == "zh-CN"
    assert all(sign["aria-label"] for sign in shown.all("a", "sign"))


@pytest.mark.parametrize("scheme", [0, 1])
def test_words_stand_out_from_what_is_behind_them(scheme: int) -> None:
    """WCAG 2 asks for a contrast of 4.5."""
    style = (Path(files.PACKAGE) / "reporters" / "page" / "report.css").read_text("utf-8")
    colors = dict(re.findall(r"--([\w-]+): (#\w{6});", style.split(":root {")[1 + scheme]))
    pairs = [(word, ground) for word in ("ink", "faint") for ground in ("desk", "paper")]
    for tone in ("error", "warning", "info"):
        pairs += [(tone, ground) for ground in ("desk", "paper", f"{tone}-wash")]
        pairs += [("paper", tone), ("ink", f"{tone}-wash")]

    assert [pair for pair in pairs if _contrast(*(colors[name] for name in pair)) < 4.5] == []


def _contrast(*colors: str) -> float:
    darker, lighter = sorted(map(_luminance, colors))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_report_without_findings_says_so() -> None:
    shown = report([], files=3, errors=0, characters=10, layout=28)

    assert "检查 3 个文件，没有发现问题。" in shown
    inert(shown)


def test_page_is_bounded() -> None:
    document = Document("报告.txt", "甲,\n" * 2000)
    shown = report([flaw(document, at * 3 + 1, at * 3 + 2) for at in range(2000)])

    assert len(Page(shown).marks) == 500
    assert "其余 1500 处只计数" in shown
    assert "勘误报告（2000 处）" in shown


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "kanwu.reporters.template", raising=False)
    monkeypatch.setitem(sys.modules, "jinja2", None)

    with pytest.raises(ConfigError, match=re.escape("pip install 'kanwu[report]'")):
        report([])


# In a browser.


def browsed(source: str, folder: Path) -> tuple[Page, list[str]]:
    """The page after its scripts have run, and the complaints of the browser."""
    (folder / "report.html").write_text(source, "utf-8")
    assert CHROMIUM
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]
    switches.append("--virtual-time-budget=2000")  # so that timers end before the page is read
    command = [CHROMIUM, *switches, f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    done = subprocess.run(
        [*command, (folder / "report.html").as_uri()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return Page(done.stdout), [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def several() -> list[Finding]:
    first = Document(f"{EVIL}.txt", f"　　今年以来,工作“扎实有效。\n　　成效明显{EVIL};好\n")
    second = Document("附件.txt", "第二个文件,没有别的\n")
    return [
        flaw(first, 6, 7),
        flaw(first, 9, 10, "PR901", "warning"),
        flaw(first, first.text.index(";"), first.text.index(";") + 1, "PT902", "info"),
        flaw(second, 5, 6),
    ]


@needs_chromium
def test_browser_runs_it_without_complaint(tmp_path: Path) -> None:
    shown, complaints = browsed(report(several()), tmp_path)

    assert complaints == []
    assert shown.marks == [(",", "1"), ("“", "2"), (";", "3"), (",", "4")]
    assert "hidden" not in shown.all("form")[0]  # which the script has shown


@needs_chromium
@pytest.mark.parametrize(("width", "beside"), [(1440, True), (375, False)])
def test_note_stands_beside_its_mark_or_below_it(tmp_path: Path, width: int, beside: bool) -> None:
    document = Document("报告.txt", "甲" * 200 + ",乙\n" + "丙" * 90 + "\n")
    asked = """
      const [mark, note] = ["mark", ".note"].map((one) =>
        document.querySelector("iframe").contentDocument.querySelector(one).getBoundingClientRect());
      document.body.dataset.seen = [note.left > mark.right, note.top >= mark.bottom,
        Math.abs(note.top - mark.top) < 12, note.right <= WIDTH].join(" ");
    """.replace("WIDTH", str(width))
    source = html.escape(_acted(report([flaw(document, 200, 201)]), ""))
    frame = (
        f'<iframe srcdoc="{source}" style="width: {width}px; height: 800px"></iframe>'
        f"<script>onload = () => setTimeout(() => {{ {asked} }}, 500)</script>"
    )
    shown, complaints = browsed(f"<!DOCTYPE html><body>{frame}</body>", tmp_path)

    assert complaints == []
    wanted = "true false true true" if beside else "false true false true"
    assert shown.all("body")[0]["data-seen"] == wanted


@needs_chromium
def test_report_on_the_samples_marks_all_that_is_found(tmp_path: Path) -> None:
    found = tmp_path / "found.html"
    options = ["--isolated", "--no-cache", "--output-format", "html", "--output-file", str(found)]
    main(["check", str(ROOT / "samples"), *options])
    source = found.read_text("utf-8")
    total = re.search(r"<title>勘误报告（(\d+) 处）", source)
    shown, complaints = browsed(source, tmp_path)

    assert complaints == []
    assert len(shown.all("article")) == 4
    assert total
    assert {int(n) for _, numbers in shown.marks for n in numbers.split()} == set(
        range(1, int(total[1]) + 1)
    )


@needs_chromium
def test_filter_hides_notes_and_marks(tmp_path: Path) -> None:
    acts = """
      const box = (value) => document.querySelector(`input[value=${value}]`);
      box("info").click(); box("PT901").click(); document.querySelector("input[name=brief]").click();
      document.querySelectorAll("mark")[1].click();
    """
    shown, complaints = browsed(_acted(report(several()), acts), tmp_path)
    notes = shown.all("details", "note")

    assert complaints == []
    assert [note["data-n"] for note in notes if "hidden" not in note] == ["2"]
    assert [note["data-n"] for note in notes if "open" in note] == ["2"]
    assert [mark["data-n"] for mark in shown.all("mark", "off")] == ["1", "3", "4"]
    assert len(shown.all("div", "quiet")) == 2
    assert len(shown.all("article", "none")) == 1
    assert len(shown.all("dd", "why")) == 1


@needs_chromium
def test_steps_light_one_place_after_another(tmp_path: Path) -> None:
    acts = """
      const next = document.querySelector("[data-step='1']");
      next.click(); next.click();
    """
    shown, _ = browsed(_acted(report(several()), acts), tmp_path)

    assert [mark["data-n"] for mark in shown.all("mark", "lit")] == ["2"]


def _acted(source: str, script: str) -> str:
    """The page with another script, which its policy would refuse."""
    free = re.sub(r"<meta http-equiv[^>]*>", "", source)
    return free.replace("</body>", f"<script>{script}</script></body>")

"""The interface for Python programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, assert_type

import pytest

import kanwu
from kanwu.cli.main import main
from kanwu.session import files
from tests.commands import ROOT
from tests.test_docx import paragraph, run, word
from tests.test_docx_annotate import commented

pytestmark = pytest.mark.usefixtures("few_rules")
FLAWED = "　　全年完成投资XX万元,已动工。\n"


def codes(findings: list[kanwu.Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_finding_tells_code_place_text_message_and_fix() -> None:
    first, second = kanwu.lint_text(FLAWED)

    assert (first.code, first.severity, first.text) == ("PH001", "error", "XX")
    assert (first.position, first.span) == (kanwu.Position(1, 9), kanwu.Span(8, 10))
    assert first.message() == "占位符“XX”尚未填写"
    assert first.message("en") == "placeholder “XX” is not filled in"
    assert first.fix is None
    assert second.fix == kanwu.Fix((kanwu.Edit(kanwu.Span(12, 13), "，"),), "safe")


def test_text_is_read_unchanged_in_the_format_of_its_name() -> None:
    code = "共`XX`项,完成\n"
    halves = "\ufeff甲\udcff乙,丙\r\n"

    assert codes(kanwu.lint_text(code)) == ["PH001", "PT001"]
    assert codes(kanwu.lint_text(code, name="a.md")) == ["PT001"]
    assert codes(kanwu.lint_text("<p title='XX'>甲,乙</p>", name="a.html")) == ["PT001"]
    assert kanwu.lint_text(halves)[0].span == kanwu.Span(4, 5)
    assert kanwu.fix_text(halves) == "\ufeff甲\udcff乙，丙\r\n"


def test_unsafe_fixes_are_made_only_on_request() -> None:
    assert kanwu.fix_text("水清,岸绿。“水清,岸绿。”") == "水清，岸绿。“水清,岸绿。”"
    assert kanwu.fix_text("“水清,岸绿。”", unsafe=True) == "“水清，岸绿。”"
    assert kanwu.fix_text("`a,b`甲,乙", name="a.md") == "`a,b`甲，乙"


def test_lint_file_finds_the_same_as_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kanwu.toml").write_text('ignore = ["PT"]\n')
    Path("a.txt").write_bytes(FLAWED.encode("gb18030"))
    main(["check", "a.txt"])

    assert codes(kanwu.lint_file("a.txt")) == codes(kanwu.lint_file(Path("a.txt"))) == ["PH001"]
    assert capsys.readouterr().out.count("PH001") == 1


def test_rules_are_loaded_once_and_hold_by_path() -> None:
    entry = '[[files]]\nmatch = "drafts/**"\nignore = ["PH"]\n'
    Path("house.toml").write_text(f'ignore = ["PT004"]\n{entry}')
    rules = kanwu.Ruleset.load("house.toml")
    assert codes(kanwu.lint_text(FLAWED, rules, name="drafts/a.txt")) == ["PT001"]
    Path("house.toml").unlink()

    assert codes(kanwu.lint_text(FLAWED, rules)) == ["PH001", "PT001"]
    assert [rule.code for rule in rules.rules()] == ["PH001", "PT001"]
    assert [rule.code for rule in rules.rules(Path("drafts/a.txt"))] == ["PT001"]


def test_rules_are_chosen_as_on_the_command_line() -> None:
    Path("kanwu.toml").write_text('ignore = ["PT"]\n')
    everywhere = kanwu.Ruleset.load(isolated=True)
    draft = kanwu.Ruleset.load(profile="draft", select=["PH"])

    assert codes(kanwu.lint_text(FLAWED, everywhere)) == ["PH001", "PT001"]
    assert [one.severity for one in kanwu.lint_text(FLAWED, draft)] == ["info"]
    assert codes(kanwu.lint_text(FLAWED, kanwu.Ruleset.load(ignore=["PH001"]))) == []


def test_every_mistake_of_a_user_is_a_kanwu_error() -> None:
    with pytest.raises(kanwu.KanwuError, match=r"^b\.txt: 没有这个文件或文件夹$"):
        kanwu.lint_file("b.txt")
    with pytest.raises(kanwu.KanwuError, match="没有规则 PH01x"):
        kanwu.lint_text("", kanwu.Ruleset.load(select=["PH01x"]))
    Path("kanwu.toml").write_text("allow-text = ['(丙|丙丙)+丁']\n", "utf-8")
    with pytest.raises(kanwu.KanwuError, match="allow-text 超时"):
        kanwu.lint_text("投资XX万元。" + "丙" * 200)


def test_finding_shows_itself_in_one_short_line() -> None:
    first, second = kanwu.lint_text(FLAWED, name="草稿.md")
    (long,) = kanwu.lint_text("投资" + "X" * 90 + "万元。")

    assert repr(first) == "<Finding 草稿.md:1:9 PH001 'XX'>"
    assert repr([second]) == "[<Finding 草稿.md:1:13 PT001 ','>]"
    assert repr(long) == f"<Finding -:1:3 PH001 '{'X' * 20}…'>"


def test_finding_gives_what_the_output_format_json_gives(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.txt").write_text("一、二\n" + FLAWED, "utf-8")
    Path("b.docx").write_bytes(word(paragraph(run("一、二")) + paragraph(run(FLAWED.strip()))))
    for name in ("a.txt", "b.docx"):
        for language in ("zh", "en"):
            main(["check", name, "--output-format", "json", "--lang", language])
            printed = json.loads(capsys.readouterr().out)
            findings = kanwu.lint_file(name)

            assert [(f.path, f.line, f.column) for f in findings] == [
                (name, one["line"], one["column"]) for one in printed
            ]
            for finding, one in zip(findings, printed, strict=True):
                given = finding.to_dict(language)
                location = given.pop("location", {})  # without the heading above
                assert {**one, **given} == one
                assert {"part", "paragraph"} & location.keys() == {"part", "paragraph"} & one.get(
                    "location", {}
                ).keys()


def test_what_is_masked_stays_masked_in_what_a_finding_gives() -> None:
    number = "110101199003070096"
    program = (
        "import kanwu; rules = kanwu.Ruleset.load(isolated=True, profile='anonymised');"
        f"print(*(f'{{f!r}}{{f.to_dict()}}' for f in kanwu.lint_text('身份证号{number}', rules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", cwd=ROOT
    )

    assert "PI006" in ran.stdout
    assert number not in ran.stdout


@pytest.mark.parametrize(
    ("argument", "value", "says"),
    [
        ("config", 5, "config 应为配置文件的路径，不是 int"),
        ("config", b"kanwu.toml", "config 应为"),
        ("isolated", "yes", "isolated 应为 True 或 False，不是 'yes'"),
        ("select", "PT", r"select 应为一列选择符，如 \['PT'\]，不是一个 str"),
        ("extend_select", 5, "extend_select 应为一列选择符，不是 5"),
        ("ignore", [5], r"ignore 应为一列选择符，不是 \[5\]"),
    ],
)
def test_rules_of_a_wrong_type_are_refused_by_name(argument: str, value: object, says: str) -> None:
    with pytest.raises(TypeError, match=f"^{says}"):
        kanwu.Ruleset.load(**{argument: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("argument", "value", "says"),
    [
        ("config", "house/kanwu.toml", r"config: house/kanwu\.toml: 没有这个文件或文件夹"),
        ("config", ".", r"config: \.: 不是普通文件"),
        ("config", Path("broken.toml"), r"broken\.toml:1: 没有 selct 这一项"),
        ("config", "without.toml", "nowhere: 没有这个规则文件夹"),
        ("profile", "darft", "profile 不能是 'darft'.*；是否要写 draft？"),
        ("profile", 5, "profile 不能是 5"),
        ("select", ["PT", "PH01x"], "select: 没有规则 PH01x"),
        ("extend_select", ["PT9"], "extend_select: 没有规则 PT9"),
        ("ignore", ("punct",), "ignore: 没有规则 punct"),
    ],
)
def test_rules_that_cannot_be_loaded_are_refused_at_once(
    argument: str, value: object, says: str
) -> None:
    Path("broken.toml").write_text('selct = ["PT"]\n')
    Path("without.toml").write_text('[rules]\nfolders = ["nowhere"]\n')
    with pytest.raises(kanwu.KanwuError, match=says):
        kanwu.Ruleset.load(**{argument: value})  # type: ignore[arg-type]


def test_what_is_no_text_is_refused_with_what_to_do() -> None:
    for call in (kanwu.lint_text, kanwu.fix_text):
        with pytest.raises(TypeError, match=r"不是 bytes：.*kanwu\.check_bytes\(name, data\)"):
            call("甲".encode())  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"kanwu\.lint_file\(path\)"):
            call(Path("a.txt"))  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"rules 应为 kanwu\.Ruleset\.load\(\) 所得，不是 str"):
            call("甲", "PT")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"不是 str；检查文字用 kanwu\.lint_text\(text\)"):
        kanwu.check_bytes("a.txt", "甲")  # type: ignore[arg-type]


def test_bytes_are_read_as_their_name_says() -> None:
    data = word(paragraph(run(FLAWED.strip())))
    result = kanwu.check_bytes("a.docx", data)
    in_gbk = kanwu.check_bytes("a.txt", (FLAWED * 9).encode("gb18030"))
    clean = kanwu.check_bytes(Path("a.md"), b"`XX`")

    assert codes(result.findings) == ["PH001", "PT001"]
    assert (result.document.format, result.document.locations[0].part) == ("docx", "body")
    assert (codes(in_gbk.findings), in_gbk.document.text) == (["PH001", "PT001"] * 9, FLAWED * 9)
    assert (clean.findings, clean.document.name, clean.failures) == ([], "a.md", ())
    with pytest.raises(kanwu.KanwuError, match=r"^a\.docx: "):
        kanwu.check_bytes("a.docx", b"PK")


def test_rules_that_did_not_finish_are_told_beside_the_findings() -> None:
    rule = (
        'title = "甲"\nmessage = "甲"\nbasis = "甲"\nwhy = "甲"\n[check]\nname = "pattern"\n'
        'pattern = \'(丙|丙丙)+丁\'\n[[example]]\nbad = "⟦丙丁⟧"\ngood = "丙"\n'
    )
    Path("house").mkdir()
    Path("house/HX001-slow.toml").write_text(rule, "utf-8")
    Path("kanwu.toml").write_text('[rules]\nfolders = ["house"]\n')
    result = kanwu.check_bytes("a.txt", ("投资XX万元。" + "丙" * 200).encode())

    assert codes(result.findings) == ["PH001"]
    assert [str(failure) for failure in result.failures] == ["a.txt: 规则 HX001 超时，未查完"]


def test_apply_makes_the_fixes_that_it_is_asked_for() -> None:
    text = "水清,岸绿。\n“水清,岸绿。”\n天蓝,风轻。\n"
    data = text.encode("gb18030")
    first, quoted, _ = kanwu.check_bytes("a.txt", data).findings

    def applied(**options: Any) -> str:
        return kanwu.apply("a.txt", data, **options).decode("gb18030")

    assert applied() == text.replace("水清,", "水清，", 1).replace("天蓝,", "天蓝，")
    assert applied(unsafe=True) == text.replace(",", "，")
    assert applied(findings=[first]) == text.replace("水清,", "水清，", 1)
    assert applied(findings=[first, quoted]) == text.replace("水清,", "水清，", 1)
    assert applied(findings=[quoted], unsafe=True) == text.replace("“水清,", "“水清，")
    assert applied(findings=[]) == text


def test_apply_refuses_findings_of_another_text_and_bytes_it_cannot_write() -> None:
    (finding,) = kanwu.check_bytes("a.txt", "水清,岸绿。".encode()).findings
    with pytest.raises(kanwu.KanwuError, match=r"^a\.txt: findings 里有的不是这份文稿里的"):
        kanwu.apply("a.txt", "山水清,岸绿。".encode(), findings=[finding])
    with pytest.raises(kanwu.KanwuError, match=r"^a\.docx: "):
        kanwu.apply("a.docx", b"PK")
    with pytest.raises(kanwu.KanwuError, match="能写修订记录"):
        kanwu.apply("a.txt", b"a", tracked=True)


def test_apply_can_track_the_changes_of_a_word_file() -> None:
    data = word(paragraph(run(FLAWED.strip())))
    tracked = kanwu.apply("a.docx", data, tracked=True)

    assert kanwu.check_bytes("a.docx", tracked).document.text.strip() == FLAWED.strip().replace(
        ",", "，"
    )
    assert tracked != kanwu.apply("a.docx", data) != data


def test_annotate_puts_findings_into_a_word_file_as_comments() -> None:
    data = word(paragraph(run(FLAWED.strip())))
    first, _ = kanwu.check_bytes("a.docx", data).findings

    assert [on for on, _ in commented(kanwu.annotate("a.docx", data))] == ["XX", ","]
    assert [on for on, _ in commented(kanwu.annotate("a.docx", data, findings=[first]))] == ["XX"]
    assert kanwu.annotate("a.docx", data, findings=[]) == data
    with pytest.raises(kanwu.KanwuError, match=r"^a\.txt: 只有 .docx 能写批注"):
        kanwu.annotate("a.txt", FLAWED.encode())


def test_bytes_are_checked_fixed_and_annotated_without_the_disk() -> None:
    program = """
import sys, kanwu
from tests.test_docx import paragraph, run, word
rules = kanwu.Ruleset.load(isolated=True)
def work(name, data):
    kanwu.check_bytes(name, data, rules)
    kanwu.apply(name, data, rules)
    kanwu.apply(name, data, rules, unsafe=True, tracked=name == "a.docx")
    if name == "a.docx":
        kanwu.annotate(name, data, rules)
cases = [("a.docx", word(paragraph(run("水清,岸绿。")))), ("a.txt", "水清,岸绿。".encode())]
seen = None
def watch(event, arguments):
    if seen is not None and event.partition(".")[0] in ("open", "os", "subprocess", "shutil", "tempfile"):
        seen.append((event, arguments))
sys.addaudithook(watch)
for name, data in cases:
    work(name, data)
seen = []
for name, data in cases:
    work(name, data)
print(seen)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", cwd=ROOT
    )

    assert (ran.stdout, ran.stderr) == ("[]\n", "")


def test_package_has_the_names_it_lists_and_no_others() -> None:
    assert set(kanwu.__all__) <= set(dir(kanwu))
    assert all(getattr(kanwu, name) for name in kanwu.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'lint'"):
        _ = kanwu.lint  # type: ignore[attr-defined]


def test_import_loads_no_other_module() -> None:
    program = "import sys; before = {*sys.modules}; import kanwu; print({*sys.modules} - before)"
    ran = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True)

    assert ran.stdout == "{'kanwu'}\n"


def test_mypy_knows_the_types() -> None:
    """CI runs mypy on this file, as the users of the package do on theirs."""
    assert_type(kanwu.lint_text(""), list[kanwu.Finding])
    assert_type(kanwu.fix_text(""), str)
    assert_type(kanwu.check_bytes("a.txt", b""), kanwu.DocumentResult)
    assert_type(kanwu.apply("a.txt", b""), bytes)
    assert_type(kanwu.Ruleset.load().rules(), tuple[kanwu.Rule, ...])

    assert Path(files.PACKAGE, "py.typed").exists()

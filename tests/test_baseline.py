"""Baselines: findings are known again after edits elsewhere, and stale entries are pruned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.checks.general.pattern import Pattern
from kanwu.cli.main import main
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import ConfigError
from kanwu.readers import markdown
from kanwu.record import Record
from kanwu.rule import Rule
from kanwu.session.baseline import (
    Comparison,
    Entry,
    by_path,
    compare,
    entries_of,
    parse,
    to_text,
    within,
)
from tests.rules import records_of, rule_of


def rule(code: str, name: str, pattern: str, *, masked: bool = False) -> Rule:
    check = Pattern(pattern=pattern)
    return rule_of(code, name, name, "“{text}”有误", "", "", check, family="alpha", masked=masked)


RULES = [
    rule("AA001", "first", "甲"),
    rule("AA002", "second", "乙"),
    rule("AA003", "third", "戊.?己"),
    rule("BB001", "secret", r"1\d{10}", masked=True),
]
CODES = {rule.code for rule in RULES}
TEXTS = st.text(st.sampled_from("甲乙丙丁戊己 　\n\r\t，"), max_size=60)
BEFORE = "第一段没有问题。\n报告期内各项工作一切正常，甲方完成投资。\n第三段没有问题。\n"


def found(text: str, name: str = "/r/报告.txt") -> list[Record]:
    document = markdown.parse(name, text) if name.endswith(".md") else Document(name, text)
    return records_of(Ruleset(RULES).lint(document).findings)


def against(text: str, before: str, name: str = "/r/报告.txt") -> Comparison:
    known = by_path(entries_of(found(before, name), "/r"))
    return compare(found(text, name), known.get(within(name, "/r"), ()), "/r", CODES)


def counts(text: str, before: str, name: str = "/r/报告.txt") -> tuple[int, ...]:
    fresh, known, stale = against(text, before, name)
    return len(fresh), len(known), len(stale)


@pytest.mark.parametrize(
    ("after", "fresh_known_stale"),
    [
        (BEFORE, (0, 1, 0)),
        ("新加的一段。\n\n" + BEFORE, (0, 1, 0)),
        ("第三段没有问题。\n　　报告期内各项工作一切正常，甲方完成投资。\n", (0, 1, 0)),
        ("前面改了许多字，后来报告期内各项工作一切正常，甲方完成投资。", (0, 1, 0)),
        ("报告期内各项工作一切正常， 甲方完成投资。", (0, 1, 0)),
        ("报告期内各项工作一切正常。\n甲方完成投资。", (0, 1, 0)),
        ("上半年甲单位新开工十项。", (0, 1, 0)),
        ("上半年甲单位新开工十项，甲单位完工两项。", (1, 1, 0)),
        (BEFORE + "又有甲方。", (1, 1, 0)),
        (BEFORE + BEFORE, (1, 1, 0)),
        ("报告期内各项工作一切正常，各方完成投资。", (0, 0, 1)),
        ("报告期内各项工作一切正常，乙方完成投资。", (1, 0, 1)),
    ],
)
def test_finding_is_known_by_the_text_around_it(
    after: str, fresh_known_stale: tuple[int, ...]
) -> None:
    assert counts(after, BEFORE) == fresh_known_stale


def test_finding_is_known_again_when_its_neighbours_were_edited() -> None:
    before = "第一段甲如此。\n第二段甲这般。\n第三段甲照旧，乙也是。\n"
    after = "开头甲改了。\n另有甲新的。\n第三段甲照旧，又添甲在后，乙变了。\n第二段已经删去。\n"
    became = against(after, before)

    # Of the unknown ones, the first in order is known by its text; the same place is known first.
    assert [(one.code, one.place.line) for one in became.fresh] == [("AA001", 3)]
    assert [(one.code, one.place.line) for one in became.known] == [
        ("AA001", 1), ("AA001", 2), ("AA001", 3), ("AA002", 3),
    ]  # fmt: skip
    assert became.stale == []


def test_entries_without_a_text_are_known_in_their_context_alone() -> None:
    older = [entry._replace(text="") for entry in entries_of(found(BEFORE), "/r")]
    read = parse(to_text(older), "b.json")

    assert '"text"' not in to_text(older)
    assert compare(found(BEFORE), read, "/r", CODES).fresh == []
    assert len(compare(found("上半年甲单位开工。"), read, "/r", CODES).fresh) == 1


def test_paragraph_may_be_broken_into_other_lines() -> None:
    before, after = (
        "报告期内各项工作一切正常，甲方完成投资。\n",
        "报告期内各项工作一切\n正常，甲方\n完成投资。\n",
    )

    assert counts(after, before, "/r/报告.md") == (0, 1, 0)


@given(TEXTS, TEXTS)
def test_never_more_findings_are_known_than_there_were(before: str, after: str) -> None:
    became = against(after, before)
    for code in CODES:
        was, known, fresh = (
            sum(record.code == code for record in records)
            for records in (found(before), became.known, became.fresh)
        )
        assert known <= was
        assert known + fresh == sum(record.code == code for record in found(after))


def test_last_of_equal_findings_is_new() -> None:
    became = against("甲方。\n甲方。\n甲方。", "甲方。\n甲方。")

    assert [finding.place.line for finding in became.fresh] == [3]


def test_entries_of_rules_that_are_off_are_not_stale() -> None:
    known = entries_of(found("甲\n乙"), "/r")

    assert [each.code for each in compare([], known, "/r", {"AA001"}).stale] == ["AA001"]


def test_file_has_one_entry_a_line_in_order() -> None:
    text = to_text(entries_of([*found("甲", "/r/乙.md"), *found("乙甲", "/r/甲/甲.md")], "/r"))
    lines = [json.loads(line.strip(" ,")) for line in text.splitlines()[3:-2]]

    assert [(line["path"], line["code"], line["ordinal"]) for line in lines] == [
        ("乙.md", "AA001", 1),
        ("甲/甲.md", "AA001", 1),
        ("甲/甲.md", "AA002", 1),
    ]
    assert json.loads(text)["version"] == 1


def test_hash_gives_no_masked_text_away() -> None:
    one, other = (
        entries_of(found(f"电话138{middle}11，甲"), "/r") for middle in ("000011", "765432")
    )

    assert one == other


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "b.json:1: 不是有效的 JSON，基线可用 kanwu baseline 重写"),
        ('{\n<<<<<<< HEAD\n"version": 1}', "b.json:2: 不是有效的 JSON"),
        ("[" * 100_000, "b.json:1: 不是有效的 JSON"),
        ("[]", "b.json: 不是基线文件"),
        ('{"entries": {}}', "b.json: 不是基线文件"),
        ('{"entries": []}', "b.json: 基线的版本应为 1，不是 None"),
        ('{"version": 2, "entries": []}', "b.json: 基线的版本应为 1，不是 2"),
        (
            '{"version": 1, "entries": [{"path": "甲.md", "code": 3}]}',
            "b.json: 第 1 条不成立：应有 path、code、hash、ordinal",
        ),
        ('{"version": 1, "entries": [3]}', "b.json: 第 1 条不成立"),
    ],
)
def test_broken_file_is_refused_in_one_line(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text, "b.json")

    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)


ENTRIES = st.builds(
    Entry,
    st.text(),
    st.sampled_from(sorted(CODES)),
    st.text(max_size=3),
    st.integers(1, 9),
    st.text(max_size=2),
)


@given(TEXTS)
def test_baseline_knows_exactly_its_findings(text: str) -> None:
    became = against(text, text)

    assert (became.fresh, became.stale) == ([], [])
    assert [each.span for each in became.known] == [each.span for each in found(text)]


@given(TEXTS, TEXTS)
def test_every_finding_is_fresh_or_known_and_every_entry_known_or_stale(
    before: str, after: str
) -> None:
    became = against(after, before)
    baseline = entries_of(found(before), "/r")

    assert len(became.fresh) + len(became.known) == len(found(after))
    assert len(became.known) + len(became.stale) == len(baseline)
    left = set(baseline).difference(became.stale)
    again = compare(found(after), left, "/r", CODES)
    assert [one.span for one in again.fresh] == [one.span for one in became.fresh]
    assert again.stale == []


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_paragraphs_before_and_behind_change_nothing(text: str, other: str, many: int) -> None:
    other = other.replace("甲", "庚").replace("乙", "辛").replace("戊", "壬")

    assert counts(f"{other}\n" * many + text + f"\n{other}" * many, text)[::2] == (0, 0)


@given(TEXTS)
def test_entries_of_findings_read_back(text: str) -> None:
    baseline = entries_of(found(text), "/r")

    assert parse(to_text(baseline), "b.json") == baseline


@given(st.lists(ENTRIES))
def test_any_entries_read_back(entries: list[Entry]) -> None:
    assert parse(to_text(entries), "b.json") == tuple(sorted(set(entries)))


@pytest.mark.usefixtures("few_rules")
def test_only_new_findings_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("投资XX万元。\n", "utf-8")

    assert main(["baseline", "--isolated", "a.txt"]) == 0
    assert main(["check", "--isolated", "a.txt"]) == 0
    Path("a.txt").write_text("惠及YY户，新增XX人。\n投资XX万元。\n", "utf-8")
    assert main(["check", "--isolated", "a.txt"]) == 1
    assert capsys.readouterr().out.count("PH001") == 1

    assert main(["check", "--isolated", "--no-baseline", "a.txt"]) == 1
    assert capsys.readouterr().out.count("PH001") == 2
    Path("a.txt").write_text("新增十人。\n", "utf-8")
    assert main(["check", "--isolated", "a.txt"]) == 0
    assert "基线有 1 条已经不再出现" in capsys.readouterr().err
    assert main(["baseline", "--prune", "--isolated", "."]) == 0
    assert "基线删去 1 条，还有 0 条" in capsys.readouterr().out


@pytest.mark.usefixtures("few_rules")
def test_entries_of_a_deleted_file_are_stale(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.txt").write_text("投资XX万元。\n", "utf-8")
    Path("b.txt").write_text("投资三万元。\n", "utf-8")
    main(["baseline", "--isolated"])
    Path("a.txt").unlink()

    assert main(["check", "--isolated", "b.txt"]) == 0
    assert "基线有 1 条已经不再出现" in capsys.readouterr().err


@pytest.mark.usefixtures("few_rules")
def test_entries_that_were_not_looked_for_are_never_pruned(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.txt").write_text("投资XX万元,已动工。\n", "utf-8")
    main(["baseline", "--isolated"])
    before = Path(".kanwu-baseline.json").read_bytes()

    assert main(["baseline", "--prune", "--isolated", "--select", "PH"]) == 0
    Path("a.txt").write_bytes(b"\xff\x81\x20\xff")
    assert main(["baseline", "--prune", "--isolated"]) == 2
    assert "a.txt:1: 第 1 字节" in capsys.readouterr().err
    assert Path(".kanwu-baseline.json").read_bytes() == before


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def entries() -> list[tuple[str, str]]:
    text = Path(".kanwu-baseline.json").read_text("utf-8")
    return [(entry.path, entry.code) for entry in parse(text, "b.json")]


@pytest.mark.usefixtures("few_rules")
def test_baseline_is_found_upwards_of_the_file_and_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("all/docs/a.txt", "投资XX万元。\n")
    monkeypatch.chdir("all")
    main(["baseline", "--isolated"])

    for folder, path in (("docs", "a.txt"), ("docs", "."), ("..", "all"), ("..", "all/docs/a.txt")):
        monkeypatch.chdir(folder)
        assert main(["check", "--isolated", path]) == 0
        assert main(["check", "--isolated", "--no-baseline", path]) == 1
        monkeypatch.chdir(tmp_path / "all")
    write("../other/b.txt", "投资XX万元。\n")
    main(["baseline", "--isolated", "../other"])
    assert entries() == [("../other/b.txt", "PH001"), ("docs/a.txt", "PH001")]
    monkeypatch.chdir("docs")
    assert main(["check", "--isolated", "../../other/b.txt"]) == 0


@pytest.mark.usefixtures("few_rules")
def test_nearest_baseline_is_that_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.txt", "投资XX万元。\n")
    write("sub/b.txt", "投资XX亿元。\n")
    write("sub/.kanwu-baseline.json", to_text([]))
    main(["baseline", "--isolated"])

    assert capsys.readouterr().out == "基线记下 1 条\n基线 sub/.kanwu-baseline.json 记下 1 条\n"
    assert entries() == [("a.txt", "PH001")]
    assert main(["check", "--isolated"]) == 0
    write("sub/.kanwu-baseline.json", "{")
    assert main(["check", "--isolated", "a.txt"]) == 0
    assert main(["check", "--isolated"]) == 2
    assert "sub/.kanwu-baseline.json:1: 不是有效的 JSON" in capsys.readouterr().err


@pytest.mark.usefixtures("few_rules")
def test_baseline_of_a_part_leaves_the_rest_and_says_which_it_changes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write("a.txt", "投资XX万元,已动工。\n")
    write("sub/b.txt", "投资XX万元。\n")
    write("sub/c.txt", "投资XX万元。\n")
    write("sub/d.txt", "投资XX万元。\n")
    main(["baseline", "--isolated"])
    assert capsys.readouterr().out == "基线记下 5 条\n"

    Path("a.txt").unlink()
    Path("sub/c.txt").unlink()
    write("sub/b.txt", "投资XX万元,惠及XX户。\n")
    Path("sub/d.txt").write_bytes(b"\xff\x81\x20\xff")
    monkeypatch.chdir("sub")
    assert main(["baseline", "--isolated"]) == 2
    assert capsys.readouterr().out == "基线 ../.kanwu-baseline.json 记下 3 条，其余 3 条不变\n"
    assert main(["baseline", "--isolated", "--select", "PT", "b.txt"]) == 0
    assert capsys.readouterr().out == "基线 ../.kanwu-baseline.json 记下 1 条，其余 5 条不变\n"
    assert main(["baseline", "--isolated", "--prune", "b.txt"]) == 0
    assert capsys.readouterr().out == "基线 ../.kanwu-baseline.json 删去 2 条，还有 4 条\n"
    monkeypatch.chdir("..")
    assert entries() == [
        ("sub/b.txt", "PH001"),
        ("sub/b.txt", "PH001"),
        ("sub/b.txt", "PT001"),
        ("sub/d.txt", "PH001"),
    ]


@pytest.mark.usefixtures("few_rules")
def test_findings_of_a_moved_file_are_new(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.txt", "投资XX万元。\n")
    main(["baseline", "--isolated"])
    Path("a.txt").rename("b.txt")

    assert main(["check", "--isolated"]) == 1
    assert "基线有 1 条已经不再出现" in capsys.readouterr().err
    main(["baseline", "--isolated"])
    assert entries() == [("b.txt", "PH001")]


def test_nothing_to_prune_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "--prune", "--isolated"]) == 2
    assert "这里和上级文件夹都没有基线" in capsys.readouterr().err

"""Suppressions: by comments, by entries of a configuration, by patterns."""

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from kanwu.check import Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.config.allow import Allow, AllowText, add_allow, permits
from kanwu.document import Document
from kanwu.engine.result import Result
from kanwu.engine.ruleset import hide_masked
from kanwu.engine.suppress import suppress
from kanwu.engine.suppress.by_entry import Permit, unused
from kanwu.errors import ConfigError
from kanwu.finding import Finding
from kanwu.readers.markdown import parse
from kanwu.record import Record
from kanwu.rule import Rule
from kanwu.text import Span
from tests.rules import records_of, rule_of


def rule(code: str, name: str, pattern: str, *, masked: bool = False) -> Rule:
    check = Pattern(pattern=pattern)
    return rule_of(code, name, name, "“{text}”有误", "", "", check, family="alpha", masked=masked)


RULES = [
    rule("AA001", "first", "甲"),
    rule("AA002", "second", "乙"),
    rule("BB001", "secret", r"1\d{10}", masked=True),
]


def found(text: str, name: str = "/r/报告.md") -> tuple[Document, list[Finding]]:
    """The document, and all findings in it, before any suppression."""
    document = parse(name, text) if name.endswith(".md") else Document(name, text)
    findings = [Finding(rule, document, hit) for rule in RULES for hit in rule.check(document)]
    hide_masked(document, findings)
    return document, sorted(findings, key=lambda finding: finding.span)


def allowed(text: str, *words: Permit, name: str = "/r/报告.md") -> Result:
    return suppress(*found(text, name), RULES, words)


def left(text: str, *words: Permit, name: str = "/r/报告.md") -> str:
    return "".join(finding.text for finding in allowed(text, *words, name=name).findings)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("甲\n\n<!-- kanwu: off -->\n\n甲乙\n\n<!-- kanwu: on -->\n\n乙", "甲乙"),
        ("甲\n\n<!-- kanwu: off -->\n\n甲乙", "甲"),
        ("<!-- kanwu: off AA001 引文 -->\n\n甲乙", "乙"),
        ("<!-- kanwu: off AA -->\n\n甲乙", ""),
        ("<!-- kanwu: off aa001 -->\n\n甲乙", "乙"),
        ("<!-- kanwu: off first,second -->\n\n甲乙", ""),
        ("<!-- kanwu: off AA001， AA002：引文 -->\n\n甲乙", ""),
        ("<!-- kanwu: off alpha -->\n\n甲乙", ""),
        ("<!-- kanwu: off -->\n\n<!-- kanwu: on AA001 -->\n\n甲乙", "甲"),
        ("<!-- kanwu: off AA001 -->\n\n<!-- kanwu: on AA002 -->\n\n甲乙", "乙"),
        ("<!-- kanwu: off AA001 -->\n\n<!-- kanwu: on -->\n\n甲乙", "甲乙"),
        ("甲 <!-- kanwu: off-line --> 乙\n甲", "甲"),
        ("甲 <!-- kanwu: off-line AA002 --> 乙\n甲", "甲甲"),
        ("甲\n<!-- kanwu: off-next-line -->\n甲\n乙", "甲乙"),
        ("<!-- kanwu: off-next-line -->\n\n<!-- 另一条 -->\n\n甲\n\n乙", "乙"),
        (
            "<!-- kanwu: off-next-line AA001 -->\n<!-- kanwu: off-next-line AA002 -->\n甲乙\n甲",
            "甲",
        ),
        ("- 甲\n- <!-- kanwu: off-next-line -->\n- 乙", "甲"),
        ("| 甲 <!-- kanwu: off-line --> |\n|---|\n| 乙 |", "乙"),
        ("甲\n\n乙\n\n<!-- kanwu: off-file AA001 -->", "乙"),
        ("甲\r\n\r\n<!-- kanwu: off-next-line -->\r\n甲\r\n乙", "甲乙"),
        ("<!-- kanwu：off AA001 -->\n\n甲乙", "乙"),
        ("<!--kanwu:off-file-->\n\n甲", ""),
        ("<!-- kanwu: off-file 数据引自原文 -->\n\n甲", ""),
        ("`<!-- kanwu: off-file -->`\n\n甲", "甲"),
        ("```\n<!-- kanwu: off-file -->\n```\n\n甲", "甲"),
        ("<!-- 见 kanwu: off-file -->\n\n甲", "甲"),
    ],
)
def test_comments_suppress_findings(text: str, stays: str) -> None:
    assert left(text) == stays


@pytest.mark.parametrize(
    "slip", ["ZZ009", "OECD 数据", "[AA002]", "：AA002", "ＡＡ００１", "all", "A001"]
)
def test_mistyped_code_suppresses_nothing(slip: str) -> None:
    assert left(f"<!-- kanwu: off {slip} -->\n\n甲") == "甲"


def test_plain_text_has_no_comments() -> None:
    assert left("<!-- kanwu: off-file -->\n甲", name="/r/报告.txt") == "甲"


def test_suppressed_findings_have_their_reason() -> None:
    word = Permit("/r/kanwu.toml:3", "AA002", "惯用", "/r", ("*",))
    suppressed = allowed("<!-- kanwu: off AA001 引文，不改 -->\n\n甲乙", word).suppressed

    assert [(finding.text, *grounds) for finding, grounds in suppressed] == [
        ("甲", "/r/报告.md:1", "引文，不改", True),
        ("乙", "/r/kanwu.toml:3", "惯用", False),
    ]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("<!-- kanwu: off AA001,AA002 -->\n\n甲", ["1: 批注 kanwu: off AA002 没有用到"]),
        ("甲\n\n<!-- kanwu: off -->\n\n丙", ["3: 批注 kanwu: off 没有用到"]),
        ("甲\n\n<!-- kanwu: off-next-line -->", ["3: 批注 kanwu: off-next-line 没有用到"]),
        (
            "<!-- kanwu: of AA001 -->\n\n甲",
            [
                "1: 批注 kanwu: of 不知何意；是否要写 off？（有 off、on、off-line、off-next-line、off-file）"
            ],
        ),
        ("<!-- kanwu: on -->\n\n甲", ["1: 批注 kanwu: on 之前没有 off"]),
        (
            "<!-- kanwu: off 全部 -->\n\n甲\n\n<!-- kanwu: on -->\n\n<!-- kanwu: on AA001 -->",
            [],
        ),
        (
            "<!-- kanwu: off OECD 数据 -->\n\n甲",
            ["1: 批注 kanwu: off 所说的 OECD 不是启用的规则（要说全部规则，写作 ALL）"],
        ),
    ],
)
def test_comments_without_effect_are_told(text: str, notes: list[str]) -> None:
    assert list(map(str, allowed(text).notes)) == [f"/r/报告.md:{note}" for note in notes]


@pytest.mark.parametrize(
    ("word", "stays"),
    [
        (Allow("*.md", "AA001", "理由"), "乙乙"),
        (Allow(["x.md", "报告.md"], ["AA001", "second"], "理由"), ""),
        (Allow("/r2/", "AA001", "理由"), "甲乙甲乙"),
        (Allow("*", "AA001", "理由", "前甲"), "乙甲乙"),
        (Allow("*", "AA", "理由", "甲乙后"), "甲乙"),
        (Allow("*", "AA001", "理由", "没有的话"), "甲乙甲乙"),
        (Allow("*", "ALL", "理由", "乙\n\n甲"), "甲乙"),
        (AllowText("前.{2}"), "甲乙"),
        (AllowText("前.{2}", "AA002"), "甲甲乙"),
        ("^前", "甲乙甲乙"),
    ],
)
def test_entries_suppress_findings(word: Allow | AllowText | str, stays: str) -> None:
    entries = [word] if isinstance(word, Allow) else []
    texts = [] if isinstance(word, Allow) else [word]
    words = tuple(permits(entries, texts, "/r/kanwu.toml", ""))

    assert left("前甲乙\n\n甲乙后", *words) == stays


def missing(text: str, offset: int) -> Finding:
    """A finding of a missing mark, at a place without width."""
    return Finding(RULES[0], parse("/r/报告.md", text), Hit(Span(offset, offset)))


@pytest.mark.parametrize(("offset", "stays"), [(4, True), (5, False), (30, False), (31, True)])
def test_missing_mark_at_the_end_of_a_line_belongs_to_it(offset: int, stays: bool) -> None:
    finding = missing("一二三四\n五<!-- kanwu: off-line -->\n六七", offset)

    assert suppress(finding.document, [finding], RULES).findings == [finding] * stays


def test_missing_mark_at_either_end_of_a_quotation_belongs_to_it() -> None:
    word = Permit("x:1", "AA001", text="二三")
    some = [missing("一二三四", offset) for offset in range(5)]
    became = [suppress(one.document, [one], RULES, [word]).suppressed for one in some]

    assert list(map(bool, became)) == [False, True, True, True, False]


def test_entries_for_paths_are_not_for_a_document_without_a_name() -> None:
    assert left("甲", Permit("x:1", "AA001", "", "/r", ("*",)), name="") == "甲"


def test_entries_of_one_place_may_overlap() -> None:
    assert left("甲甲甲", Permit("x:1", "AA001", text="甲甲")) == ""


def test_entries_and_comments_that_say_the_same_are_both_used() -> None:
    became = allowed("<!-- kanwu: off-file -->\n\n甲", Permit("x:1", "AA001"))

    assert became.notes == ()
    assert became.used == {0}


def test_unused_entries_are_told_once() -> None:
    text = """\
[[allow]]
path = "/docs/报告.md"
code = "AA001"
text = "甲乙"
reason = "原文如此"

[[allow]]
path = "*.md"
code = ["AA001", "AA002"]
reason = "原文如此"
"""
    words = [
        Allow("/docs/报告.md", "AA001", "原文如此", "甲乙"),
        Allow("*.md", ["AA001", "AA002"], "原文如此"),
    ]
    known = tuple(permits(words, ["附件\\d"], "/r/kanwu.toml", text))

    assert list(map(str, unused(known, ["/r/docs/报告.md"], []))) == [
        "/r/kanwu.toml:1: 在“甲乙”中允许的 AA001 没有用到"
    ]
    assert list(unused(known, ["/r/docs/另.md"], [])) == []
    assert list(map(str, unused(known[2:], [], ["/r"]))) == [
        "/r/kanwu.toml:7: 对 *.md 允许的 AA002 没有用到",
        "/r/kanwu.toml:1: allow-text 的“附件\\d”没有用到",
    ]


@pytest.mark.parametrize(
    ("entries", "texts", "says"),
    [
        ([Allow("", "AA001", "原文如此")], [], "kanwu.toml:2: allow 的 path 是空的"),
        ([Allow("a", "AA001", " ")], [], "kanwu.toml:2: allow 的 reason 是空的，要写明理由"),
        ([], ["("], "kanwu.toml:1: allow-text 的模式不成立："),
        ([], ["甲*"], "kanwu.toml:1: allow-text 的模式不成立：可以匹配空串：甲*"),
    ],
)
def test_wrong_entry_is_refused_in_one_line(
    entries: list[Allow], texts: list[str], says: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        list(permits(entries, texts, "kanwu.toml", "allow-text = ['(', '甲*']\n[[allow]]\n"))

    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)


def test_endless_pattern_gives_up() -> None:
    words = tuple(permits([], ["(丙|丙丙)+丁"], "kanwu.toml", ""))

    became = allowed("甲" + "丙" * 200, *words)

    assert [finding.text for finding in became.findings] == ["甲"]
    assert [str(failure) for failure in became.failures] == [
        "/r/报告.md: allow-text 超时，未查完：(丙|丙丙)+丁"
    ]


def documented(findings: list[Finding]) -> list[tuple[Record, Document]]:
    """The record of each finding with its document."""
    return [(records_of([finding])[0], finding.document) for finding in findings]


def added(config: str, text: str, name: str = "/r/报告.md") -> str:
    findings = documented(found(text, name)[1])
    return add_allow(config, findings, "原文如此", "/r/kanwu.toml").text


def test_added_entry_quotes_the_place() -> None:
    config = '# 本单位\nselect = ["AA"]  # 只用\n\n[rules.AA001]\nseverity = "error"'

    assert added(config, "一二三四五六七八九十甲丙丁戊己庚。\n") == (
        config + '\n\n[[allow]]\npath = "/报告.md"\ncode = "AA001"\n'
        'text = "七八九十甲丙丁戊己"\nreason = "原文如此"\n'
    )


def test_added_entry_quotes_more_where_the_place_is_not_the_only_one() -> None:
    entries = tomli.loads(added("", "子丑寅一二三四甲丙\n卯辰巳一二三四甲丙\n", "/r/a.txt"))[
        "allow"
    ]

    assert [entry["text"] for entry in entries] == ["寅一二三四甲丙", "巳一二三四甲丙"]


def test_added_entry_for_an_empty_line_quotes_its_neighbours() -> None:
    gap = documented([missing("第一段。\n\n第二段。\n", 5)])
    config = add_allow("", gap, "", "/r/kanwu.toml").text

    assert tomli.loads(config)["allow"][0]["text"] == "第一段。\n\n第二段。\n"


def test_entries_are_added_once() -> None:
    once = added("", "甲乙")

    assert once.startswith("[[allow]]\n")
    assert added(once, "甲乙") == once


def test_entries_of_a_shared_file_are_in_its_section() -> None:
    config = '[tool.kanwu]\r\nselect = ["AA"]\r\n[tool.ruff]\r\nline-length = 99\r\n'
    text = add_allow(config, documented(found("甲")[1]), "", "/r/sub/pyproject.toml").text

    assert "\n" not in text.replace("\r\n", "")
    assert tomli.loads(text)["tool"]["kanwu"]["allow"][0]["path"] == "../报告.md"


def test_array_cannot_be_added_to() -> None:
    with pytest.raises(ConfigError, match=r"^/r/kanwu.toml:2: allow 写成了数组"):
        added('\nallow = [{ path = "*", code = "AA" }]', "甲")


def test_masked_text_is_never_written() -> None:
    text = "值班电话13800001111，甲"
    config = added("", text)
    entries = [Allow(**entry) for entry in tomli.loads(config)["allow"]]

    assert "13800001111" not in config
    assert left(text, *permits(entries, [], "/r/kanwu.toml", config)) == ""


TEXTS = st.text(st.sampled_from("甲乙丙 　\n\r\t\"\\\u200b'#"), max_size=60)
COMMENTS = st.sampled_from(
    [
        f"<!-- kanwu: {verb}{selector} -->"
        for verb in ("off", "on", "off-line", "off-next-line", "off-file")
        for selector in ("", " AA001", " AA", " second")
    ]
)
MARKDOWN = st.lists(st.one_of(COMMENTS, TEXTS), max_size=8).map("\n".join)


@given(MARKDOWN, st.lists(st.text("甲乙丙", max_size=3), max_size=3))
def test_finding_is_left_or_suppressed_and_never_both(text: str, quotations: list[str]) -> None:
    document, findings = found(text)
    words = [Permit("x:1", "AA001", text=quotation) for quotation in quotations]

    became = suppress(document, findings, RULES, words)
    suppressed = [finding for finding, _ in became.suppressed]

    assert not set(became.findings) & set(suppressed)
    assert sorted([*became.findings, *suppressed], key=findings.index) == findings


@given(MARKDOWN)
def test_comments_without_effect_may_be_removed(text: str) -> None:
    lines = text.replace("\r", " ").split("\n")
    became = allowed("\n".join(lines))
    for note in became.notes:
        number = int(str(note).split(":")[1]) - 1
        lines[number] = lines[number].replace("kanwu", "kanjo")
    again = allowed("\n".join(lines))

    assert [each.span for each in again.findings] == [each.span for each in became.findings]
    assert all("kanwu: on " in str(note) for note in again.notes)


@given(TEXTS, st.sampled_from(["/r/报告.md", "/r/深/报 告[1]*.txt", "/q/甲.txt", "/r/#甲 .txt "]))
def test_added_entries_suppress_all_their_findings(text: str, name: str) -> None:
    config = '# 说明\nselect = ["AA"] # 只用'
    findings = documented(found(text, name)[1])
    new, _ = add_allow(config, findings, "原文“如此”\n", "/r/kanwu.toml")
    entries = [Allow(**entry) for entry in tomli.loads(new).get("allow", ())]
    words = tuple(permits(entries, [], "/r/kanwu.toml", new))
    became = suppress(*found(text, name), RULES, words)

    assert new.startswith(config)
    assert "\u200b" not in new
    assert not became.findings
    assert became.used == set(range(len(words)))
    again = add_allow(new, findings, "原文“如此”\n", "/r/kanwu.toml")
    assert (again.text.removesuffix("\n"), again.entries) == (new.removesuffix("\n"), ())


def test_added_entry_is_readable() -> None:
    entries = added("", "　　一二甲三\n\u3000甲\u3000\u3000丙。\n")

    assert "\\u" not in entries
    assert [entry["text"] for entry in tomli.loads(entries)["allow"]] == ["一二甲三", "甲　　丙。"]


def test_added_entry_quotes_the_beginning_of_a_long_finding() -> None:
    passage = rule("CC001", "passage", "始[一二三四五]+终")
    document = Document("/r/a.txt", f"{'始' + '一二三四五' * 20 + '终'}。\n始一二三终。\n")
    findings = [Finding(passage, document, hit) for hit in passage.check(document)]
    new, added = add_allow("", documented(findings), "理由", "/r/kanwu.toml")
    entries = [Allow(**entry) for entry in tomli.loads(new)["allow"]]
    words = tuple(permits(entries, [], "/r/kanwu.toml", new))

    assert [quotation for _, quotation in added] == [
        "始一二三四五一二三四五一二三四五一二三四",
        "始一二三终。",
    ]
    assert not suppress(document, findings, [passage], words).findings
    assert len(suppress(document, findings, [passage], words[1:]).findings) == 1

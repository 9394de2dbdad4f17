"""The planner tells of any expression where it may match, and works without the parser of `re`."""

from __future__ import annotations

import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kanwu.catalogue.proof import unmark
from kanwu.check import Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.checks.general.phrases import Phrases
from kanwu.document import Document
from kanwu.engine.anchors import anchors_of
from kanwu.engine.first_characters import leads_of
from kanwu.engine.plan import plan
from kanwu.engine.regex_tree import parse
from kanwu.engine.ruleset import Ruleset
from kanwu.engine.scanner import Scanner
from kanwu.expressions import compiled, flaw
from kanwu.rule import Rule
from tests.laws import summaries
from tests.rules import rule_of
from tests.shipped import RULES, every

characters = st.sampled_from(
    ["甲", "乙", "丙", "[甲乙]", "[^甲]", r"[^甲\n]", ".", r"\d", r"[\d甲]", r"\w", r"\s", r"\S", "1", "(?i:a)", "𠀀"]
)  # fmt: skip
assertions = st.sampled_from(
    ["^", "$", "(?<=甲)", "(?<=[乙1])", r"(?<=\d乙)", "(?<=[^甲]丙)", "(?<!甲)", "(?=乙)", "(?=.?丙)", "(?!1)",
     "(?<=甲乙|丙.)", "(?!)"]
)  # fmt: skip
counts = st.sampled_from(["?", "{2}", "{0,2}", "{1,3}?", "{2,}", "*", "+", "{0,6}+"])


def combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    rows = st.lists(inner, min_size=1, max_size=4).map("".join)
    return st.one_of(
        rows,
        st.lists(rows, min_size=2, max_size=3).map(lambda branches: f"(?:{'|'.join(branches)})"),
        st.tuples(rows, counts).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        rows.map(lambda row: f"(?={row})"),
        rows.map(lambda row: f"(甲?)?{row}(?(1)乙|丙)"),
        rows.map(lambda row: f"(?s:{row})"),
    )


sources = st.recursive(st.one_of(characters, assertions), combined, max_leaves=12)
texts = st.text(alphabet="甲乙丙1aA０٣\n𠀀", max_size=40)


def hits_of(rule: Rule, text: str) -> list[Hit]:
    """What the scanner finds, which looks through a few characters at a time."""
    by = plan([rule])
    scanner = Scanner(by, [rule for _ in by.codes], piece=3)
    return [hit for _, hit in scanner.hits(Document("", text), set(), set())]


@given(sources, texts)
@settings(max_examples=1500, deadline=None)
def test_scanner_finds_what_finditer_finds(source: str, text: str) -> None:
    assume(not flaw(source))
    assume(all(match[0] for match in compiled(source).finditer(text)))  # as no check's does
    check = Pattern(pattern=source)

    assert hits_of(rule_of("ZZ001", "any", "", "", "", "", check), text) == list(
        check(Document("", text))
    )


@given(st.lists(sources, min_size=2, max_size=5, unique=True), texts)
@settings(max_examples=500, deadline=None)
def test_branches_are_found_as_one_expression(rows: list[str], text: str) -> None:
    check = Phrases(words={row: {} for row in rows if "(1)" not in row})
    assume(not any(map(flaw, check.expressions)))
    assume(all(match[0] for match in compiled(check.expression).finditer(text)))

    assert hits_of(rule_of("ZZ001", "any", "", "", "", "", check), text) == list(
        check(Document("", text))
    )


@pytest.mark.parametrize(
    ("source", "anchors"),
    [
        # In front of a part that is not spelled out, and behind one of bounded width.
        ("[^，]由[^，]{2,15}为组长", None),
        (r"由[^，\n]{2,4}为组长", {(3, "为组长"), (4, "为组长"), (5, "为组长")}),
        ("(?:提高|升)[到至]", {(0, "提高到"), (0, "提高至"), (0, "升到"), (0, "升至")}),
        # What stands in front of the match, and behind it.
        ("(?<=〔20)[^甲\n]", {(-3, "〔20")}),
        ("(?<=[表图])1[^甲\n]", {(-1, "表1"), (-1, "图1")}),
        (r"[^甲\n](?=有限公司)", {(1, "有限公司")}),
        # A look behind narrows what stands in front.
        ("[甲乙丙]丁(?<=乙丁)", {(0, "乙丁")}),
    ],
)
def test_anchors_stand_at_all_their_distances(
    source: str, anchors: set[tuple[int, str]] | None
) -> None:
    assert anchors_of(parse(source)) == anchors


@pytest.mark.parametrize("source", [r"[甲乙]\d年", r"甲1年|[甲乙]\d(?<=[٣𝟛])年"])
@pytest.mark.parametrize("digit", "٣𝟛")
def test_other_digits_are_digits_too(source: str, digit: str) -> None:
    rule = rule_of("ZZ001", "any", "", "", "", "", Pattern(pattern=source))

    assert [hit.span for hit in hits_of(rule, f"甲1年，乙{digit}年")] == [(0, 3), (4, 7)]


@pytest.mark.parametrize("hidden", ["re._parser", "re._constants", "re._casefix"])
def test_without_the_parser_nothing_is_known(hidden: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, hidden, None)

    assert parse("甲") is None


def test_without_the_parser_the_findings_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    examples = (example for rule in RULES for example in rule.card.examples)
    document = Document("", "\n".join(unmark(example.bad)[0] for example in examples))
    usual = every().lint(document)
    monkeypatch.setitem(sys.modules, "re._parser", None)
    slower = Ruleset(RULES)

    assert not any(by.routes or by.heads or by.rare for by in slower.plans)
    assert summaries(slower.lint(document).findings) == summaries(usual.findings)
    assert len(usual.findings) > len(RULES)


def test_with_another_parser_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("re._constants.BRANCH")

    assert parse("甲|乙") is None
    assert anchors_of(None) is None
    assert leads_of(None) is None

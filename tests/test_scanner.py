"""The scanner finds in one pass what every check finds by its own loop."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu.catalogue.proof import unmark
from kanwu.check import Hit, LocalCheck
from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.engine.anchors import anchors_of
from kanwu.engine.first_characters import are_rare, class_of, leads_of
from kanwu.engine.plan import plan
from kanwu.engine.regex_tree import parse
from kanwu.engine.scanner import Scanner
from kanwu.expressions import compiled, limit
from kanwu.rule import Rule
from tests.rules import rule_of
from tests.shipped import RULES, by_default

CHECKS = [rule.check for rule in RULES if isinstance(rule.check, LocalCheck)]
EXAMPLES = [
    text for rule in RULES for e in rule.card.examples for text in (unmark(e.bad)[0], e.good)
]
ANCHORS = sorted(
    {text for check in CHECKS for _, text in anchors_of(parse(check.expression)) or ()}
)
HALVES = sorted({text[: len(text) // 2] for text in ANCHORS if len(text) > 1})

words = st.one_of(
    st.sampled_from(ANCHORS),
    st.sampled_from(HALVES),
    st.sampled_from([text for text in EXAMPLES if text]),
    st.text(
        alphabet="一二三是，、。；：“”（）《》,.;:()[]XxX0123456789年月日元\n\r 　…-—#&<>县😀\ud83d𠀀",
        max_size=6,
    ),
)
texts = st.lists(words, max_size=30).map("".join)


PLAN = plan(RULES)
LOCAL = [rule for rule in RULES if isinstance(rule.check, LocalCheck)]
MUCH = 1 << 20  # code points, for which the automaton is made


def scanner(rules: Sequence[Rule] = LOCAL, **how: int) -> Scanner:
    by, by_code = PLAN if rules is LOCAL else plan(rules), {rule.code: rule for rule in rules}
    return Scanner(by, [by_code[code] for code in by.codes], **how)


def scanned(document: Document, by: Scanner) -> dict[str, list[Hit]]:
    hits: dict[str, list[Hit]] = {}
    given_up: set[str] = set()
    for rule, hit in by.hits(document, given_up, set()):
        hits.setdefault(rule.code, []).append(hit)
    assert not given_up
    return hits


SCANNER = scanner()


@given(texts)
@settings(max_examples=300, deadline=None)
def test_one_pass_finds_what_the_loops_find(text: str) -> None:
    document = Document("", text)
    looped = {
        rule.code: list(rule.check(document if rule.scope == "prose" else document.as_text()))
        for rule in LOCAL
    }

    assert scanned(document, SCANNER) == {code: hits for code, hits in looped.items() if hits}


@given(texts)
@settings(max_examples=50, deadline=None)
def test_pieces_change_nothing(text: str) -> None:
    document = Document("", text)

    assert scanned(document, scanner(piece=3)) == scanned(document, SCANNER)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_literals_are_found_the_same_in_every_way(text: str) -> None:
    document, without = Document("", text), scanned(Document("", text), scanner())
    with pytest.MonkeyPatch.context() as patch:
        for way in ("", "standard"):
            patch.setenv("KANWU_SCANNER", way)
            ready = scanner()
            ready.expect(MUCH)
            assert scanned(document, ready) == without


def test_half_a_surrogate_pair_is_no_obstacle() -> None:
    document = Document("", "投资XX万元。\ud83d" + "好" * 5000)
    ready = scanner()
    ready.expect(MUCH)

    assert scanned(document, ready) == scanned(document, scanner())
    assert "PH001" in scanned(document, ready)


def test_half_a_surrogate_pair_is_no_mojibake() -> None:
    result = by_default().lint(
        Document("", "绾—\ud83d，妗\ud83d\ud83d；鍏充簬寮€灞曞畨鍏ㄥぇ妫€鏌ョ殑閫氱煡")
    )

    assert result.failures == ()
    assert [finding.code for finding in result.findings if finding.code == "RS004"] == ["RS004"]


def test_checks_without_anchors_are_found_too() -> None:
    rule = rule_of("ZZ001", "any", "任何", "", "", "", Pattern(pattern="."))
    hits = scanner([rule]).hits(Document("", "甲乙"), set(), set())

    assert [hit.span.start for _, hit in hits] == [0, 1]


def test_platform_without_the_automaton_has_the_standard_librarys_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = Document("", "投资XX万元。" * 1000)
    with_automaton = scanner()
    with_automaton.expect(MUCH)
    fast = scanned(document, with_automaton)
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    without = scanner()
    without.expect(MUCH)

    assert scanned(document, without) == fast


@given(texts)
@settings(max_examples=100, deadline=None)
def test_signs_that_the_text_holds_are_told_of(text: str) -> None:
    document, signs = Document("", text), set[str]()
    for _ in SCANNER.hits(document, set(), signs):
        pass

    assert PLAN.numbers
    for sign in PLAN.numbers:
        assert sign in signs or not compiled(sign).search(text)


@pytest.mark.parametrize(
    ("source", "anchors"),
    [
        ("##", {(0, "##")}),
        ("(?<=。)、", {(-1, "。、")}),
        ("a?bc", {(0, "bc"), (1, "bc")}),
        (".待定", {(1, "待定")}),
        ("[^。]待定", None),
        (r"[^。\n]{0,2}待定", {(0, "待定"), (1, "待定"), (2, "待定")}),
        ("(?:甲方|乙方)签字", {(1, "方签字")}),
        ("(?:甲|乙丙丁)签字", {(1, "签字"), (2, "签字"), (3, "签字")}),
        ("(?>19|20)年", {(0, "19年"), (0, "20年")}),
        (r"[^\n]+万", None),
        ("[Zz]{2,}", {(0, "ZZ"), (0, "Zz"), (0, "zZ"), (0, "zz")}),
        ("(?i:vip)", {(0, a + b) for a in "vV" for b in "iIı"}),
    ],
)
def test_anchors_are_read_off_the_pattern(
    source: str, anchors: set[tuple[int, str]] | None
) -> None:
    assert anchors_of(parse(source)) == anchors


def test_a_pattern_that_takes_too_long_is_given_up_alone() -> None:
    hopeless = Pattern(pattern="(?:a|b|ab)*c")
    limit(hopeless.expressions)
    given_up: set[str] = set()
    rules = [
        rule_of("ZZ001", "hopeless", "", "", "", "", hopeless),
        rule_of("ZZ002", "quick", "", "", "", "", Pattern(pattern="XX")),
    ]
    hits = list(scanner(rules).hits(Document("", "ab" * 40 + "dcXX"), given_up, set()))

    assert [rule.code for rule, _ in hits] == ["ZZ002"]
    assert given_up == {"ZZ001"}


@pytest.mark.parametrize(
    ("source", "leads"),
    [
        ("[㐀-㐃][㐀-㐃]*+", [(0x3400, 0x3403)]),
        ("(?<!甲)(?:㐀|㐁乙)", [(0x3400, 0x3400), (0x3401, 0x3401)]),
        ("㐀*乙", None),
        ("[^㐀]", None),
        ("(?i)㐀", [(0x3400, 0x3400)]),
    ],
)
def test_leads_are_what_a_match_begins_with(
    source: str, leads: list[tuple[int, int]] | None
) -> None:
    assert leads_of(parse(source)) == leads


@pytest.mark.parametrize("ranges", [[(0x3400, 0x3403), (0x3402, 0x3500)], [(0x1F600, 0x1F64F)]])
def test_a_class_of_leads_holds_them_and_no_other_of_16_bits(ranges: list[tuple[int, int]]) -> None:
    inside = compiled(class_of(ranges))
    held = {code for at, last in ranges for code in range(at, last + 1)}
    wide = set(range(0x10000, sys.maxunicode + 1))

    assert held | wide == {code for code in range(0x10000) if inside.match(chr(code))} | wide
    assert all(inside.match(chr(code)) for code in held)


def test_no_ranges_make_no_class() -> None:
    assert class_of([]) == ""


def test_characters_in_common_use_are_not_rare() -> None:
    assert are_rare([(0x3400, 0x4DBF), (0xE000, 0xF8FF)])
    assert not are_rare([(0x4E00, 0x4F00)])
    assert not are_rare([(ord("0"), ord("9"))])

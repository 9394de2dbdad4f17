"""The scanner finds in one pass what every check finds by its own loop."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu import text as places
from kanwu.catalogue.proof import unmark
from kanwu.check import Hit, LocalCheck
from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.engine import literals
from kanwu.engine.anchors import anchors_of
from kanwu.engine.first_characters import are_rare, class_of, leads_of
from kanwu.engine.scanner import Scanner, plan
from kanwu.expressions import compiled
from tests.test_rules import RULES

CHECKS = [rule.check for rule in RULES if isinstance(rule.check, LocalCheck)]
OF_WHOLE = [rule.check for rule in RULES if not isinstance(rule.check, LocalCheck)]
SIGNS = [rule.check.sign for rule in RULES]
EXAMPLES = [text for rule in RULES for e in rule.examples for text in (unmark(e.bad)[0], e.good)]
ANCHORS = sorted({text for check in CHECKS for _, text in anchors_of(check.expression) or ()})
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


PLAN = plan(CHECKS, SIGNS)


def scanned(document: Document) -> list[list[Hit]]:
    hits: list[list[Hit]] = [[] for _ in CHECKS]
    given_up: set[int] = set()
    for number, hit in Scanner(CHECKS, PLAN).hits(document, given_up):
        hits[number].append(hit)
    assert not given_up
    return hits


SCANNER = Scanner(CHECKS, PLAN)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_one_pass_finds_what_the_loops_find(text: str) -> None:
    document = Document("", text)
    found: list[list[Hit]] = [[] for _ in CHECKS]
    for number, hit in SCANNER.hits(document, set()):
        found[number].append(hit)

    assert found == [list(check(document)) for check in CHECKS]


@given(texts)
@settings(max_examples=50, deadline=None)
def test_pieces_change_nothing(text: str) -> None:
    document = Document("", text)
    whole = scanned(document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "_PIECE", 3)
        assert scanned(document) == whole


@given(texts)
@settings(max_examples=50, deadline=None)
def test_pieces_change_nothing_for_whole_documents(text: str) -> None:
    found = [list(check(Document("", text))) for check in OF_WHOLE]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "_PIECE", 3)
        assert [list(check(Document("", text))) for check in OF_WHOLE] == found


# How much text it takes until the automaton looks for literals, and whether there is one.
WAYS = [(1 << 30, ""), (0, ""), (0, "standard")]


@given(texts)
@settings(max_examples=100, deadline=None)
def test_literals_are_found_the_same_in_every_way(text: str) -> None:
    document, found = Document("", text), []
    for much, way in WAYS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(literals, "_MUCH", much)
            patch.setenv("KANWU_SCANNER", way)
            found.append(scanned(document))

    assert found[1:] == found[:-1]


def test_half_a_surrogate_pair_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("", "投资XX万元。\ud83d" + "好" * 5000)
    found = scanned(document)
    monkeypatch.setattr(literals, "_MUCH", 0)

    assert scanned(document) == found
    assert any(found)


def test_checks_without_anchors_are_found_too() -> None:
    hits = Scanner([Pattern(pattern=".")]).hits(Document("", "甲乙"), set())

    assert [hit.span.start for _, hit in hits] == [0, 1]


def test_platform_without_the_automaton_has_the_standard_librarys_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = Document("", "投资XX万元。" * 1000)
    monkeypatch.setattr(literals, "_MUCH", 0)
    fast = scanned(document)
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)

    assert scanned(document) == fast


@given(texts)
@settings(max_examples=100, deadline=None)
def test_signs_that_the_text_holds_are_told_of(text: str) -> None:
    document, told = Document("", text), set[int]()
    for _ in SCANNER.hits(document, set(), signs=told):
        pass

    assert PLAN.signs
    for sign, number in PLAN.signs.items():
        assert number in told or not compiled(sign).search(text)


@pytest.mark.parametrize(
    ("source", "anchors"),
    [
        ("##", {(0, "##")}),
        ("(?<=。)、", {(0, "、")}),
        ("a?bc", {(0, "bc"), (1, "bc")}),
        (".待定", {(1, "待定")}),
        ("[^。]待定", None),
        (r"[^。\n]{0,2}待定", {(0, "待定"), (1, "待定"), (2, "待定")}),
        ("(?:甲方|乙方)签字", {(0, "甲方签字"), (0, "乙方签字")}),
        ("(?:甲|乙丙丁)签字", {(1, "签字"), (2, "签字"), (3, "签字")}),
        ("(?>19|20)年", {(0, "19年"), (0, "20年")}),
        (r"\d+万", None),
        ("[Xx]{2,}", {(0, "XX"), (0, "Xx"), (0, "xX"), (0, "xx")}),
        ("(?i:vip)", {(0, a + b + c) for a in "vV" for b in "iIı" for c in "pP"}),
    ],
)
def test_anchors_are_read_off_the_pattern(
    source: str, anchors: set[tuple[int, str]] | None
) -> None:
    assert anchors_of(source) == anchors


def test_a_pattern_that_takes_too_long_is_given_up_alone() -> None:
    from kanwu import expressions

    hopeless = Pattern(pattern="(?:a|b|ab)*c")
    expressions.guard(hopeless.expressions)
    given_up: set[int] = set()
    checks = [hopeless, Pattern(pattern="XX")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(expressions, "_SECONDS", 0.01)
        hits = list(Scanner(checks).hits(Document("", "ab" * 40 + "dcXX"), given_up))

    assert [number for number, _ in hits] == [1]
    assert given_up == {0}


@pytest.mark.parametrize(
    ("source", "leads"),
    [
        ("[㐀-㐃][㐀-㐃]*+", [(0x3400, 0x3403)]),
        ("(?<!甲)(?:㐀|㐁乙)", [(0x3400, 0x3400), (0x3401, 0x3401)]),
        ("㐀*乙", None),
        ("[^㐀]", None),
        ("(?i)㐀", None),
    ],
)
def test_leads_are_what_a_match_begins_with(
    source: str, leads: list[tuple[int, int]] | None
) -> None:
    assert leads_of(source) == leads


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

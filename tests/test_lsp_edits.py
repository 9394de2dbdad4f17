"""Positions, and the edits of code actions, without an editor."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

import kanwu
from kanwu.api.text import check_text
from kanwu.lsp.actions import Request, actions
from kanwu.lsp.changes import changes
from kanwu.lsp.checks import Stamp, TextResult
from kanwu.lsp.exceptions import comment
from kanwu.lsp.positions import Encoding, Positions
from kanwu.lsp.settings import Settings
from kanwu.readers import open_text
from kanwu.rule import Example
from kanwu.text import Span
from tests.editor import edited, offset, position
from tests.shipped import RULES

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
TEXTS = st.text("甲a𠮷\u2028\x85\t \n\r", max_size=30).map(lambda text: text * 20)
URI = "file:///草稿.md"


@given(TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_position_of_an_offset(text: str, encoding: Encoding, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    place = Positions(text, encoding).position(at)

    if text[at - 1 : at + 1] != "\r\n":
        assert {"line": place.line, "character": place.character} == position(text, at, encoding)
        assert Positions(text, encoding).offset(place) == at


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(0, 50), st.integers(0, 100))
def test_offset_is_within_its_line(
    text: str, encoding: Encoding, line: int, character: int
) -> None:
    positions = Positions(text, encoding)
    place = types.Position(line=line, character=character)
    try:
        at = positions.offset(place)
    except IndexError:
        assert line >= len(positions._starts)
        return
    span = positions.line(line)

    assert span.start <= at <= span.end
    assert positions.position(at).character <= character


def test_long_line_costs_no_more_than_a_short_one() -> None:
    text = "甲𠮷" * 100_000
    positions = Positions(text, "utf-8")
    measured = [positions.position(at).character for at in range(0, len(text), 500)]

    assert measured == [len(text[:at].encode()) for at in range(0, len(text), 500)]


@given(st.text("甲乙\n", max_size=30), st.text("甲乙\n", max_size=30))
def test_changes_make_the_other_text(before: str, after: str) -> None:
    assert applied(before, changes(before, after)) == after


@given(st.lists(st.text("甲乙,，", max_size=8), max_size=12), st.data())
def test_line_without_a_change_is_not_touched(lines: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, max(0, len(lines) - 1))))
    after = [f"{line}，改" if at in chosen else line for at, line in enumerate(lines)]
    text = "\n".join(lines)
    positions = Positions(text, "utf-16")
    touched = {positions.position(span.start).line for span, _ in changes(text, "\n".join(after))}

    assert touched <= chosen


def applied(text: str, made: Iterator[tuple[Span, str]]) -> str:
    for (start, end), new in sorted(made, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def checked(text: str, rules: kanwu.Ruleset, name: str = "草稿.txt") -> TextResult:
    stamp = Stamp(1, 0, Settings())
    result = check_text(text, rules, name=name)
    return TextResult(stamp, name, result, Positions(text, "utf-16"))


FIXED = [
    pytest.param(rule.code, example, id=f"{rule.code}-{number}")
    for rule in RULES
    if rule.fix and not rule.masked  # a masked text stays masked
    for number, example in enumerate(rule.card.examples)
    if example.fixed
    and example.format == "text"
    and not example.options
    and not example.typesetting
    if example.bad.count("⟦") == 1 and not example.beside
]


@pytest.fixture(scope="module")
def rulesets() -> dict[str, kanwu.Ruleset]:
    return {}


@pytest.mark.parametrize(("code", "example"), FIXED)
def test_fix_of_the_only_finding_is_that_of_the_example(
    code: str,
    example: Example,
    rulesets: dict[str, kanwu.Ruleset],
) -> None:
    if code not in rulesets:
        rulesets[code] = kanwu.Ruleset.load(isolated=True, select=[code])
    text = example.bad.replace("⟦", "").replace("⟧", "")
    found = checked(text, rulesets[code])
    request = Request(URI, 1, found, Settings(), Span(0, len(text)), ["quickfix"])
    edits = [action.edit for action in actions(request) if action.edit]

    assert len(edits) == 1
    assert edits[0] and edits[0].document_changes
    (change,) = edits[0].document_changes
    assert isinstance(change, types.TextDocumentEdit)
    plain = [
        {
            "range": {"start": _plain(edit.range.start), "end": _plain(edit.range.end)},
            "newText": edit.new_text,
        }
        for edit in change.edits
        if isinstance(edit, types.TextEdit)
    ]
    assert edited(text, plain, "utf-16") == example.fixed


def _plain(place: types.Position) -> dict[str, int]:
    return {"line": place.line, "character": place.character}


MARKDOWN = """---
title: 样稿
---

# 某县XX年总结

投资XX万元，
又投资XX万元。\x20\x20
硬换行之后XX万元。

- 第一项XX户
- 第二项XX户

  项里的段落XX户

1. 甲XX
2. 乙XX

> 引文XX万元
> 第二行XX万元

| 项目 | 数额 |
| --- | --- |
| 甲 | XX万元 |
| 乙 | XX户 |

末段XX万元。
"""


def test_comment_suppresses_its_finding_and_changes_no_block() -> None:
    rules = kanwu.Ruleset.load(isolated=True, select=["PH001"])
    before = check_text(MARKDOWN, rules, name="a.md")
    kinds = [(block.kind, block.level) for block in before.document.blocks]
    for finding in before.findings:
        text = applied(MARKDOWN, comment(finding, "原文如此"))
        after = check_text(text, rules, name="a.md")
        left = [
            (block.kind, block.level) for block in after.document.blocks if block.kind != "comment"
        ]
        line = before.document.text[slice(*before.document.line(finding.line))]

        assert len(after.findings) < len(before.findings), line
        assert left == kinds, line
        lost = {each.line for each in before.findings} - {finding.line}
        assert len(after.findings) >= len(lost) - (2 if "|" in line else 0), line
        removed = [
            each for each in difflib.ndiff(MARKDOWN.split("\n"), text.split("\n")) if each[0] == "-"
        ]
        assert len(removed) <= 1, line


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_entry_suppresses_its_finding(end: str, tmp_path: Path) -> None:
    text = f"某县投资XX万元。{end}某市投资XX万元。{end}"
    path, place = tmp_path / "稿.txt", tmp_path / "kanwu.toml"
    path.write_text(text, "utf-8", newline="")
    found = check_text(text, kanwu.Ruleset.load(isolated=True), name=str(path)).findings[0]
    from kanwu.api.permits import allow

    place.write_text(allow("", str(place), [found], "原文如此"), "utf-8")
    left = kanwu.lint_file(path, kanwu.Ruleset.load(place))

    assert [finding.line for finding in left if finding.code == found.code] == [2]


def test_reading_a_text_keeps_its_offsets() -> None:
    text = "甲\u2028乙\r\n丙\r丁\n"

    assert open_text("a.txt", text).document.text == text
    assert offset(text, {"line": 2, "character": 0}, "utf-8") == text.index("丁")

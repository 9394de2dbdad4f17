"""Expressions with a time limit give what those without one give."""

from __future__ import annotations

import re
from re import Match, Pattern

import pytest

from kanwu import expressions
from tests.commands import ROOT

TEXT = "甲乙1，甲丁22，甲丁"


@pytest.mark.parametrize(
    "within", [(), (4,), (4, 8), (4, 7), (4, 6), (5,)], ids=lambda within: f"{within}"
)
@pytest.mark.parametrize("method", ["match", "fullmatch", "search"])
def test_time_limit_changes_no_match(method: str, within: tuple[int, ...]) -> None:
    free, limited = (getattr(each, method)(TEXT, *within) for each in _free_and_limited())

    assert _span(free) == _span(limited)


@pytest.mark.parametrize("within", [(), (4, 7), (5,)], ids=lambda within: f"{within}")
def test_time_limit_changes_no_list_of_matches(within: tuple[int, ...]) -> None:
    free, limited = _free_and_limited()

    assert free.findall(TEXT, *within) == limited.findall(TEXT, *within)
    assert [*map(_span, free.finditer(TEXT, *within))] == [
        *map(_span, limited.finditer(TEXT, *within))
    ]


def test_time_limit_changes_no_text() -> None:
    free, limited = _free_and_limited()

    assert free.split(TEXT) == limited.split(TEXT)
    assert free.sub("己", TEXT) == limited.sub("己", TEXT)
    assert free.sub(_number, TEXT) == limited.sub(_number, TEXT)


def _free_and_limited() -> tuple[Pattern[str], Pattern[str]]:
    limited = "甲丁(?P<number>[0-9]{1,8})"
    expressions.limit([limited])
    return expressions.compiled(limited.replace("8", "9")), expressions.compiled(limited)


def _span(match: Match[str] | None) -> tuple[int, int] | None:
    return match and match.span()


def _number(match: Match[str]) -> str:
    return match["number"]


def test_no_group_is_possessive() -> None:
    """Python 3.11.0 to 3.11.4 match `(?:…)++` wrongly (python/cpython#106052); `(?>(?:…)+)` is right."""
    possessive = re.compile(r"(?:^|[^(\\])\)(?:[*+?]|\{\{?\d*,?\d*\}?\})\+", re.MULTILINE)
    files = [*ROOT.glob("linter/kanwu/**/*.py"), *ROOT.glob("rules/**/*.t*")]
    found = [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
        for path in files
        for text in [path.read_text("utf-8")]
        for match in possessive.finditer(text)
    ]

    assert found == []

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.numerals import from_numeral, to_numeral


@given(st.integers(0, 9999))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert from_numeral(to_numeral(number, like="一")) == number


@given(st.integers(1, 20))
def test_circled_numerals_round_trip(number: int) -> None:
    assert from_numeral(to_numeral(number, like="①")) == number


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("一百零八", 108),
        ("二〇二三", 2023),
        ("两千", 2000),
        ("12", 12),
        ("③", 3),
        ("㈣", 4),
        ("百", None),
        ("十十", None),
        ("一二百", None),
        ("", None),
    ],
)
def test_numerals_are_read(numeral: str, number: int | None) -> None:
    assert from_numeral(numeral) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [(10, "十"), (12, "十二"), (20, "二十"), (110, "一百一十"), (1005, "一千零五")],
)
def test_numbers_are_written(number: int, written: str) -> None:
    assert to_numeral(number, like="一") == written

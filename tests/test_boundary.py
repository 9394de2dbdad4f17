"""Boundaries of words."""

from kanwu.structure.boundary import is_divided
from kanwu.structure.common_words import common_words
from kanwu.text import Span


def test_characters_of_two_common_words_are_divided() -> None:
    assert is_divided("制定婚前财产协议", Span(1, 3))


def test_a_word_beside_one_common_word_is_whole() -> None:
    assert not is_divided("工作台帐已建立", Span(2, 4))
    assert not is_divided("定婚", Span(0, 2))


def test_longer_spans_are_not_divided() -> None:
    assert not is_divided("签约定货合同样本", Span(2, 6))


def test_common_words_have_two_characters() -> None:
    assert {2} == {len(word) for word in common_words()}

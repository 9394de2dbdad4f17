"""Boundaries of words: in 制定婚前财产 stand 制定 and 婚前, and no 定婚."""

from __future__ import annotations

from kanwu.text import Span


def is_divided(prose: str, span: Span) -> bool:
    """Whether the two characters of the span end one common word and begin another."""
    start, end = span
    if end - start != 2 or start == 0:
        return False
    # Only what is found asks for the words, so a run without findings does not load them.
    from kanwu.structure.common_words import common_words

    return {prose[start - 1 : start + 1], prose[end - 1 : end + 1]} <= common_words()

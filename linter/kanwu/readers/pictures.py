"""Files of pictures, in which there is no text to check or next to none."""

from __future__ import annotations

from itertools import islice

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def unread(lines: Iterable[str], has_pictures: Callable[[], bool], most: int = 1) -> str:
    """What of the file no check sees, where `most` of its lines or fewer have words; else empty."""
    with_words = (line for line in lines if any(map(str.isalpha, line)))
    count = sum(1 for _ in islice(with_words, most + 1))
    if count > most or not has_pictures():
        return ""
    if count:
        return "只有一行文字，其余是图片，须先识别成文字"
    return "没有文字可查，只有图片，须先识别成文字"

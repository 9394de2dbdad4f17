"""Titles of a document: the short paragraphs, compared with or without their numbers."""

from __future__ import annotations

from kanwu.document import BLANK, Document
from kanwu.expressions import compiled
from kanwu.text import Span

LONGEST_TITLE = 80  # code points
_NUMERAL = r"[一二三四五六七八九十百零〇\d]+"
_MARK = (
    r"^(?:第[一二三四五六七八九十百零〇\d]+[编章节条部篇]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、)](?!\d(?!\d{3}年))"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}[.、]?(?![\d年]))"
)
_RUN_IN = r"[ \t\u3000\ufffc【\[]*(?P<title>[^：:。，；\n]{2,12})[：:]"  # 摘要：本文……


def titles_behind(document: Document, start: int) -> dict[str, Span]:
    """The short paragraphs from an offset on, by their plain and by their comparable text.

    The first one of each counts.
    """
    first: dict[str, Span] = {}
    for paragraph in document.paragraphs(start):
        ended = document.prose[paragraph.end - 1] in "。；"
        if run_in := compiled(_RUN_IN).match(document.prose, *paragraph):
            first.setdefault(comparable(run_in["title"]), paragraph)
        if not ended and paragraph.end - paragraph.start <= LONGEST_TITLE:
            text = plain(document.prose[paragraph.start : paragraph.end])
            first.setdefault(text, paragraph)
            first.setdefault(_without_number(text), paragraph)
    return first


def comparable(text: str) -> str:
    """The plain text of a title without its number."""
    return _without_number(plain(text))


def plain(text: str) -> str:
    """The text of a title without white space, a colon at its end, and differences of width and case."""
    from unicodedata import is_normalized, normalize

    if not is_normalized("NFKC", text):  # a quick question, and most texts are
        text = normalize("NFKC", text)
    return "".join(text.replace(BLANK, "").split()).casefold().rstrip(":")


def number_length(text: str) -> int:
    """The code points of the number in front of a title, with the white space behind it."""
    mark = compiled(_MARK).match(text)
    return len(text) - len(text[mark.end() :].lstrip(" \t\u3000\u00a0")) if mark else 0


def level(text: str) -> str:
    """The kind of number in front of a title: 第编, 一、 or 1.1; empty without one."""
    mark = compiled(_MARK).match(plain(text))
    return compiled(_NUMERAL).sub("", mark[0]) if mark else ""


def _without_number(text: str) -> str:
    return compiled(_MARK).sub("", text)

"""The location of a paragraph in a file of a word processor, as a person points to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PartKind = Literal["body", "header", "footer", "footnote", "endnote", "page"]

_PARTS = {"header": "页眉", "footer": "页脚", "footnote": "脚注", "endnote": "尾注"}
_LONGEST_HEADING = 20  # code points


class Location(NamedTuple):
    """Where a paragraph stands; numbers are from 1, and 0 where there is nothing to number."""

    part: PartKind = "body"
    number: int = 0  # of the note or page, and of the header or footer if there are several
    text_box: int = 0  # among those of its part
    table: int = 0  # among those of its part, or of its box
    row: int = 0
    column: int = 0  # the first of those that its cell spans
    paragraph: int = 0  # among those with text in its cell, box or part; 0 on a page
    is_empty: bool = False  # the paragraph has no text, and is behind the one of that number
    heading: str = ""  # the nearest above it, as shown to a reader
    is_heading: bool = False  # the paragraph is that heading itself


def location_words(location: Location | None, language: str) -> str:
    """The location, as 表 2 第 3 行第 2 列（标题“二、主要工作”下）; empty without a location."""
    if location is None:
        return ""
    if language == "en":
        return ", ".join(_in_english(location))
    if location.part == "page":
        return f"第 {location.number} 页"
    words = ""
    for word in _in_chinese(location):
        words += f" {word}" if words[-1:].isdigit() else word
    if location.heading:
        below = "" if location.is_heading else "下"
        words += f"（标题“{_shortened(location.heading)}”{below}）"
    return words


def plain_location(location: Location | None, language: str) -> dict[str, Any]:
    """The location as plain data, if lines are not what a person sees."""
    if location is None:
        return {}
    fields = location_fields(location)
    return {"location": {"words": location_words(location, language), **fields}}


def location_fields(location: Location) -> dict[str, Any]:
    """The location for programs, without the fields that say nothing."""
    return {name: field for name, field in zip(location._fields, location, strict=True) if field}


def _in_chinese(location: Location) -> Iterator[str]:
    is_plain = not (location.text_box or location.table)
    if location.part != "body":
        name = _PARTS[location.part]
        yield f"{name} {location.number}" if location.number else name
    elif is_plain:
        yield "正文"
    if location.text_box:
        yield f"文本框 {location.text_box}"
    if location.table:
        yield f"表 {location.table} 第 {location.row} 行第 {location.column} 列"
    if location.paragraph > 1 or (location.paragraph and location.part == "body" and is_plain):
        yield f"第 {location.paragraph} 段"
    if location.is_empty and is_plain:
        yield "后的空段" if location.paragraph else "开头的空段"


def _in_english(location: Location) -> Iterator[str]:
    is_plain = not (location.text_box or location.table)
    if location.part != "body" or is_plain:
        yield f"{location.part} {location.number}" if location.number else location.part
    if location.text_box:
        yield f"text box {location.text_box}"
    if location.table:
        yield f"table {location.table}, row {location.row}, column {location.column}"
    if location.paragraph > 1 or (location.paragraph and location.part == "body" and is_plain):
        behind = "empty paragraph after " if location.is_empty else ""
        yield f"{behind}paragraph {location.paragraph}"
    if location.heading:
        relation = "heading" if location.is_heading else "under"
        yield f"{relation} “{_shortened(location.heading)}”"


def _shortened(heading: str) -> str:
    heading = " ".join(heading.split())
    is_long = len(heading) > _LONGEST_HEADING
    return heading[: _LONGEST_HEADING - 1] + "…" if is_long else heading

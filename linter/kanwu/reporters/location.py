"""The location of a finding, in words and as fields."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from kanwu.location import Location

_PARTS = {"header": "页眉", "footer": "页脚", "footnote": "脚注", "endnote": "尾注"}
_LONGEST_HEADING = 20  # code points


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

"""The location of a paragraph in a file of a word processor, as a person points to it."""

from __future__ import annotations

from typing import Literal, NamedTuple

PartKind = Literal["body", "header", "footer", "footnote", "endnote", "page"]


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

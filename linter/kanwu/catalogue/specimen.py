"""The text of an example as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kanwu.document import Document, Pitched, Sheet, Stretch, Typesetting
from kanwu.readers import html, markdown, plain
from kanwu.rule import Example
from kanwu.text import Span

_PAGE_NUMBER = "▣"  # as the reader of Word files writes it
_TYPE = re.compile(r"(?P<face>.*?) ?(?P<size>[\d.]+)?")


def specimen(text: str, example: Example) -> Document:
    """The document of a text of the example, in its format and typesetting."""
    if example.format == "markdown":
        return markdown.parse("", text)
    if example.format == "html":
        return html.parse("", text, encoding="utf-8")
    table = example.typesetting
    if table is None:
        return plain.parse("", text)
    typesetting = _typesetting(text, table)
    return Document("", text, format="docx", typesetting=lambda: typesetting)


def _typesetting(text: str, table: Mapping[str, Any]) -> Typesetting:
    """The typesetting of the text by the table; a key that is not there leaves it unknown.

    `paper` is width and height, `margins` are above, right, below and left, all in millimetres;
    `type` has the face and size of pieces of the text, each as "宋体 22"; `pitch` is the distance
    of lines in points. A ▣ stands for the printed number of a page.
    """
    width, height = table["paper"] or (210, 297)
    margins = table["margins"] or (None,) * 4
    return Typesetting(
        sheets=(Sheet(Span(0, len(text)), width, height, *margins),),
        stretches=tuple(sorted(_stretches(text, table["type"]))),
        pitched=tuple(_pitched(text, table["pitch"])) if table["pitch"] else (),
        page_numbers=tuple(Span(*match.span()) for match in re.finditer(_PAGE_NUMBER, text)),
    )


def _stretches(text: str, types: Mapping[str, str]) -> Iterator[Stretch]:
    for piece, type in types.items():
        if match := _TYPE.fullmatch(type):
            face, size = match["face"], float(match["size"] or 0)
            for occurrence in re.finditer(re.escape(piece), text):
                yield Stretch(Span(*occurrence.span()), face, face, size)


def _pitched(text: str, pitch: float) -> Iterator[Pitched]:
    for line in re.finditer(r".+", text):
        yield Pitched(Span(*line.span()), pitch)

"""The text of an example as the document that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kanwu.document import Document, Pitched, Sheet, Stretch, Typesetting
from kanwu.readers import markdown
from kanwu.rule import Example
from kanwu.text import Span

_PAGE_NUMBER = "▣"  # as the reader of Word files has it
_TYPE = re.compile(r"(?P<face>.*?) ?(?P<size>[\d.]+)?")


def specimen(text: str, example: Example) -> Document:
    """The document that a text of the example is."""
    if example.format == "markdown":
        return markdown.parse("", text)
    table = example.typesetting
    if table is None:
        return Document("", text)
    set_so = _typesetting(text, table)
    return Document("", text, format="docx", typesetting=lambda: set_so)


def _typesetting(text: str, table: Mapping[str, Any]) -> Typesetting:
    """How the table says that the text is set; of what it does not speak, nothing is known.

    `paper` is width and height, `margins` are above, right, below and left, all in millimetres;
    `type` names faces and sizes for pieces of the text, each as "宋体 22"; `pitch` is from line to
    line, in points. The number of the page is printed where ▣ stands.
    """
    width, height = table["paper"] or (210, 297)
    margins = table["margins"] or (None,) * 4
    return Typesetting(
        sheets=(Sheet(Span(0, len(text)), width, height, *margins),),
        stretches=tuple(sorted(_stretches(text, table["type"]))),
        pitched=tuple(_pitched(text, table["pitch"])) if table["pitch"] else (),
        page_numbers=tuple(Span(*one.span()) for one in re.finditer(_PAGE_NUMBER, text)),
    )


def _stretches(text: str, types: Mapping[str, str]) -> Iterator[Stretch]:
    for piece, type in types.items():
        if match := _TYPE.fullmatch(type):
            for found in re.finditer(re.escape(piece), text):
                face, size = match["face"], float(match["size"] or 0)
                yield Stretch(Span(*found.span()), face, face, size)


def _pitched(text: str, pitch: float) -> Iterator[Pitched]:
    for line in re.finditer(r".+", text):
        yield Pitched(Span(*line.span()), pitch)

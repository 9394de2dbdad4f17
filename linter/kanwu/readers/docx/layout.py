"""The text of a Word file laid out: each paragraph is a line, and one part follows another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from kanwu.document import Block, Document, Part, Typesetting
from kanwu.readers.docx.numbering import Numbering
from kanwu.readers.docx.ooxml import R, W
from kanwu.readers.docx.package import Package
from kanwu.readers.docx.pieces import Paragraph
from kanwu.readers.docx.story import paragraphs
from kanwu.readers.docx.styles import Styles
from kanwu.readers.paragraphs import editable_spans
from kanwu.readers.xml import Element, Tree
from kanwu.text import Span

_NOTES = ("footnotes", "endnotes")
_MARGINS = ("header", "footer")
_MARGIN_TAGS = (W + "hdr", W + "ftr")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


class Line(NamedTuple):
    """A line of the document's text, which is a paragraph at its place."""

    paragraph: Paragraph
    part: str
    span: Span  # without the line end
    level: int  # of a heading, from 1; 0 for any other paragraph


def text_parts(package: Package) -> list[str]:
    """The parts that hold text, in reading order: the body, notes, headers and footers."""
    notes = (part for kind in _NOTES for part in package.parts_of_kind(kind))
    margins = {
        relationship.id: relationship.part
        for relationship in package.relationships(package.main)
        if relationship.kind in _MARGINS
    }
    references = package.tree(package.main).iter(W + "headerReference", W + "footerReference")
    used_margins = (margins.get(reference.get(R + "id", "")) for reference in references)
    return list(dict.fromkeys(part for part in (package.main, *notes, *used_margins) if part))


def place_paragraphs(package: Package, trees: Mapping[str, Tree]) -> Iterator[Line]:
    """The lines of the parts, each with its automatic number in front."""
    styles = Styles(package.root_of_kind("styles"))
    numbering = Numbering(package.root_of_kind("numbering"), styles)
    start = 0
    for part, paragraph in _paragraphs(trees):
        if number := numbering.count(paragraph.element):
            paragraph = paragraph._replace(pieces=(number, *paragraph.pieces))
        end = start + len(paragraph.text)
        yield Line(paragraph, part, Span(start, end), styles.heading_level(paragraph.element))
        start = end + 1


def lay_out(name: str, lines: Sequence[Line], typesetting: Callable[[], Typesetting]) -> Document:
    """The document of the lines; `typesetting` is called when a check asks for it."""
    return Document(
        name,
        "".join(f"{line.paragraph.text}\n" for line in lines),
        prose="".join(f"{_prose(line.paragraph)}\n" for line in lines),
        blocks=tuple(_blocks(lines)),
        format="docx",
        editable=tuple(
            span
            for line in lines
            for span in editable_spans(line.paragraph.pieces, line.span.start)
        ),
        parts=tuple(_parts(lines)),
        typesetting=typesetting,
    )


def _paragraphs(trees: Mapping[str, Tree]) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs in reading order, each with the name of its part."""
    for name, tree in trees.items():
        for story in _stories(tree.getroot()):
            for paragraph in paragraphs(story):
                yield name, paragraph


def _stories(root: Element) -> Iterator[Element]:
    """The stories of a part; each note is a story."""
    if root.tag in (W + "footnotes", W + "endnotes"):
        for note in root.iterchildren(W + "footnote", W + "endnote"):
            if note.get(W + "type") not in _SEPARATORS:
                yield note
    else:
        yield root


def _prose(paragraph: Paragraph) -> str:
    return "".join(piece.prose for piece in paragraph.pieces)


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    for paragraph, _, span, level in lines:
        # A header or footer is no running text; a cell is the nearest kind of block.
        root = paragraph.element.getroottree().getroot()
        is_cell = paragraph.is_cell or root.tag in _MARGIN_TAGS
        if span.start < span.end and (is_cell or level):
            yield Block("cell", span) if is_cell else Block("heading", span, level)


def _parts(lines: Iterable[Line]) -> Iterator[Part]:
    number = 1
    for name, lines_of_part in groupby(lines, key=lambda line: line.part):
        yield Part(number, name)
        number += sum(1 for _ in lines_of_part)

"""The text of a Word file laid out: each paragraph is a line, and one part follows another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kanwu.document import Block, Document, Typesetting
from kanwu.location import Location, PartKind
from kanwu.readers.docx.numbering import Numbering
from kanwu.readers.docx.ooxml import R, W
from kanwu.readers.docx.package import Package
from kanwu.readers.docx.pieces import Paragraph, has_own_mark
from kanwu.readers.docx.story import paragraphs
from kanwu.readers.docx.styles import Styles
from kanwu.readers.locations import Locations
from kanwu.readers.paragraphs import editable_spans
from kanwu.readers.source_code import without_code
from kanwu.readers.xml import Element, Tree
from kanwu.text import Span

_NOTES = ("footnotes", "endnotes")
_MARGINS = ("header", "footer")
_NOTE_KINDS: Mapping[str, PartKind] = {W + "footnotes": "footnote", W + "endnotes": "endnote"}
_MARGIN_KINDS: Mapping[str, PartKind] = {W + "hdr": "header", W + "ftr": "footer"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


class Line(NamedTuple):
    """A line of the document's text, which is a paragraph at its place."""

    paragraph: Paragraph
    part: str
    span: Span  # without the line end
    level: int  # of a heading, from 1; 0 for any other paragraph
    location: Location


class _Story(NamedTuple):
    """The body, a header, a footer or a note."""

    element: Element
    part: str  # its name
    kind: PartKind
    number: int  # of a note, and of one header or footer of several; otherwise 0


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
    locations = Locations()
    start = 0
    for story in _stories(package.main, trees):
        for paragraph in paragraphs(story.element):
            if number := numbering.count(paragraph.element):
                paragraph = paragraph._replace(pieces=(number, *paragraph.pieces))
            text = paragraph.text
            span = Span(start, start + len(text))
            location = locations.next(text, paragraph.cell, paragraph.box, story.kind, story.number)
            level = styles.heading_level(paragraph.element)
            yield Line(paragraph, story.part, span, level, location)
            start = span.end + 1


def lay_out(name: str, lines: Sequence[Line], typesetting: Callable[[], Typesetting]) -> Document:
    """The document of the lines; `typesetting` is called when a check asks for it."""
    whole = "".join(f"{_prose(line.paragraph)}\n" for line in lines)
    prose, blocks = without_code(whole, tuple(_blocks(lines)))
    return Document(
        name,
        "".join(f"{line.paragraph.text}\n" for line in lines),
        prose=prose,
        blocks=blocks,
        format="docx",
        editable=tuple(
            span
            for line in lines
            for span in editable_spans(line.paragraph.pieces, line.span.start)
        ),
        locations=tuple(line.location for line in lines),
        typesetting=typesetting,
    )


def _stories(main: str, trees: Mapping[str, Tree]) -> Iterator[_Story]:
    """The stories in reading order; each note is a story."""
    roots = {name: tree.getroot() for name, tree in trees.items()}
    totals = Counter(root.tag for root in roots.values())
    counts = Counter[object]()
    for name, root in roots.items():
        if kind := _NOTE_KINDS.get(str(root.tag)):
            numbers = _note_numbers(roots[main], kind)
            for note in root.iterchildren(W + kind):
                if note.get(W + "type") not in _SEPARATORS:
                    yield _Story(note, name, kind, numbers.get(note.get(W + "id", ""), 0))
        else:
            counts[root.tag] += 1
            number = counts[root.tag] if totals[root.tag] > 1 else 0
            kind = _MARGIN_KINDS.get(str(root.tag), "body")
            yield _Story(root, name, kind, 0 if kind == "body" else number)


def _note_numbers(body: Element, kind: PartKind) -> Mapping[str, int]:
    """The numbers of notes by id, as if they were counted through the whole document."""
    marks = body.iter(f"{W}{kind}Reference")
    ids = (mark.get(W + "id", "") for mark in marks if not has_own_mark(mark))
    return {id: number for number, id in enumerate(dict.fromkeys(ids), 1)}


def _prose(paragraph: Paragraph) -> str:
    return "".join(piece.prose for piece in paragraph.pieces)


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    for paragraph, _, span, level, location in lines:
        # A header or footer is no running text; a cell is the nearest kind of block.
        is_cell = paragraph.cell is not None or location.part in _MARGINS
        if span.start < span.end and (is_cell or level):
            yield Block("cell", span) if is_cell else Block("heading", span, level)

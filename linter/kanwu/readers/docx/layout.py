"""The layout of a Word file as a document: every paragraph a line, part behind part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from kanwu.document import Block, Document, Part, Typesetting
from kanwu.readers.docx.numbering import Numbering
from kanwu.readers.docx.ooxml import R, W
from kanwu.readers.docx.package import Package
from kanwu.readers.docx.pieces import Line
from kanwu.readers.docx.story import lines
from kanwu.readers.docx.styles import Styles
from kanwu.readers.xml import Element, Tree
from kanwu.text import Span

_NOTES = ("footnotes", "endnotes")
_MARGINS = ("header", "footer")
_MARGIN_TAGS = (W + "hdr", W + "ftr")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


class Placed(NamedTuple):
    """A paragraph in its part, and where it stands in the text."""

    line: Line
    part: str
    span: Span  # without the line end
    level: int  # of a heading; 0 of another paragraph


def text_parts(package: Package) -> list[str]:
    """The parts that hold text, in the order in which they are read."""
    notes = (part for kind in _NOTES for part in package.of_kind(kind))
    margins = {one.id: one.part for one in package.related(package.main) if one.kind in _MARGINS}
    references = package.tree(package.main).iter(W + "headerReference", W + "footerReference")
    named = (margins.get(one.get(R + "id", "")) for one in references)
    return list(dict.fromkeys(part for part in (package.main, *notes, *named) if part))


def placed(package: Package, trees: Mapping[str, Tree]) -> Iterator[Placed]:
    """Every paragraph of the parts, with its automatic number in front."""
    styles = Styles(package.root_of("styles"))
    numbering = Numbering(package.root_of("numbering"), styles)
    start = 0
    for name, tree in trees.items():
        for story in _stories(tree.getroot()):
            for line in lines(story):
                if number := numbering.next(line.paragraph):
                    line = line._replace(pieces=(number, *line.pieces))
                end = start + len(line.text)
                yield Placed(line, name, Span(start, end), styles.heading(line.paragraph))
                start = end + 1


def document(
    name: str, paragraphs: tuple[Placed, ...], typesetting: Callable[[], Typesetting]
) -> Document:
    return Document(
        name,
        "".join(f"{one.line.text}\n" for one in paragraphs),
        prose="".join(f"{_prose(one.line)}\n" for one in paragraphs),
        blocks=tuple(_blocks(paragraphs)),
        format="docx",
        editable=tuple(span for one in paragraphs for span in _editable(one)),
        parts=tuple(_parts(paragraphs)),
        typesetting=typesetting,
    )


def _stories(root: Element) -> Iterator[Element]:
    """The stories of a part: each note is one."""
    if root.tag in (W + "footnotes", W + "endnotes"):
        for note in root.iterchildren(W + "footnote", W + "endnote"):
            if note.get(W + "type") not in _SEPARATORS:
                yield note
    else:
        yield root


def _prose(line: Line) -> str:
    return "".join(piece.prose for piece in line.pieces)


def _blocks(paragraphs: tuple[Placed, ...]) -> Iterator[Block]:
    for line, _, span, level in paragraphs:
        # What stands in a margin is no running text either, and no kind of block is nearer.
        is_cell = line.is_cell or line.paragraph.getroottree().getroot().tag in _MARGIN_TAGS
        if span.start < span.end and (is_cell or level):
            yield Block("cell", span) if is_cell else Block("heading", span, level)


def _editable(paragraph: Placed) -> Iterator[Span]:
    start = paragraph.span.start
    for fixed, pieces in groupby(paragraph.line.pieces, key=lambda piece: piece.kind == "fixed"):
        end = start + sum(len(piece.text) for piece in pieces)
        if not fixed:
            yield Span(start, end)
        start = end


def _parts(paragraphs: tuple[Placed, ...]) -> Iterator[Part]:
    line = 1
    for name, own in groupby(paragraphs, key=lambda one: one.part):
        yield Part(line, name)
        line += sum(1 for _ in own)

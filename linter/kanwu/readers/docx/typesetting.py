"""How a Word file is set on paper: its sections, the type of its runs, the pitch of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple

from kanwu.document import Pitched, Sheet, Stretch, Typesetting
from kanwu.readers.docx.cascade import Cascade, Faces, Spacing, Type
from kanwu.readers.docx.layout import Line
from kanwu.readers.docx.ooxml import W, enclosing, whole_number
from kanwu.readers.docx.package import Package
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.docx.styles import Styles
from kanwu.readers.paragraphs import OBJECT
from kanwu.readers.xml import Element
from kanwu.text import Span

_MILLIMETRES_PER_TWIP = 25.4 / 1440  # a twip is a 20th of a point
_PAGE_NUMBER_TAGS = (W + "fldChar", W + "fldSimple", W + "pgNum")
_GRID_TYPES = ("lines", "linesAndChars", "snapToChars")
# The height of a line in sizes of its type, whatever the face.
_LEAST_HEIGHT, _GREATEST_HEIGHT = 1.0, 1.4


class _SetLine(NamedTuple):
    """A line with the stretches in which it is set."""

    line: Line
    stretches: tuple[Stretch, ...]


class _Section(NamedTuple):
    """A section of the body."""

    properties: Element  # w:sectPr
    lines: Sequence[_SetLine]


def typesetting(package: Package, lines: Iterable[Line]) -> Typesetting:
    """The typesetting of the lines, which are all lines of the package."""
    root = package.root_of_kind("styles")
    faces = Faces(package.root_of_kind("theme"), package.root_of_kind("settings"))
    defaults = None if root is None else root.find(W + "docDefaults")
    cascade = Cascade(Styles(root), defaults, faces)
    set_lines = [_SetLine(line, tuple(_stretches(line, cascade))) for line in lines]
    body = [set_line for set_line in set_lines if set_line.line.part == package.main]
    sections = list(_sections(body))
    return Typesetting(
        tuple(sheet for section in sections if (sheet := _sheet(section))),
        tuple(stretch for set_line in set_lines for stretch in set_line.stretches),
        tuple(pitched for section in sections for pitched in _pitched(section, cascade)),
        tuple(span for set_line in set_lines for span in _page_numbers(set_line.line)),
    )


def _sections(lines: Sequence[_SetLine]) -> Iterator[_Section]:
    """The sections of the body; the last section's properties stand behind all paragraphs."""
    start = 0
    for end, (line, _) in enumerate(lines, 1):
        if (properties := line.paragraph.element.find(f"{W}pPr/{W}sectPr")) is not None:
            yield _Section(properties, lines[start:end])
            start = end
    if rest := lines[start:]:
        tree = rest[0].line.paragraph.element.getroottree()
        if (last := tree.find(f"{W}body/{W}sectPr")) is not None:
            yield _Section(last, rest)


def _sheet(section: _Section) -> Sheet | None:
    """The paper of the section; None if its size is not given."""
    properties, lines = section
    span = Span(lines[0].line.span.start, lines[-1].line.span.end)
    size, margins = properties.find(W + "pgSz"), properties.find(W + "pgMar")
    width, height = _length(size, "w"), _length(size, "h")
    if width is None or height is None:
        return None
    top, right, bottom, left = (
        _length(margins, side) for side in ("top", "right", "bottom", "left")
    )
    gutter = _length(margins, "gutter") or 0
    return Sheet(span, width, height, top, right, bottom, None if left is None else left + gutter)


def _length(element: Element | None, attribute: str) -> float | None:
    """A length in millimetres; None if it is not given."""
    text = "" if element is None else element.get(W + attribute, "")
    twips = text.removeprefix("-")  # a negative margin is one that no header pushes away
    return whole_number(twips) * _MILLIMETRES_PER_TWIP if twips.isdecimal() else None


def _stretches(line: Line, cascade: Cascade) -> Iterator[Stretch]:
    start = line.span.start
    typed = ((_type(piece, line, cascade), piece) for piece in line.paragraph.pieces)
    for type, group in groupby(typed, key=lambda pair: pair[0]):
        end = start + sum(len(piece.text) for _, piece in group)
        yield Stretch(Span(start, end), *type)
        start = end


def _type(piece: Piece, line: Line, cascade: Cascade) -> Type:
    run = enclosing(_shown_element(piece), "r")
    # An automatic number is in no run, and has a form of its own.
    return Type() if run is None else cascade.type(run, line.paragraph.element)


def _shown_element(piece: Piece) -> Element:
    """The element that shows the text of the piece; for a page number, the number last shown."""
    if not _is_page_number(piece):
        return piece.element
    if piece.element.tag == W + "fldSimple":
        return next(piece.element.iter(W + "r"), piece.element)
    run = enclosing(piece.element, "r")
    earlier_runs = () if run is None else run.itersiblings(W + "r", preceding=True)
    return next((run for run in earlier_runs if run.find(W + "t") is not None), piece.element)


def _is_page_number(piece: Piece) -> bool:
    return piece.text == OBJECT and piece.element.tag in _PAGE_NUMBER_TAGS


def _page_numbers(line: Line) -> Iterator[Span]:
    start = line.span.start
    for piece in line.paragraph.pieces:
        end = start + len(piece.text)
        if _is_page_number(piece):
            yield Span(start, end)
        start = end


def _pitched(section: _Section, cascade: Cascade) -> Iterator[Pitched]:
    grid_pitch = _grid_pitch(section.properties)
    for line, stretches in section.lines:
        spacing = cascade.spacing(line.paragraph.element)
        if pitch := _pitch(spacing, grid_pitch, [stretch.size for stretch in stretches]):
            yield Pitched(line.span, pitch)


def _grid_pitch(properties: Element) -> float:
    """The distance of lines in the section's grid, in points; 0 without a grid."""
    grid = properties.find(W + "docGrid")
    if grid is None or grid.get(W + "type") not in _GRID_TYPES:
        return 0
    return whole_number(grid.get(W + "linePitch")) / 20


def _pitch(spacing: Spacing, grid_pitch: float, sizes: Sequence[float]) -> float:
    """The distance from line to line, in points; 0 where it depends on the installed faces."""
    if spacing.rule == "exact":
        return spacing.line / 20
    if spacing != Spacing() or not (grid_pitch and sizes and min(sizes)):
        return 0
    # A line takes up as many lines of the grid as it needs.
    fewest, most = (
        ceil(max(sizes) * height / grid_pitch) for height in (_LEAST_HEIGHT, _GREATEST_HEIGHT)
    )
    return grid_pitch * fewest if fewest == most else 0

"""How a Word file is set on paper: its sections, the type of its runs, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple

from kanwu.document import Pitched, Sheet, Stretch, Typesetting
from kanwu.readers.docx.cascade import Cascade, Faces, Spacing, Type
from kanwu.readers.docx.layout import Placed
from kanwu.readers.docx.ooxml import W, above, number
from kanwu.readers.docx.package import Package
from kanwu.readers.docx.pieces import OBJECT, Piece
from kanwu.readers.docx.styles import Styles
from kanwu.readers.xml import Element
from kanwu.text import Span

_MILLIMETRES = 25.4 / 1440  # of a 20th of a point
_PAGE_MARKS = (W + "fldChar", W + "fldSimple", W + "pgNum")
_GRIDS = ("lines", "linesAndChars", "snapToChars")
_LOWEST, _HIGHEST = 1.0, 1.4  # of a line, in sizes of the type, whatever the face


class _Set(NamedTuple):
    """A paragraph as it is set."""

    placed: Placed
    stretches: tuple[Stretch, ...]


class _Section(NamedTuple):
    about: Element  # w:sectPr
    paragraphs: Sequence[_Set]


def typesetting(package: Package, paragraphs: Iterable[Placed]) -> Typesetting:
    """How the paragraphs, which are all that the package holds, are set."""
    root = package.root_of("styles")
    faces = Faces(package.root_of("theme"), package.root_of("settings"))
    defaults = None if root is None else root.find(W + "docDefaults")
    cascade = Cascade(Styles(root), defaults, faces)
    every = [_Set(one, tuple(_stretches(one, cascade))) for one in paragraphs]
    sections = list(_sections([one for one in every if one.placed.part == package.main]))
    return Typesetting(
        tuple(sheet for section in sections if (sheet := _sheet(section))),
        tuple(stretch for one in every for stretch in one.stretches),
        tuple(pitched for section in sections for pitched in _pitched(section, cascade)),
        tuple(span for one in every for span in _page_numbers(one.placed)),
    )


def _sections(paragraphs: Sequence[_Set]) -> Iterator[_Section]:
    """The sections of the body; the last is told of behind all paragraphs."""
    start = 0
    for at, one in enumerate(paragraphs, 1):
        if (about := one.placed.line.paragraph.find(f"{W}pPr/{W}sectPr")) is not None:
            yield _Section(about, paragraphs[start:at])
            start = at
    if rest := paragraphs[start:]:
        tree = rest[0].placed.line.paragraph.getroottree()
        if (last := tree.find(f"{W}body/{W}sectPr")) is not None:
            yield _Section(last, rest)


def _sheet(section: _Section) -> Sheet | None:
    about, paragraphs = section
    span = Span(paragraphs[0].placed.span.start, paragraphs[-1].placed.span.end)
    size, margins = about.find(W + "pgSz"), about.find(W + "pgMar")
    width, height = _length(size, "w"), _length(size, "h")
    if width is None or height is None:
        return None
    top, right, bottom, left = (
        _length(margins, side) for side in ("top", "right", "bottom", "left")
    )
    gutter = _length(margins, "gutter") or 0
    return Sheet(span, width, height, top, right, bottom, None if left is None else left + gutter)


def _length(element: Element | None, side: str) -> float | None:
    """A length in millimetres."""
    text = "" if element is None else element.get(W + side, "")
    twips = text.removeprefix("-")  # of a margin that no header pushes away
    return number(twips) * _MILLIMETRES if twips.isdecimal() else None


def _stretches(paragraph: Placed, cascade: Cascade) -> Iterator[Stretch]:
    start = paragraph.span.start
    typed = ((_type(piece, paragraph, cascade), piece) for piece in paragraph.line.pieces)
    for type, pieces in groupby(typed, key=lambda one: one[0]):
        end = start + sum(len(piece.text) for _, piece in pieces)
        yield Stretch(Span(start, end), *type)
        start = end


def _type(piece: Piece, paragraph: Placed, cascade: Cascade) -> Type:
    run = above(_shown(piece), "r")
    # A number that Word puts in front has a form of its own.
    return Type() if run is None else cascade.type(run, paragraph.line.paragraph)


def _shown(piece: Piece) -> Element:
    """What the text of a piece stands in; of the number of a page, the number last shown."""
    if not _is_page_number(piece):
        return piece.element
    if piece.element.tag == W + "fldSimple":
        return next(piece.element.iter(W + "r"), piece.element)
    run = above(piece.element, "r")
    before = () if run is None else run.itersiblings(W + "r", preceding=True)
    return next((one for one in before if one.find(W + "t") is not None), piece.element)


def _is_page_number(piece: Piece) -> bool:
    return piece.text == OBJECT and piece.element.tag in _PAGE_MARKS


def _page_numbers(paragraph: Placed) -> Iterator[Span]:
    start = paragraph.span.start
    for piece in paragraph.line.pieces:
        end = start + len(piece.text)
        if _is_page_number(piece):
            yield Span(start, end)
        start = end


def _pitched(section: _Section, cascade: Cascade) -> Iterator[Pitched]:
    grid = _grid(section.about)
    for placed, stretches in section.paragraphs:
        spacing = cascade.spacing(placed.line.paragraph)
        if pitch := _pitch(spacing, grid, [stretch.size for stretch in stretches]):
            yield Pitched(placed.span, pitch)


def _grid(about: Element) -> float:
    """How far the lines of a section's grid are apart, in points; 0 without one."""
    grid = about.find(W + "docGrid")
    if grid is None or grid.get(W + "type") not in _GRIDS:
        return 0
    return number(grid.get(W + "linePitch")) / 20


def _pitch(spacing: Spacing, grid: float, sizes: Sequence[float]) -> float:
    """From line to line, in points; 0 where it depends on what faces there are."""
    if spacing.rule == "exact":
        return spacing.line / 20
    if spacing != Spacing() or not (grid and sizes and min(sizes)):
        return 0
    # A line takes up as many lines of the grid as it needs.
    fewest, most = (ceil(max(sizes) * share / grid) for share in (_LOWEST, _HIGHEST))
    return grid * fewest if fewest == most else 0

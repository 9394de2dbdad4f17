"""Fields on a line: underlined spaces around a text are the rest of a line that is filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from kanwu.readers.docx.ooxml import enclosing, value
from kanwu.readers.docx.pieces import Piece

# A text on a line, but for what is printed between the places to fill in: ____年____月.
_FILLED = re.compile(
    r"(?P<before>_*)(?P<text>(?![年月日元万亿人户亩份条款号%（(：:])[^\s_](?:.*?[^\s_])?)"
    r"(?P<after>_*)(?P<end>[，。；、]?)"
)


def without_filled(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a paragraph, in whose prose lines at the ends of a filled field are spaces."""
    if not any("_" in piece.prose and piece.prose != piece.text for piece in pieces):
        return tuple(pieces)
    parts: list[Piece] = []
    for is_underlined, group in groupby(pieces, _is_underlined):
        stretch = list(group)
        parts += _as_filled(stretch) if is_underlined else stretch
    return tuple(parts)


def _is_underlined(piece: Piece) -> bool:
    run = enclosing(piece.element, "r")
    return run is not None and value(run, "rPr/u", "none") != "none"


def _as_filled(group: list[Piece]) -> list[Piece]:
    prose = "".join(piece.prose for piece in group)
    match = _FILLED.fullmatch(prose)
    if match is None:
        return group
    text = "".join(piece.text for piece in group)
    shown = text[: match.end("before")] + match["text"] + text[match.start("after") :]
    filled, start = [], 0
    for piece in group:
        end = start + len(piece.prose)
        filled.append(piece._replace(prose=shown[start:end]))
        start = end
    return filled

"""How a text is set on paper, as far as its format says: paper, type, and lines."""

from __future__ import annotations

from kanwu.text import Span
from kanwu.values import NamedTuple


class Sheet(NamedTuple):
    """The paper of a section, in millimetres; margins are None where the file does not say."""

    span: Span  # of the section's text
    width: float
    height: float
    top: float | None
    right: float | None
    bottom: float | None
    left: float | None


class Stretch(NamedTuple):
    """Text within a paragraph that is set in one face and size; empty and 0: not known."""

    span: Span
    face: str  # of Chinese characters
    latin: str  # of Latin letters and digits
    size: float  # in points


class Pitched(NamedTuple):
    """A paragraph of which it is known how far its lines are apart."""

    span: Span
    pitch: float  # from line to line, in points


class Typesetting(NamedTuple):
    """A document as it is set, in the order of its text; what is not known is left out."""

    sheets: tuple[Sheet, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    pitched: tuple[Pitched, ...] = ()
    page_numbers: tuple[Span, ...] = ()  # where the number of the page is printed

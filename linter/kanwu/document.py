"""What is checked: a text, and what its format says of the parts of it."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.text import LineIndex, Position, Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Literal, TypeVar, TypeVarTuple

    T = TypeVar("T")
    About = TypeVarTuple("About")
    BlockKind = Literal["heading", "cell", "code", "comment", "front-matter"]

# Stands in `Document.prose` for each code point that is not prose: U+FFFC, object replacement.
BLANK = "\ufffc"
# What may stand before the first character of a paragraph.
INDENT = " \t\u3000\u00a0" + BLANK


class Block(NamedTuple):
    """A part that the format itself marks as more than a paragraph of text."""

    kind: BlockKind
    span: Span
    level: int = 0  # of a heading, from 1


class Part(NamedTuple):
    """A part of a file that has several, by the line (from 1) of the text that it begins on."""

    line: int
    name: str


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


class Document:
    """One report, decoded and divided: the only thing that a check sees.

    `text` is the text exactly as it stands. `prose` is as long as the text, offset for offset,
    with one paragraph a line: what is not prose (code, link targets, markup) is BLANK there, and
    every line end within a paragraph too. In plain text, prose is the text.
    """

    __slots__ = (
        "_lines",
        "_memory",
        "_typesetting",
        "blocks",
        "editable",
        "format",
        "hidden",
        "name",
        "parts",
        "prose",
        "text",
    )

    def __init__(
        self,
        name: str,
        text: str,
        *,
        prose: str | None = None,
        blocks: tuple[Block, ...] = (),
        format: str = "text",
        editable: tuple[Span, ...] | None = None,
        parts: tuple[Part, ...] = (),
        typesetting: Callable[[], Typesetting] | None = None,
    ) -> None:
        self.name = name
        self.text = text
        self.prose = _paragraphs_on_lines(text) if prose is None else prose
        self.blocks = blocks
        self.format = format
        # Where the file's form lets edits be made, each within one of the spans; None: anywhere.
        self.editable = editable
        self.parts = parts
        self._typesetting = typesetting  # called only when a check asks
        self._memory: dict[tuple[Any, ...], Any] = {}
        self._lines: LineIndex | None = None
        self.hidden: tuple[Span, ...] = ()  # spans that are shown masked

    def once(self, make: Callable[[Document, *About], T], *about: *About) -> T:
        """What `make` makes of this document, made at the first asking and kept."""
        key = (make, *about)
        if key not in self._memory:
            self._memory[key] = make(self, *about)
        made: T = self._memory[key]
        return made

    def as_text(self) -> Document:
        """The same document with all of its text as prose, for rules about any text at all."""
        return self.once(_all_prose) or self

    @property
    def typesetting(self) -> Typesetting | None:
        """How the document is set on paper; None where its format does not say."""
        return self.once(_typeset)

    @property
    def paragraph_starts(self) -> list[int]:
        """Where each paragraph starts, be it empty."""
        return self.once(_paragraph_starts)

    def paragraph(self, offset: int) -> Span:
        """The paragraph around the offset, without its line end."""
        starts = self.paragraph_starts
        number = bisect_right(starts, offset)
        end = starts[number] - 1 if number < len(starts) else len(self.prose)
        return Span(starts[number - 1], end)

    def paragraphs(self, start: int = 0) -> Iterator[Span]:
        """Every paragraph that is not empty, in order, from the start of one on."""
        prose = self.prose
        while start < len(prose):
            end = prose.find("\n", start)
            end = len(prose) if end < 0 else end
            if start < end:
                yield Span(start, end)
            start = end + 1

    def block(self, offset: int) -> Block | None:
        """The block that the offset lies in; None in a plain paragraph."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        if at >= 0 and offset < self.blocks[at].span.end:
            return self.blocks[at]
        return None

    def hide(self, spans: Iterable[Span]) -> None:
        """Have what stands in the spans masked wherever the document is shown to a reader."""
        self.hidden = tuple(spans)

    @property
    def shown(self) -> str:
        """The text as a reader may see it: as long as the text, with what is hidden masked."""
        return self.once(_masked, self.hidden) if self.hidden else self.text

    def quote(self, span: Span) -> str:
        """The text of the span as a reader may see it."""
        return self.shown[span.start : span.end]

    def without_hidden(self, text: str) -> str:
        """The text, which may repeat words of the document, with what is hidden masked."""
        for start, end in self.hidden:
            if (secret := self.text[start:end]) in text:
                text = text.replace(secret, self.shown[start:end])
        return text

    def position(self, offset: int) -> Position:
        return self._index.position(offset)

    def place(self, line: int) -> tuple[str, int] | None:
        """The part that the line lies in, and which of its paragraphs it is; None without parts."""
        at = bisect_right(self.parts, line, key=lambda part: part.line) - 1
        return (self.parts[at].name, line - self.parts[at].line + 1) if at >= 0 else None

    def whole_line(self, number: int) -> Span:
        """The line (from 1) of the text, with its end."""
        starts = self._index.starts
        return Span(starts[number - 1], starts[number] if number < len(starts) else len(self.text))

    def line(self, number: int) -> Span:
        """The line (from 1) of the text, without its end."""
        start, end = self.whole_line(number)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    @property
    def _index(self) -> LineIndex:
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines


def _all_prose(document: Document) -> Document | None:
    # Not the document itself, where it is all prose: in its own memory, only the collector frees it.
    prose = _paragraphs_on_lines(document.text)
    return None if prose == document.prose else Document(document.name, document.text)


def _typeset(document: Document) -> Typesetting | None:
    return document._typesetting() if document._typesetting else None


def _masked(document: Document, hidden: tuple[Span, ...]) -> str:
    shown = list(document.text)
    for start, end in hidden:
        few = 3 if end - start > 8 else 1  # with the last two enough to know it again
        for at in range(start + few, end - 2):
            if shown[at].isalnum():
                shown[at] = "*"
    return "".join(shown)


def _paragraph_starts(document: Document) -> list[int]:
    return LineIndex(document.prose).starts


def _paragraphs_on_lines(text: str) -> str:
    # Of CRLF both are line ends in prose: an empty paragraph between two is no paragraph.
    return text.replace("\r", "\n") if "\r" in text else text

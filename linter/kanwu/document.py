"""The document: a text, and its parts as marked by its format."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.text import LineIndex, Position, Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Literal, TypeVar, TypeVarTuple

    from kanwu.location import Location

    T = TypeVar("T")
    About = TypeVarTuple("About")
    BlockKind = Literal["heading", "item", "cell", "code", "comment", "front-matter"]

# The character in `Document.prose` for each code point outside prose: U+FFFC, object replacement.
BLANK = "\ufffc"
# Characters that may precede the first character of a paragraph.
INDENT = " \t\u3000\u00a0" + BLANK


class Block(NamedTuple):
    """A part that the format marks as more than a plain paragraph."""

    kind: BlockKind
    span: Span
    level: int = 0  # of a heading, from 1


class Declaration(NamedTuple):
    """A declaration of an encoding, in a file that is in another one."""

    span: Span  # of the declared name
    encoding: str  # of the file, as people call it


class Sheet(NamedTuple):
    """The paper of a section, in millimetres; unknown margins are None."""

    span: Span  # of the section's text
    width: float
    height: float
    top: float | None
    right: float | None
    bottom: float | None
    left: float | None


class Stretch(NamedTuple):
    """Text within a paragraph in one face and size; empty and 0 mean unknown."""

    span: Span
    face: str  # of Chinese characters
    latin: str  # of Latin letters and digits
    size: float  # in points


class Pitched(NamedTuple):
    """A paragraph with a known distance between its lines."""

    span: Span
    pitch: float  # from line to line, in points


class Typesetting(NamedTuple):
    """The setting of a document on paper, in the order of its text, without unknown parts."""

    sheets: tuple[Sheet, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    pitched: tuple[Pitched, ...] = ()
    page_numbers: tuple[Span, ...] = ()  # of the printed page numbers


class Document:
    """One report, decoded and divided: the only thing that a check sees.

    `text` is the exact text. `prose` has the same offsets as the text, and one paragraph a line:
    code, link targets, markup and line ends within a paragraph are BLANK there. In plain text,
    prose is the text.
    """

    __slots__ = (
        "_lines",
        "_memory",
        "_typesetting",
        "blocks",
        "editable",
        "false_declaration",
        "format",
        "hidden",
        "locations",
        "name",
        "prose",
        "text",
        "unread",
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
        locations: tuple[Location, ...] = (),
        typesetting: Callable[[], Typesetting] | None = None,
        false_declaration: Declaration | None = None,
        unread: str = "",
    ) -> None:
        self.name = name
        self.text = text
        self.prose = paragraphs_on_lines(text) if prose is None else prose
        self.blocks = blocks
        self.format = format
        # Spans of the file that can be edited, each edit within one span; None for all.
        self.editable = editable
        self.locations = locations  # of every line; empty if lines are what a person sees
        self._typesetting = typesetting  # called only if a check needs it
        self.false_declaration = false_declaration
        self.unread = unread  # what of the file no check sees, as a line for the user
        self._memory: dict[tuple[Any, ...], Any] = {}
        self._lines: LineIndex | None = None
        self.hidden: tuple[Span, ...] = ()  # shown masked

    def once(self, make: Callable[[Document, *About], T], *about: *About) -> T:
        """The result of `make` for this document, made at the first call and kept."""
        key = (make, *about)
        if key not in self._memory:
            self._memory[key] = make(self, *about)
        result: T = self._memory[key]
        return result

    def as_text(self) -> Document:
        """The same document with all of its text as prose, for rules about any text at all."""
        return self.once(_all_prose) or self

    @property
    def typesetting(self) -> Typesetting | None:
        """The setting of the document on paper; None if its format does not say."""
        return self.once(_typeset)

    @property
    def paragraph_starts(self) -> list[int]:
        """The start of each paragraph, with empty ones."""
        return self.once(_paragraph_starts)

    def paragraph(self, offset: int) -> Span:
        """The paragraph around the offset, without its line end."""
        starts = self.paragraph_starts
        number = bisect_right(starts, offset)
        end = starts[number] - 1 if number < len(starts) else len(self.prose)
        return Span(starts[number - 1], end)

    def paragraphs(self, start: int = 0) -> Iterator[Span]:
        """Every paragraph that is not empty, in order; `start` is the start of a paragraph."""
        prose = self.prose
        while start < len(prose):
            end = prose.find("\n", start)
            end = len(prose) if end < 0 else end
            if start < end:
                yield Span(start, end)
            start = end + 1

    def block(self, offset: int) -> Block | None:
        """The block at the offset; None in a plain paragraph."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        if at >= 0 and offset < self.blocks[at].span.end:
            return self.blocks[at]
        return None

    def hide(self, spans: Iterable[Span]) -> None:
        """Mask the spans wherever the document is shown to a reader."""
        self.hidden = tuple(spans)

    @property
    def shown(self) -> str:
        """The text as shown to a reader: of the same length, with hidden spans masked."""
        return self.once(_masked, self.hidden) if self.hidden else self.text

    def quote(self, span: Span) -> str:
        """The text of the span as shown to a reader."""
        return self.shown[span.start : span.end]

    def without_hidden(self, text: str) -> str:
        """The text with repeated hidden words of the document masked."""
        for start, end in self.hidden:
            if (secret := self.text[start:end]) in text:
                text = text.replace(secret, self.shown[start:end])
        return text

    def position(self, offset: int) -> Position:
        return self._index.position(offset)

    def location(self, line: int) -> Location | None:
        """The location of the line (from 1); None if lines are what a person sees."""
        # The end of the text is a line of its own, which belongs to the last paragraph.
        return self.locations[min(line, len(self.locations)) - 1] if self.locations else None

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
    # Never the document itself: held in its own memory, only the garbage collector would free it.
    prose = paragraphs_on_lines(document.text)
    return None if prose == document.prose else Document(document.name, document.text)


def _typeset(document: Document) -> Typesetting | None:
    return document._typesetting() if document._typesetting else None


def _masked(document: Document, hidden: tuple[Span, ...]) -> str:
    shown = list(document.text)
    for start, end in hidden:
        shown_start = 3 if end - start > 8 else 1  # code points that identify it, with the last two
        for at in range(start + shown_start, end - 2):
            if shown[at].isalnum():
                shown[at] = "*"
    return "".join(shown)


def _paragraph_starts(document: Document) -> list[int]:
    return LineIndex(document.prose).starts


def paragraphs_on_lines(text: str) -> str:
    """The text as prose, if all of it is."""
    # CRLF becomes two line ends in prose; the empty paragraph between them does no harm.
    return text.replace("\r", "\n") if "\r" in text else text

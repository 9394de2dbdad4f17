"""The Markdown of reports: CommonMark, GitHub's tables, and syntax of site generators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from re import Match, Pattern

from marko import block, inline
from marko.ext.gfm import elements as gfm
from marko.parser import Parser
from marko.source import Source

from kanwu.readers.markdown.dialects import Indented, Opaque, OpaqueLines

# Running text without any of these is a single element, and marko need not search it.
_MARKUP = re.compile(
    r"[\\`*_\[<~$@{]|://|www\.|:[a-z0-9+-]|(?<![^\n])[:!?]|[+=-]\}|\+\+|\(ref:|!!!| \n"
)

_TABLE_HEAD = re.compile(
    r"""(?mx)
    [^\n|]* \| [^\n]* \n
    [ \t>]*+ (?=[^\n]*\|) (?: \| [ \t]* )? :?-+:? [ \t]* (?: \| [ \t]* (?: :?-+:? [ \t]* )? )* $
    """
)
_LINE = re.compile(r"(?m)[^\n]*$\n?")
_compiled = cache(re.compile)
_DEEPEST_NESTING = 200  # of lists, their items and quotes; no place is visited more often


class MarkdownParser(Parser):
    """Parses a source into elements, each with its place in the source as `source_span`."""

    def __init__(self) -> None:
        super().__init__()
        for element in (gfm.TableRow, gfm.TableCell, gfm.Alert, *_ELEMENTS):
            self.add_element(element)

    def parse(self, text: str) -> block.Document:
        source = _Source(text)
        source.parser = self
        document = block.Document()
        with source.under_state(document):
            document.children = self.parse_source(source)
            self.parse_inline(document, source)
        return document

    def _parse_inline(
        self, text: str, source: Source, positions: Sequence[int] | None = None
    ) -> list[inline.InlineElement]:
        if not positions or (_MARKUP.search(text) and not _is_too_long(text)):
            return super()._parse_inline(text, source, positions)
        element = inline.RawText(text)
        element.source_span = (positions[0], positions[-1] + 1)
        return [element]


class _Source(Source):
    """marko's source, which ends where marko's would not, and looks for a line's prefix once."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._place_and_visits = (0, 0)
        self._place_and_state: tuple[int, block.BlockElement | None] = (-1, None)
        self._line: Match[str] | None = None  # at that place
        self._prefix_length = 0  # of that line; -1 if it does not begin with the prefix

    def expect_re(self, regexp: Pattern[str] | str) -> Match[str] | None:
        # Outside lists and quotes no line has a prefix.
        length = self._length_of_prefix() if len(self._states) > 1 else 0
        if length < 0:
            self.match = self._line
            return None
        self.match = match = self._expect_re(regexp, self.pos + length)
        return match

    def _expect_re(self, regexp: Pattern[str] | str, pos: int) -> Match[str] | None:
        if isinstance(regexp, str):
            regexp = _compiled(regexp)
        return regexp.match(self._buffer, pos)

    def _length_of_prefix(self) -> int:
        """That of the prefix before the present place; each kind of block asks for it there."""
        place, state = self._place_and_state
        if place != self.pos or state is not self._states[-1]:
            self._place_and_state = (self.pos, self._states[-1])
            self._line = _LINE.match(self._buffer, self.pos)
            assert self._line is not None  # all of the pattern is optional
            self._prefix_length = self.match_prefix(self.prefix, self._line.group())
        return self._prefix_length

    def _update_prefix(self) -> None:
        super()._update_prefix()
        self._place_and_state = (-1, None)

    @property
    def _current_pos(self) -> int:
        # Where tabs open a nested quote, as in `>\t  >a`, marko stays at one place for ever.
        place, visits = self._place_and_visits
        self._place_and_visits = (self.pos, visits + 1 if place == self.pos else 0)
        if max(visits, len(self._states)) > _DEEPEST_NESTING:
            raise RecursionError("nested too deep, or endlessly")
        return self.pos + max(self._length_of_prefix(), 0)


def _is_too_long(text: str) -> bool:
    """Whether marko, whose time grows with the square of the length, would take too long."""
    return len(text) > 50_000 or len(text) * text.count("](") > 20_000_000


class Paragraph(gfm.Paragraph):
    """A table may follow its last line directly, as on GitHub."""

    override = True

    @classmethod
    def break_paragraph(cls, source: Source, lazy: bool = False) -> bool:
        if super().break_paragraph(source, lazy):
            return True
        return not lazy and _TABLE_HEAD.match(source._buffer, source.pos) is not None


class Table(gfm.Table):
    """Tried only where a table can begin: marko takes the square of a run of spaces to refuse."""

    override = True

    @classmethod
    def match(cls, source: Source) -> bool:
        if _TABLE_HEAD.match(source._buffer, source.pos) is None:
            return False
        return bool(super().match(source))  # type: ignore[no-untyped-call]


class LineBreak(inline.LineBreak):
    """marko's, but each run of spaces is searched once."""

    override = True
    pattern = r"((?<! ) *|\\)\n(?!\Z)"


class LinkRefDef(block.LinkRefDef):
    """`[label]: target`, but not a footnote `[^label]: text`, whose text is prose."""

    override = True
    # marko's also searches for the end of the paragraph, and does not use it.
    pattern = re.compile(r" {,3}(\[)(?!\^)")


class List(block.List):
    """Its numbers are ASCII: marko's `\\d` takes `２０.` for one too."""

    override = True
    pattern = re.compile(r" {,3}([0-9]{1,9}[.)]|[*\-+])[ \t\n\r\f]")


class ListEntry(block.ListItem):
    """Numbered as its list."""

    override = True
    pattern = List.pattern


class Strikethrough(gfm.Strikethrough):
    """`~~` only: a single `~` between figures is a range."""

    override = True
    pattern = re.compile(r"(?<!~)(~~)([^~]+)~~(?!~)")


_ELEMENTS = (
    *(Paragraph, Table, LinkRefDef, List, ListEntry, OpaqueLines, Indented),
    *(LineBreak, Opaque, Strikethrough),
)

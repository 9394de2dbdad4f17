"""Elements of Markdown beyond CommonMark: of site generators, editors and TeX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import Match

from marko import block, inline
from marko.inline_parser import MatchObj
from marko.source import Source

from kanwu.expressions import compiled
from kanwu.readers.markdown import syntax
from kanwu.text import Span


class Opaque(inline.InlineElement):
    """A span of syntax: an address, a formula, a shortcode, the target of a wikilink.

    An address ends with its last ASCII character. GitHub's would go on to the next space, over “，”
    and the rest of the sentence.
    """

    priority = 8  # above tags and escapes, which it may hold
    parse_group = 0
    words: Span | None = None  # the text in it that is shown

    @classmethod
    def find(cls, text: str, *, source: Source) -> Iterator[Match[str]]:
        matches = compiled(syntax.SPAN).finditer(text)
        return (match for match in matches if not _is_passed_over(match[0]))

    def _set_extra_source_spans(
        self, match: Match[str] | MatchObj, positions: Sequence[int] | None
    ) -> None:
        if positions is None or not isinstance(match, Match):
            return
        start, end = match.span("words")
        if start < end:
            self.words = Span(positions[start], positions[end - 1] + 1)


class OpaqueLines(block.BlockElement):
    """Whole lines of syntax: a container's fence, a formula, a shortcode."""

    priority = 9  # above a rule, with which the front matter of a slide begins
    breaks_paragraph = True
    expression = syntax.LINE

    def __init__(self, match: Match[str]) -> None:
        self.words = Span(*match.span("words"))  # the text in it that is shown

    @classmethod
    def match(cls, source: Source) -> Match[str] | None:
        return source.expect_re(compiled(cls.expression))

    @classmethod
    def parse(cls, source: Source) -> block.BlockElement:
        assert source.match is not None  # since `match` has just matched
        element = cls(source.match)
        source.consume()
        return element


class Indented(OpaqueLines):
    """A line of syntax and the blocks below it that are indented by four spaces."""

    expression = syntax.HEAD
    _prefix = " {4}"

    @classmethod
    def parse(cls, source: Source) -> block.BlockElement:
        element = super().parse(source)
        with source.under_state(element):
            element.children = source.parser.parse_source(source)
        return element


def _is_passed_over(span: str) -> bool:
    """Whether it is code, a comment or an escape, which marko knows."""
    return span.startswith(("`", "<!--")) or (span[0] == "\\" and len(span) == 2)

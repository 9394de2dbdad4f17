"""Markdown as reports write it: CommonMark, GitHub's tables, and what stands among prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import Match, Pattern

from marko import block, inline
from marko.ext.gfm import elements as gfm
from marko.parser import Parser
from marko.source import Source

# Without any of these, running text is one piece, and marko need not go through it.
_MARKUP = re.compile(r"[\\`*_\[<~$]|://|www\.|\{[#/]| \n")

_TABLE_HEAD = re.compile(
    r"""(?mx)
    [^\n|]* \| [^\n]* \n
    [ \t>]*+ (?=[^\n]*\|) (?: \| [ \t]* )? :?-+:? [ \t]* (?: \| [ \t]* (?: :?-+:? [ \t]* )? )* $
    """
)
_DEEPEST = 200  # lists and quotes within each other, a list and its item counted apart


class MarkdownParser(Parser):
    """Each element that it gives knows its place in the source, its `source_span`."""

    def __init__(self) -> None:
        super().__init__()
        for element in (gfm.TableRow, gfm.TableCell, gfm.Alert, *_OWN):
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
        if not positions or (_MARKUP.search(text) and not _is_endless(text)):
            return super()._parse_inline(text, source, positions)
        whole = inline.RawText(text)
        whole.source_span = (positions[0], positions[-1] + 1)
        return [whole]


class _Source(Source):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._place_and_visits = (0, 0)

    def expect_re(self, regexp: Pattern[str] | str) -> Match[str] | None:
        # Outside lists and quotes no line has a prefix to match: half as fast again for most text.
        if len(self._states) > 1:
            return super().expect_re(regexp)
        self.match = self._expect_re(regexp, self.pos)
        return self.match

    @property
    def _current_pos(self) -> int:
        # Where tabs open a nested quote, as in `>\t  >a`, marko does not get on, nor end.
        place, visits = self._place_and_visits
        self._place_and_visits = (self.pos, visits + 1 if place == self.pos else 0)
        if max(visits, len(self._states)) > _DEEPEST:
            raise RecursionError("nested too deep, or for ever")
        return super()._current_pos


def _is_endless(text: str) -> bool:
    """No person wrote this as one paragraph, and marko takes the square of its length."""
    return len(text) > 50_000 or len(text) * text.count("](") > 20_000_000


class Paragraph(gfm.Paragraph):
    """A table may follow its last line at once, as on GitHub."""

    override = True

    @classmethod
    def break_paragraph(cls, source: Source, lazy: bool = False) -> bool:
        if super().break_paragraph(source, lazy):
            return True
        return not lazy and _TABLE_HEAD.match(source._buffer, source.pos) is not None


class Table(gfm.Table):
    """Tried only where one can begin: marko takes the square of a run of spaces to find none."""

    override = True

    @classmethod
    def match(cls, source: Source) -> bool:
        if _TABLE_HEAD.match(source._buffer, source.pos) is None:
            return False
        return bool(super().match(source))  # type: ignore[no-untyped-call]


class LineBreak(inline.LineBreak):
    """marko's, but each run of spaces is looked at once."""

    override = True
    pattern = r"((?<! ) *|\\)\n(?!\Z)"


class LinkRefDef(block.LinkRefDef):
    """`[label]: target`, but not a footnote, `[^label]: text`: that text is prose."""

    override = True
    # marko's looks for the end of the paragraph too, each time, and makes no use of it.
    pattern = re.compile(r" {,3}(\[)(?!\^)")


class _Lines(block.BlockElement):
    """Whole lines, none of them prose."""

    virtual = True
    priority = 7
    breaks_paragraph = True
    pattern: Pattern[str]

    @classmethod
    def match(cls, source: Source) -> Match[str] | None:
        return source.expect_re(cls.pattern)

    @classmethod
    def parse(cls, source: Source) -> block.BlockElement:
        source.consume()
        return cls()


class Formula(_Lines):
    """What stands between two lines of `$$`."""

    virtual = False
    pattern = re.compile(r"(?m) {,3}\$\$[ \t]*\n(?:[^\n$]+\n){1,200}[ \t]*\$\$[ \t]*$\n?")


class ContainerFence(_Lines):
    """`:::`, which opens or closes a container in many site generators."""

    virtual = False
    pattern = re.compile(r"(?m) {,3}:{3,}[^\n]*$\n?")


class Opaque(inline.InlineElement):
    """A bare address, a formula, the mark of a footnote or the name of a heading.

    Addresses end where ASCII does: GitHub's go on to the next space, over “，” and the sentence.
    """

    parse_group = 0
    pattern = re.compile(
        r"""(?x)
          (?: (?:https?|ftp):// | (?<![\w.@/])www\. )
          (?: [A-Za-z0-9\-._~:/?\#@!$&'+,;=%] | \( [A-Za-z0-9\-._~:/?\#@!$&'+,;=%]{0,200} \) )+
          (?<= [A-Za-z0-9/_~=&\#+%\-)] )
        | \$\$ [^$\n]{1,500} \$\$
        | (?<![\\$A-Za-z0-9]) \$ (?![\s$]) [^$\n，。；、]{1,200} (?<![\s\\]) \$ (?![\d$])
        | \[\^ [^\]\[\s]{1,60} \] :?
        | \{\# [\w.:\-]+ \}
        | \{/\* [^\n]{0,200}? \*/\}
        """
    )


class Strikethrough(gfm.Strikethrough):
    """`~~` only: a single `~` between figures stands for a range."""

    override = True
    pattern = re.compile(r"(?<!~)(~~)([^~]+)~~(?!~)")


_OWN = (
    *(Paragraph, Table, LinkRefDef, Formula, ContainerFence),
    *(LineBreak, Opaque, Strikethrough),
)

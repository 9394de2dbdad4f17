"""Comments to kanwu in a document: `<!-- kanwu: off PT001,QT 理由 -->`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.rule import ALL, Rule, matches
from kanwu.text import Span
from kanwu.values import NamedTuple

# The verbs that suppress, and `on`, which ends an `off`.
VERBS = ("off", "on", "off-line", "off-next-line", "off-file")

_ADDRESS = r"\s{0,9}kanwu\s{0,9}[:：]\s{0,9}(?P<verb>[A-Za-z-]{0,20})"
# Any Latin word counts as a selector, so that a slip never suppresses more than was meant.
_SELECTOR = r"[\W_]{0,9}(?P<selector>[A-Za-zＡ-Ｚａ-ｚ][A-Za-zＡ-Ｚａ-ｚ\d_-]{0,80})"
_COMMA = r"\s{0,9}[,，、]"
_AROUND_REASON = " \t\r\n:：,，、-—"


class Comment(NamedTuple):
    """A comment on the rules of one selector; a comment with several selectors gives several."""

    verb: str  # possibly not in VERBS
    selector: str
    reason: str
    span: Span
    reach: Span  # of the starts of the findings it is about


def comments(document: Document) -> Iterator[Comment]:
    """The comments to kanwu, in order."""
    for block in document.blocks:
        if block.kind != "comment":
            continue
        text = document.text[slice(*block.span)].removeprefix("<!--").removesuffix("-->")
        if address := compiled(_ADDRESS).match(text):
            verb = address["verb"]
            selectors, end = _selectors(text, address.end())
            reason = text[end:].strip(_AROUND_REASON)
            reach = _reach(verb, block.span, document)
            for selector in selectors:
                yield Comment(verb, selector, reason, block.span, reach)


def reaches(comments: Iterable[Comment], rule: Rule) -> Iterator[tuple[int, Span]]:
    """The number of each comment that suppresses the rule, and its reach."""
    begun: tuple[int, Span] | None = None
    for number, comment in enumerate(comments):
        if comment.verb not in VERBS or not matches(comment.selector, rule):
            continue
        if comment.verb not in ("off", "on"):
            yield number, comment.reach
            continue
        if begun:
            yield begun[0], Span(begun[1].start, comment.span.start)
        begun = (number, comment.reach) if comment.verb == "off" else None
    if begun:
        yield begun


def _selectors(text: str, start: int) -> tuple[list[str], int]:
    """The selectors from the start on, separated by commas, and the start of the rest."""
    selectors, end = [], start
    while match := compiled(_SELECTOR).match(text, start):
        selectors.append(match["selector"])
        end = match.end()
        comma = compiled(_COMMA).match(text, end)
        if comma is None:
            break
        start = comma.end()
    return selectors or [ALL], end


def _reach(verb: str, span: Span, document: Document) -> Span:
    after = len(document.text) + 1  # a finding may be at the very end
    if verb == "off-file":
        return Span(0, after)
    if verb == "off-line":
        return _line_at(span.start, document)
    if verb == "off-next-line":
        return _line_at(_next_line(span.end, document), document)
    return Span(span.start, after)


def _line_at(offset: int, document: Document) -> Span:
    """The line at the offset, up to the start of the next line."""
    line = document.position(offset).line
    if line == document.position(len(document.text)).line:
        return Span(document.line(line).start, len(document.text) + 1)
    return Span(document.line(line).start, document.line(line + 1).start)


def _next_line(offset: int, document: Document) -> int:
    """The start of the next line with text outside comments; else the end of the text."""
    offset = _line_at(offset, document).end
    while offset < len(document.text):
        block = document.block(offset)
        if block and block.kind == "comment":
            offset = block.span.end
        elif document.text[offset].isspace():
            offset += 1
        else:
            return offset
    return len(document.text)

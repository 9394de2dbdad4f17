"""HTML divided into text and markup, as a browser divides it.

The standard library's parser is not used: it takes half a minute for 60 KB of `<a <a <a`, takes
the rest of a page for text behind a stray `&#`, and changes with Python's patch releases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match
from typing import Literal, NamedTuple

TokenKind = Literal["text", "open", "close", "empty", "raw", "comment", "markup"]


# The content of these elements is neither markup nor prose.
RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes")
# The content of these elements is text with references, but without tags.
_UNTAGGED = ("title", "textarea")
_CLOSING = {name: re.compile(rf"(?i)</{name}(?=[ \t\n\r\f/>])|\Z") for name in (*RAW, *_UNTAGGED)}

# https://html.spec.whatwg.org/multipage/parsing.html#tokenization
# An unended tag or comment goes on to the end of the file.
_MARKUP = re.compile(
    r"""(?xs)
    < (?:
        (?P<comment> !-- (?: -?> | .*? (?: --!?> | \Z ) ) )
      | (?P<other> (?: [!?] | / (?! [A-Za-z] | \Z ) ) [^>]*+ (?: > | \Z ) )
      | (?P<slash> / )? (?P<name> [A-Za-z] [^ \t\n\r\f/>]*+ )
        (?> (?: [^>"'=]++ | = [ \t\n\r\f]*+ (?: "[^"]*+ (?: " | \Z ) | '[^']*+ (?: ' | \Z ) )? | ["'] )* )
        (?: (?P<empty> (?<=/) > ) | > | \Z )
    )
  | (?P<reference> & (?: \# (?: [xX] [0-9A-Fa-f]++ | [0-9]++ ) | [A-Za-z] [A-Za-z0-9]*+ ) ;?+ )
    """
)
_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9A-Fa-f]++|[0-9]++)|[A-Za-z][A-Za-z0-9]*+);?+")
_LONGEST_REFERENCE = 33  # code points, as of &CounterClockwiseContourIntegral;


class Token(NamedTuple):
    """A stretch of the source, half-open, in code points."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""  # of the element, if the token is a tag; in lower case


def tokens(source: str) -> Iterator[Token]:
    """The tokens of the source, without gaps between them."""
    done = offset = 0
    while match := _MARKUP.search(source, offset):
        token = _token(match)
        offset = match.end()
        if token is None:
            continue
        yield from _text(done, token.start)
        yield token
        done = offset = token.end
        if token.kind == "open" and token.name in _CLOSING:
            closing = _CLOSING[token.name].search(source, offset)
            assert closing is not None  # it matches at the end of the source, at the latest
            done = offset = closing.start()
            if token.name not in RAW:
                yield from _untagged(source, token.end, offset)
            elif token.end < offset:
                yield Token("raw", token.end, offset)
    yield from _text(done, len(source))


def _token(match: Match[str]) -> Token | None:
    """The token of the markup; None for an ampersand that stands for itself."""
    start, end = match.span()
    if match["reference"]:
        length = _reference_length(match[0])
        return Token("markup", start, start + length) if length else None
    if match["comment"] or match["other"]:
        return Token("comment" if match["comment"] else "markup", start, end)
    name = match["name"].lower()
    if match["slash"]:
        return Token("close", start, end, name)
    return Token("empty" if match["empty"] else "open", start, end, name)


def _reference_length(candidate: str) -> int:
    """The length of the beginning that a browser takes for a reference; 0 for none, as in R&D."""
    if candidate[1] == "#":
        return len(candidate)
    from html.entities import html5

    # Old names need no semicolon, even before a letter.
    lengths = range(min(len(candidate), _LONGEST_REFERENCE), 1, -1)
    return next((length for length in lengths if candidate[1:length] in html5), 0)


def _untagged(source: str, start: int, end: int) -> Iterator[Token]:
    for match in _REFERENCE.finditer(source, start, end):
        if length := _reference_length(match[0]):
            yield from _text(start, match.start())
            start = match.start() + length
            yield Token("markup", match.start(), start)
    yield from _text(start, end)


def _text(start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token("text", start, end)

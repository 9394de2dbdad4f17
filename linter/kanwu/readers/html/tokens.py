"""HTML cut into text and markup, where a browser would cut it.

The standard library's parser is not used: it takes half a minute for 60 KB of `<a <a <a`, gives the
rest of a page as text behind a stray `&#`, and does otherwise with each of Python's patches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match
from typing import Literal, NamedTuple

Kind = Literal["text", "open", "close", "empty", "raw", "comment", "markup"]


# What they hold is no markup and no prose.
RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes")
# What they hold is text with references, but without tags.
_PLAIN = ("title", "textarea")
_CLOSING = {name: re.compile(rf"(?i)</{name}(?=[ \t\n\r\f/>])|\Z") for name in (*RAW, *_PLAIN)}

# https://html.spec.whatwg.org/multipage/parsing.html#tokenization
# What is not ended goes on to the end of the file.
_MARKUP = re.compile(
    r"""(?xs)
    < (?:
        (?P<comment> !-- (?: -?> | .*? (?: --!?> | \Z ) ) )
      | (?P<other> (?: [!?] | / (?! [A-Za-z] | \Z ) ) [^>]*+ (?: > | \Z ) )
      | (?P<slash> / )? (?P<name> [A-Za-z] [^ \t\n\r\f/>]*+ )
        (?: [^>"'=]++ | = [ \t\n\r\f]*+ (?: "[^"]*+ (?: " | \Z ) | '[^']*+ (?: ' | \Z ) )? | ["'] )*+
        (?: (?P<empty> (?<=/) > ) | > | \Z )
    )
  | (?P<reference> & (?: \# (?: [xX] [0-9A-Fa-f]++ | [0-9]++ ) | [A-Za-z] [A-Za-z0-9]*+ ) ;?+ )
    """
)
_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9A-Fa-f]++|[0-9]++)|[A-Za-z][A-Za-z0-9]*+);?+")
_LONGEST_NAME = 33  # of a reference, with its semicolon: &CounterClockwiseContourIntegral;


class Token(NamedTuple):
    """A stretch of the source; of a tag, the element's name in small letters too."""

    kind: Kind
    start: int
    end: int
    name: str = ""


def tokens(source: str) -> Iterator[Token]:
    """The source from its start to its end, without gaps."""
    done = at = 0
    while match := _MARKUP.search(source, at):
        token = _token(match)
        at = match.end()
        if token is None:
            continue
        yield from _text(done, token.start)
        yield token
        done = at = token.end
        if token.kind == "open" and token.name in _CLOSING:
            closing = _CLOSING[token.name].search(source, at)
            assert closing is not None  # at the end, if nowhere else
            done = at = closing.start()
            if token.name not in RAW:
                yield from _plain(source, token.end, at)
            elif token.end < at:
                yield Token("raw", token.end, at)
    yield from _text(done, len(source))


def _token(match: Match[str]) -> Token | None:
    """The markup; None for an ampersand that is one."""
    start, end = match.span()
    if match["reference"]:
        length = _length_of_reference(match[0])
        return Token("markup", start, start + length) if length else None
    if match["comment"] or match["other"]:
        return Token("comment" if match["comment"] else "markup", start, end)
    name = match["name"].lower()
    if match["slash"]:
        return Token("close", start, end, name)
    return Token("empty" if match["empty"] else "open", start, end, name)


def _length_of_reference(written: str) -> int:
    """How much of it a browser takes for a reference; 0 for none, as in R&D."""
    if written[1] == "#":
        return len(written)
    from html.entities import html5

    # Old names hold without a semicolon, and with letters behind them.
    lengths = range(min(len(written), _LONGEST_NAME), 1, -1)
    return next((length for length in lengths if written[1:length] in html5), 0)


def _plain(source: str, start: int, end: int) -> Iterator[Token]:
    for match in _REFERENCE.finditer(source, start, end):
        if length := _length_of_reference(match[0]):
            yield from _text(start, match.start())
            start = match.start() + length
            yield Token("markup", match.start(), start)
    yield from _text(start, end)


def _text(start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token("text", start, end)

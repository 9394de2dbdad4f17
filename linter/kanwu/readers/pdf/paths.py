"""Paths of a PDF: the rules of tables stay; pdfminer takes minutes to draw outlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfplumber import page

# Text is matched to be kept; its strings may have brackets in them.
_TEXT_OR_PATHS = re.compile(
    rb"""(?xs)
    \bBT\b (?> (?: [^(E]++ | E (?! T\b )
                 | \( (?> (?: [^()\\]++ | \\. | \( (?> (?: [^()\\]++ | \\. )* ) \) )* ) \) | \( )* )
  | (?<! \S ) (?P<paths> (?> (?: (?> (?: [-+.0-9]++ \s++ ){0,6} )
                                 (?: [mlcvyhSsfFBbnW] \*? | re ) (?! \S ) \s*+ )+ ) )
    """
)


_STRAIGHT = {b"l", b"re"}
_BENT = {b"c", b"v", b"y"}
_DRAWS = {b"S", b"s", b"F", b"f", b"f*", b"B", b"B*", b"b", b"b*"}
MOST_BYTES_OF_RULES = 20_000  # on a page; more may draw words or a picture
_MOST_BYTES_KEPT = 40_000  # of a stream; more rules than those of a table take long


@contextmanager
def without_outlines() -> Iterator[Callable[[], int]]:
    """Make pdfplumber pass over paths that are no rules; gives the bytes of all paths so far."""
    size = 0

    class TextInterpreter(PDFPageInterpreter):
        def execute(self, streams: Sequence[object]) -> None:
            nonlocal size
            for stream in map(stream_value, streams):
                size += _remove_outlines(stream)
            super().execute(streams)

    names = vars(page)
    names["PDFPageInterpreter"] = TextInterpreter
    try:
        yield lambda: size
    finally:
        names["PDFPageInterpreter"] = PDFPageInterpreter


def _remove_outlines(stream: PDFStream) -> int:
    """Remove paths from the stream; the bytes of them and of the rules that stay."""
    size = rules = 0

    def kept(match: re.Match[bytes]) -> bytes:
        nonlocal size, rules
        paths = match["paths"]
        if not paths:
            return match[0]
        size += len(paths)
        if rules + len(paths) > _MOST_BYTES_KEPT or not _is_rule(paths):
            return b""
        rules += len(paths)
        return paths

    stream.data = _TEXT_OR_PATHS.sub(kept, stream.get_data())
    return size


def _is_rule(paths: bytes) -> bool:
    """Whether the paths are lines and boxes that are drawn: no curves, no bounds of text."""
    words = set(paths.split())
    return bool(words & _DRAWS) and bool(words & _STRAIGHT) and not words & _BENT

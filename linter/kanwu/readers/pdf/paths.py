"""Lines and outlines of a PDF, which pdfminer takes minutes to draw and which hold no text."""

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


@contextmanager
def without_paths() -> Iterator[Callable[[], int]]:
    """Make pdfplumber pass over paths; gives the number of bytes that wrote them so far."""
    removed = 0

    class TextInterpreter(PDFPageInterpreter):
        def execute(self, streams: Sequence[object]) -> None:
            nonlocal removed
            for stream in map(stream_value, streams):
                size = len(stream.get_data())
                _remove_paths(stream)
                removed += size - len(stream.get_data())
            super().execute(streams)

    names = vars(page)
    names["PDFPageInterpreter"] = TextInterpreter
    try:
        yield lambda: removed
    finally:
        names["PDFPageInterpreter"] = PDFPageInterpreter


def _remove_paths(stream: PDFStream) -> None:
    stream.data = _TEXT_OR_PATHS.sub(
        lambda match: b"" if match["paths"] else match[0], stream.get_data()
    )

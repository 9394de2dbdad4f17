"""What a page says of its encoding, and whether it is so."""

from __future__ import annotations

import re

from kanwu.document import Declaration
from kanwu.errors import InputError
from kanwu.readers.decode import codec_name, display_name
from kanwu.text import Span

_LIMIT = 4096  # bytes or code points: a declaration stands within them
# A comment is matched to be passed over; in it, a declaration says nothing.
_SOURCE = r"""(?xis)
    <!-- .*? (?: --> | \Z )
  | (?: <meta \b [^>]{0,300}? \b charset | <\?xml \b [^>]{0,100}? \b encoding ) \s* = \s* ["']? \s*
    (?P<name> [a-z0-9][\w.:-]{1,30} )
"""
_IN_TEXT, _IN_BYTES = re.compile(_SOURCE), re.compile(_SOURCE.encode())


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page declares first, as Python names it; None for an unknown one."""
    names = (match["name"] for match in _IN_BYTES.finditer(data[:_LIMIT]))
    name = next(filter(None, names), None)
    return _codec(name.decode()) if name else None


def false_declaration(text: str, encoding: str) -> Declaration | None:
    """The first declaration of a page in the encoding, if it names another; ASCII is in all."""
    matches = _IN_TEXT.finditer(text[:_LIMIT])
    match = next((match for match in matches if match["name"]), None)
    if match is None or text.isascii():
        return None
    declared = _codec(match["name"])
    if declared is None or encoding.startswith(declared):  # utf-16-le is what utf-16 names
        return None
    return Declaration(Span(*match.span("name")), display_name(encoding))


def _codec(name: str) -> str | None:
    try:
        return codec_name(name)
    except InputError:  # a browser passes over it too
        return None

"""Any text at all, as XML can hold it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

# Characters that no XML 1.0 document may hold, not even as a reference: production 2 of the
# recommendation.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_tag(name: str, attributes: Mapping[str, object]) -> str:
    """An opening tag."""
    words = "".join(f" {key}={quoteattr(_held(str(value)))}" for key, value in attributes.items())
    return f"<{name}{words}>"


def xml_text(text: str) -> str:
    """The text as the content of an element, on one line."""
    return escape(_held(text), {"\r": "&#13;", "\n": "&#10;"})


def _held(text: str) -> str:
    """The text with every character that XML cannot hold written out: U+0007 as <U+0007>."""
    return _NO_XML.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"

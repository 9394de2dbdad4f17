"""Any text at all, as JSON and XML can hold it."""

from __future__ import annotations

import re

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# What a terminal may obey or hide, line ends of JavaScript, and halves of surrogates, which stand in
# names that are not UTF-8.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
# What no XML 1.0 document may hold, not even as a reference: production 2 of the recommendation.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def json_text(value: object) -> str:
    """The value as JSON on one line, readable, and always encodable."""
    from json import dumps

    return _UNSEEN.sub(_as_json_escapes, dumps(value, ensure_ascii=False))


def json_array(values: Iterable[object], opening: str = "[", closing: str = "]") -> Iterator[str]:
    """The values between the opening and the closing, one a line."""
    separator = opening
    for value in values:
        yield separator + json_text(value)
        separator = ","
    yield opening + closing if separator == opening else closing


def xml_tag(name: str, attributes: Mapping[str, object]) -> str:
    """An opening tag."""
    from xml.sax.saxutils import quoteattr

    given = "".join(f" {key}={quoteattr(_held(str(to)))}" for key, to in attributes.items())
    return f"<{name}{given}>"


def xml_text(text: str) -> str:
    """The text as the content of an element, on one line."""
    from xml.sax.saxutils import escape

    return escape(_held(text), {"\r": "&#13;", "\n": "&#10;"})


def _as_json_escapes(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _held(text: str) -> str:
    """The text with what XML cannot hold written out: U+0007 as <U+0007>."""
    return _NO_XML.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"

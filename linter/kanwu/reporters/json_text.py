"""Any value at all, as JSON can hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from json import dumps

# Characters that a terminal may obey or hide, line ends of JavaScript, and lone surrogates, which
# stand in file names that are not UTF-8.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def json_text(value: object) -> str:
    """The value as JSON on one line, readable, and always encodable."""
    return _UNSEEN.sub(_escaped, dumps(value, ensure_ascii=False))


def json_array(values: Iterable[object], opening: str = "[", closing: str = "]") -> Iterator[str]:
    """The values between the opening and the closing, one a line."""
    separator = opening
    for value in values:
        yield separator + json_text(value)
        separator = ","
    yield opening + closing if separator == opening else closing


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"

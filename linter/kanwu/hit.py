"""What a check saw: a place, the words to speak of it with, and the edits that would mend it."""

from __future__ import annotations

from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Severity = Literal["error", "warning", "info"]
    # By the tool itself, or by the tool when asked.
    Applicability = Literal["safe", "unsafe"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

_NO_VALUES: Mapping[str, str] = {}


class Edit(NamedTuple):
    """Put `text` in place of the span; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together: all of them are made, or none."""

    edits: tuple[Edit, ...]
    applicability: Applicability


class Hit(NamedTuple):
    """What a check saw. It knows no rule, no severity and no message."""

    span: Span
    # What the rule's message may name besides {text}, the text of the span.
    values: Mapping[str, str] = _NO_VALUES
    edits: tuple[Edit, ...] = ()
    # The edits might change the meaning here: they are unsafe whatever the rule says.
    doubtful: bool = False

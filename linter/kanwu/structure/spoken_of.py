"""Code, markup and marks that a text speaks of, instead of using them or leaving them behind."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.code_mention import is_mentioned_code
from kanwu.structure.inline_code import is_inline_code
from kanwu.structure.mark_mention import is_mentioned_mark
from kanwu.text import Span


def is_spoken_of(document: Document, span: Span) -> bool:
    """Whether the span lies in something that its sentence speaks of, or shows as code."""
    return (
        is_mentioned_mark(document.prose, span)
        or is_mentioned_code(document, span)
        or is_inline_code(document, span)
    )

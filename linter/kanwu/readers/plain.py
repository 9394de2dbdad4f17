"""Plain text: all of it is prose."""

from __future__ import annotations

from kanwu.document import Document


def read(name: str, text: str) -> Document:
    return Document(name, text)

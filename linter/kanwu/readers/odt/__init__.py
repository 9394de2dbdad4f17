"""OpenDocument texts: the paragraphs of the body, each at its place in the XML."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.readers.odt.opened import OpenedOdt


def read(path: str, data: bytes, encoding: str | None) -> OpenedOdt:
    """The file; its encoding stands in it, so that none has to be named."""
    from kanwu.readers.odt.opened import opened

    return opened(path, data)

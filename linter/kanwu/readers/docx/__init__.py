"""Word files: what a reader of the printed pages would read, at its place in the runs."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.readers.docx.opened import OpenedWord

AUTHOR = "kanwu"  # of comments and tracked changes


def read(path: str, data: bytes, encoding: str | None) -> OpenedWord:
    """The file; its encoding stands in it, so that none has to be named."""
    from kanwu.readers.docx.opened import opened

    return opened(path, data)

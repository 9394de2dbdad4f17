"""Word files: what a reader of the printed pages would read, at its place in the runs."""

from __future__ import annotations

from kanwu.errors import InputError
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.readers.docx.opened import OpenedWord

AUTHOR = "kanwu"  # of comments and tracked changes
_MISSING = "读取 .docx 需要安装：pip install 'kanwu[docx]'"


def read(path: str, data: bytes, encoding: str | None) -> OpenedWord:
    """The file; its encoding stands in it, so that none has to be named."""
    try:
        from kanwu.readers.docx.opened import opened
    except ModuleNotFoundError as error:
        if error.name != "lxml":
            raise
        raise InputError(_MISSING) from error
    return opened(path, data)

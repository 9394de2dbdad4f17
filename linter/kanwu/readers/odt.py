"""OpenDocument texts: the paragraphs of the body, each at its place in the XML."""

from __future__ import annotations

from kanwu.errors import InputError
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.readers.odt_opened import OpenedOdt

_MISSING = "读取 .odt 需要安装：pip install 'kanwu[odt]'"


def read(path: str, data: bytes, encoding: str | None) -> OpenedOdt:
    """The file; its encoding stands in it, so that none has to be named."""
    try:
        from kanwu.readers.odt_opened import opened
    except ModuleNotFoundError as error:
        if error.name != "lxml":
            raise
        raise InputError(_MISSING) from error
    return opened(path, data)

"""Readers: each opens the bytes of one format as a document, and writes it back after edits."""

from __future__ import annotations

import os.path
from abc import abstractmethod

from kanwu.errors import InputError
from kanwu.values import TYPE_CHECKING, imported

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kanwu.check import Edit
    from kanwu.document import Document


class Opened:
    """A file that a reader opened: its document, and the bytes to write for it."""

    document: Document

    @abstractmethod
    def edited(self, edits: Sequence[Edit]) -> Opened:
        """The file after the edits, which are in order and do not overlap; the rest stays."""

    def tracking(self, date: str) -> Opened:
        """The same file, where later edits become tracked changes of the date (ISO 8601, UTC)."""
        raise InputError("只有 .docx 能写修订记录")

    @abstractmethod
    def data(self) -> bytes:
        """The bytes to write; InputError if the format cannot hold the text."""


if TYPE_CHECKING:
    # Takes the path, the bytes, and the encoding that the user named.
    Reader = Callable[[str, bytes, str | None], Opened]
    # Takes the path and the decoded text.
    TextReader = Callable[[str, str], Opened]

# The reader of an extension, as "module:function"; the module is imported at first use.
READERS: Mapping[str, str] = {
    ".txt": "kanwu.readers.plain:read",
    ".md": "kanwu.readers.markdown:read",
    ".markdown": "kanwu.readers.markdown:read",
    ".html": "kanwu.readers.html:read",
    ".htm": "kanwu.readers.html:read",
    ".odt": "kanwu.readers.odt:read",
    ".pdf": "kanwu.readers.pdf:read",
    ".doc": "kanwu.readers.converted:read",
    ".wps": "kanwu.readers.converted:read",
    ".rtf": "kanwu.readers.converted:read",
    ".docx": "kanwu.readers.docx:read",
    ".docm": "kanwu.readers.docx:read",
}
# The reader of decoded text, for the extensions whose files are nothing but text.
_TEXT_READERS: Mapping[str, str] = {
    ".txt": "kanwu.readers.plain:read_text",
    ".md": "kanwu.readers.markdown:read_text",
    ".markdown": "kanwu.readers.markdown:read_text",
    ".html": "kanwu.readers.html:read_text",
    ".htm": "kanwu.readers.html:read_text",
}
# The extensions that a folder is searched for; a file with another is read if it is named itself.
REPORTS = (".txt", ".md", ".markdown", ".docx", ".odt")

# The extensions of files that take comments and tracked changes.
WORD = (".docx", ".docm")

# What git keeps in place of a file in Git LFS.
_POINTER = b"version https://git-lfs.github.com/spec/"

# Modules that only an extra of the package installs.
_OPTIONAL_MODULES = ("lxml", "pdfplumber")
# The extra that an extension needs, if it is not "docx".
_EXTRAS = {".odt": "odt", ".pdf": "pdf"}


def open_report(path: str, data: bytes, encoding: str | None = None) -> Opened:
    """The file, read as its extension says or as plain text; InputError if it cannot be read."""
    if data.startswith(_POINTER):
        raise InputError("是 Git LFS 的指针，不是文件的内容（git lfs pull 可取得内容）")
    extension = _extension(path)
    try:
        reader: Reader = imported(READERS.get(extension, READERS[".txt"]))
        return reader(path, data, encoding)
    except ModuleNotFoundError as error:
        if error.name not in _OPTIONAL_MODULES:
            raise
        extra = _EXTRAS.get(extension, "docx")
        raise InputError(
            "读取 {extension} 需要安装：pip install 'kanwu[{extra}]'",
            extension=extension,
            extra=extra,
        ) from error


def open_text(path: str, text: str) -> Opened:
    """The text unchanged, read as the extension of its path says or as plain text."""
    reader: TextReader = imported(_TEXT_READERS.get(_extension(path), _TEXT_READERS[".txt"]))
    return reader(path, text)


def is_text(path: str) -> bool:
    """Whether the lines of such a file are those of its document."""
    extension = _extension(path)
    return extension in _TEXT_READERS or extension not in READERS


def _extension(path: str) -> str:
    return os.path.splitext(path)[1].lower()

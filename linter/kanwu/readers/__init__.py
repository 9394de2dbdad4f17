"""Readers: each opens the bytes of one format as a document, and knows the way back to bytes."""

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
    """A file that was read."""

    document: Document

    @abstractmethod
    def edited(self, edits: Sequence[Edit]) -> Opened:
        """The file with the edits made, which are in order and apart; all else as it was."""

    def tracking(self, date: str) -> Opened:
        """The same, with edits to come recorded as tracked changes of the date."""
        raise InputError("只有 .docx 能写修订记录")

    @abstractmethod
    def data(self) -> bytes:
        """The bytes to write; InputError if its form cannot hold them."""


if TYPE_CHECKING:
    # Of a name, the bytes, and an encoding if one was given.
    Reader = Callable[[str, bytes, str | None], Opened]
    # Of a name, and a text that is decoded already.
    TextReader = Callable[[str, str], Opened]

# By extension, each where it is found: it is imported when it is first used.
READERS: Mapping[str, str] = {
    ".txt": "kanwu.readers.plain:plain",
    ".md": "kanwu.readers.plain:markdown",
    ".markdown": "kanwu.readers.plain:markdown",
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
# The same for texts, as far as their form is one of text.
_OF_TEXT: Mapping[str, str] = {
    ".txt": "kanwu.readers.plain:plain_text",
    ".md": "kanwu.readers.plain:markdown_text",
    ".markdown": "kanwu.readers.plain:markdown_text",
    ".html": "kanwu.readers.html:page_text",
    ".htm": "kanwu.readers.html:page_text",
}
# Of these, what a folder is searched for; others are read when they are named.
REPORTS = (".txt", ".md", ".markdown", ".docx", ".odt")


# What extras bring, without which some formats cannot be read; most of these are read as .docx.
_LIBRARIES = ("lxml", "pdfplumber")
_EXTRAS = {".odt": "odt", ".pdf": "pdf"}


def open_report(path: str, data: bytes, encoding: str | None = None) -> Opened:
    """The file as its extension says, else as plain text; InputError if it cannot be read."""
    extension = os.path.splitext(path)[1].lower()
    try:
        reader: Reader = imported(READERS.get(extension, READERS[".txt"]))
        return reader(path, data, encoding)
    except ModuleNotFoundError as error:
        if error.name not in _LIBRARIES:
            raise
        extra = _EXTRAS.get(extension, "docx")
        raise InputError(f"读取 {extension} 需要安装：pip install 'kanwu[{extra}]'") from error


def open_text(path: str, text: str) -> Opened:
    """A text as the extension of its name says, else as plain text, exactly as it stands."""
    name = _OF_TEXT.get(os.path.splitext(path)[1].lower(), _OF_TEXT[".txt"])
    reader: TextReader = imported(name)
    return reader(path, text)

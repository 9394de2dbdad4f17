"""The pages of a PDF, as pdfplumber finds what is on them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from kanwu.document import BLANK
from kanwu.errors import InputError
from kanwu.readers.pdf.limits import limit_unpacking
from kanwu.readers.pdf.page_content import PageContent, content
from kanwu.readers.pdf.paths import MOST_BYTES_OF_RULES, without_outlines

# Without a handler, Python would print their warnings about a file.
for _name in ("pdfminer", "pdfplumber"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_MOST_UNKNOWN = 0.2  # of all characters

# pdfplumber does not check a broken file: its own code fails somewhere.
_BROKEN = (
    *(PdfminerException, MalformedPDFException, ArithmeticError, AssertionError, AttributeError),
    *(LookupError, RecursionError, TypeError, ValueError),
)


def pages(data: bytes) -> Iterator[PageContent]:
    """What is on each page; InputError for a file that cannot be read."""
    unknown = total = 0
    for page in _pages(data):
        for line in page.lines():
            unknown += line.text.count(BLANK)
            total += len(line.text)
        yield page
    if unknown > total * _MOST_UNKNOWN:
        raise InputError("字体没有说明各字是什么字，读不出文字")


def _pages(data: bytes) -> Iterator[PageContent]:
    """The same, with any glyphs."""
    try:
        with (
            limit_unpacking(),
            without_outlines() as bytes_of_paths,
            pdfplumber.open(BytesIO(data)) as pdf,
        ):
            for page in pdf.pages:
                before = bytes_of_paths()
                is_pictured = bool(page.images)  # draws the page
                is_pictured |= bytes_of_paths() - before > MOST_BYTES_OF_RULES
                yield content(page, is_pictured=is_pictured)
                page.close()  # else its objects stay in memory
    except _BROKEN as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise InputError("文件已加密，请先取消密码") from error
        raise InputError("不是 PDF，或者文件不完整、已损坏") from error

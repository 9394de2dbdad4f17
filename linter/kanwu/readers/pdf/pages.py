"""The lines on the pages of a PDF, as pdfplumber finds them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from kanwu.document import BLANK
from kanwu.errors import InputError
from kanwu.readers.pdf.limits import limit_unpacking
from kanwu.readers.pdf.paths import without_paths
from kanwu.readers.pdf.prose import Line

# Without a handler, Python would print their warnings about a file.
for _name in ("pdfminer", "pdfplumber"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_MARGIN = 0.12  # of a page's height, at its head and at its foot
_SPACE = 0.3  # of the size of type: a wider gap is a space
_MOST_BYTES_OF_RULES = 20_000  # on a page; more draw words or a picture
_UNKNOWN = re.compile(r"\(cid:\d+\)")  # a glyph of a font that does not name its characters
_MOST_UNKNOWN = 0.2  # of all characters
# Some programs write radicals for the characters that look like them. Control characters go.
_REPLACEMENTS = {
    code: normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FD6)
} | dict.fromkeys(range(0x20))

# pdfplumber does not check a broken file: its own code fails somewhere.
_BROKEN = (
    *(PdfminerException, MalformedPDFException, ArithmeticError, AssertionError, AttributeError),
    *(LookupError, RecursionError, TypeError, ValueError),
)


def pages(data: bytes) -> Iterator[tuple[list[Line], bool]]:
    """The lines of each page, from its head to its foot, and whether there are pictures on it."""
    unknown = total = 0
    for raw_lines, is_pictured in _raw_pages(data):
        lines = [_line(page, raw_line) for page, raw_line in raw_lines]
        unknown += sum(line.text.count(BLANK) for line in lines)
        total += sum(len(line.text) for line in lines)
        yield lines, is_pictured
    if unknown > total * _MOST_UNKNOWN:
        raise InputError("字体没有说明各字是什么字，读不出文字")


def _raw_pages(data: bytes) -> Iterator[tuple[list[tuple[Page, dict[str, Any]]], bool]]:
    """The same, with the lines as pdfplumber gives them."""
    try:
        with (
            limit_unpacking(),
            without_paths() as bytes_of_paths,
            pdfplumber.open(BytesIO(data)) as pdf,
        ):
            for page in pdf.pages:
                before = bytes_of_paths()
                lines = page.extract_text_lines(x_tolerance_ratio=_SPACE)
                has_outlines = bytes_of_paths() - before > _MOST_BYTES_OF_RULES
                yield [(page, line) for line in lines], bool(page.images) or has_outlines
                page.close()  # else its objects stay in memory
    except _BROKEN as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise InputError("文件已加密，请先取消密码") from error
        raise InputError("不是 PDF，或者文件不完整、已损坏") from error


def _line(page: Page, raw_line: dict[str, Any]) -> Line:
    text = _UNKNOWN.sub(BLANK, raw_line["text"]).translate(_REPLACEMENTS)
    is_head = raw_line["top"] < page.height * _MARGIN
    return Line(
        page.page_number,
        text,
        raw_line["x0"],
        raw_line["x1"],
        raw_line["top"],
        raw_line["chars"][0]["size"],
        is_in_margin=is_head or raw_line["bottom"] > page.height * (1 - _MARGIN),
    )

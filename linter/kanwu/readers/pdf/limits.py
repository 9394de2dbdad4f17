"""A limit on the size of an unpacked PDF: pdfminer, which unpacks it, has none of its own."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pdfminer import pdftypes

from kanwu.errors import InputError

MOST_BYTES = 64 << 20  # of all unpacked streams of a file


class _TooLarge(BaseException):
    """More than the limit; no Exception, because pdfminer might take one for a broken stream."""


@contextmanager
def limit_unpacking() -> Iterator[None]:
    """Make pdfminer unpack no more than the limit in all; InputError for a file with more."""
    names = vars(pdftypes)
    names["zlib"] = _Zlib()
    try:
        yield
    except _TooLarge as error:
        raise InputError("解压后超过 {most} MB", most=MOST_BYTES >> 20) from error
    finally:
        names["zlib"] = zlib


class _Zlib:
    """The names of zlib that pdfminer uses, with a limit on all bytes that they give."""

    error = zlib.error

    def __init__(self) -> None:
        self.bytes_left = MOST_BYTES

    def decompress(self, data: bytes) -> bytes:
        inflater = self.decompressobj()
        unpacked = inflater.decompress(data)
        if not inflater.is_done:
            raise zlib.error("incomplete stream")
        return unpacked

    def decompressobj(self) -> _Inflater:
        return _Inflater(self)


class _Inflater:
    """A decompression object of zlib that counts its bytes against the limit."""

    def __init__(self, limit: _Zlib) -> None:
        self._limit = limit
        self._inflater = zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        # One byte more than is left shows that there is more.
        unpacked = self._inflater.decompress(data, self._limit.bytes_left + 1)
        self._limit.bytes_left -= len(unpacked)
        if self._limit.bytes_left < 0:
            raise _TooLarge
        return unpacked

    @property
    def is_done(self) -> bool:
        return self._inflater.eof

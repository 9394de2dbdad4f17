"""A limit to what a PDF unpacks to: pdfminer, which unpacks it, has none of its own."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pdfminer import pdftypes

from kanwu.errors import InputError

MOST = 64 << 20  # bytes, of all streams of a file


class _TooLarge(BaseException):
    """More than the limit; no Exception, which pdfminer might take for a flaw of one stream."""


@contextmanager
def limited() -> Iterator[None]:
    """Have pdfminer unpack no more than the limit in all; InputError for what holds more."""
    names = vars(pdftypes)
    names["zlib"] = _Zlib()
    try:
        yield
    except _TooLarge as error:
        raise InputError(f"解压后超过 {MOST >> 20} MB") from error
    finally:
        names["zlib"] = zlib


class _Zlib:
    """What pdfminer asks of zlib, with a limit to all that it gives."""

    error = zlib.error

    def __init__(self) -> None:
        self.left = MOST

    def decompress(self, data: bytes) -> bytes:
        inflater = self.decompressobj()
        unpacked = inflater.decompress(data)
        if not inflater.is_done:
            raise zlib.error("incomplete stream")
        return unpacked

    def decompressobj(self) -> _Inflater:
        return _Inflater(self)


class _Inflater:
    def __init__(self, limits: _Zlib) -> None:
        self._limits = limits
        self._inflater = zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        # One byte more than is left shows that there is more.
        unpacked = self._inflater.decompress(data, self._limits.left + 1)
        self._limits.left -= len(unpacked)
        if self._limits.left < 0:
            raise _TooLarge
        return unpacked

    @property
    def is_done(self) -> bool:
        return self._inflater.eof

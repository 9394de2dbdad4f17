"""Plain values as bytes and back: whole, or laid on a shelf, from which each is taken when needed.

The bytes (`marshal`, no pickle) stand behind a checksum, whole values also behind the versions that
they hold for. What does not fit is no error: it is as if nothing were there.
"""

from __future__ import annotations

import marshal
import sys

from kanwu import __version__
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    # Bytes of a file or of memory: from a place on, at most so many.
    Read = Callable[[int, int], bytes]

DIGEST = 16  # bytes that tell two files apart
_CHECKSUM = 4  # bytes that tell whether a value is torn
_HEAD = _CHECKSUM + 4  # and those of its length
_USUAL = 4096  # bytes that hold most values with their heads
_ALL = 1 << 40  # bytes: more than any file has


def digest(data: bytes) -> bytes:
    """A checksum that no two files share."""
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than this run

    return bytes(blake2b(data, digest_size=DIGEST).digest())


def packed(value: Any) -> bytes:
    """A plain value as bytes that only this kanwu on this Python will unpack."""
    return _versions() + _framed(value)


def unpacked(read: Read) -> tuple[Any, int]:
    """The packed value that the bytes begin with, and the place behind it.

    The value is None if the bytes are torn, or of another kanwu or Python.
    """
    versions = _versions()
    start = len(versions)
    if read(0, start) != versions:
        return None, 0
    return _unframed(read, start, 0)


class Shelf:
    """Plain values one after another; those of a file begin at `start`."""

    def __init__(
        self, read: Read | None = None, start: int = 0, on_torn: Callable[[], None] | None = None
    ) -> None:
        self._read = read
        self._start = start
        self._on_torn = on_torn
        self._data = bytearray()

    def put(self, value: Any) -> int:
        """Lay the value down, which is not None; its place, by which it is found again."""
        self._fetch()
        place = len(self._data)
        self._data += _framed(value)
        return place

    def at(self, place: int) -> Any:
        """The value that was laid down at the place; None, and `on_torn` called, if it is torn."""
        value, end = _unframed(self._bytes, place)
        if not end and self._on_torn:
            self._on_torn()
        return value

    def __bytes__(self) -> bytes:
        self._fetch()
        return bytes(self._data)

    def _bytes(self, start: int, size: int) -> bytes:
        if self._read is not None:
            return self._read(self._start + start, size)
        return bytes(self._data[start : start + size])

    def _fetch(self) -> None:
        if self._read is not None:
            self._data += self._read(self._start, _ALL)
            self._read = None


def _versions() -> bytes:
    from _sre import MAGIC  # type: ignore[import-not-found]

    return f"kanwu {__version__} {sys.implementation.cache_tag} {MAGIC}\n".encode()


def _framed(value: Any) -> bytes:
    data = marshal.dumps(value)
    return _checksum(data) + len(data).to_bytes(_HEAD - _CHECKSUM, "big") + data


def _checksum(data: bytes | memoryview) -> bytes:
    from zlib import crc32  # a fifth of the time of a digest, and enough to tell what is torn

    return crc32(data).to_bytes(_CHECKSUM, "big")


def _unframed(read: Read, place: int, usual: int = _USUAL) -> tuple[Any, int]:
    """The value at the place and the place behind it; None and 0 if it is torn."""
    data = read(place, _HEAD + usual)
    length = int.from_bytes(data[_CHECKSUM:_HEAD], "big")
    payload = memoryview(data)[_HEAD : _HEAD + length]
    if len(payload) < length:
        payload = memoryview(read(place + _HEAD, length))
    # The checksum of nothing is that of zeros, which a file has where a disk lost it.
    if not length or len(payload) < length or data[:_CHECKSUM] != _checksum(payload):
        return None, 0
    return marshal.loads(payload), place + _HEAD + length

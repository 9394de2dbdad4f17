"""Plain values as bytes and back: one in front, and many behind it, each read when it is needed.

The bytes (`marshal`, no pickle) stand behind a line that says what they hold for, and each value
behind a checksum. Bytes that do not fit are no error: it is as if nothing were there.
"""

from __future__ import annotations

import marshal

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    # The bytes of a file or of memory, from a place on, at most so many.
    Read = Callable[[int, int], bytes]

DIGEST = 16  # bytes that tell two files apart
_FORMAT = 2  # of marshal: the same bytes on every Python, and readable by all
_NUMBER = 4  # bytes of a checksum, and of a length
_HEAD = 2 * _NUMBER  # of a value
_USUAL = 4096  # bytes that hold most values with their heads
_ALL = 1 << 40  # bytes: more than any file has


class TornError(Exception):
    """A value that is not as it was written."""


class Packed:
    """Plain values one after another, read from a place on or kept in memory."""

    def __init__(
        self, read: Read | None = None, start: int = 0, on_torn: Callable[[], object] | None = None
    ) -> None:
        self._read = read
        self._start = start
        self._on_torn = on_torn
        self._data = bytearray()

    def put(self, value: Any) -> int:
        """Add a value; its place, by which it is found again."""
        self._load()
        place = len(self._data)
        self._data += _framed(value)
        return place

    def at(self, place: int) -> Any:
        """The value at the place; TornError, and `on_torn` called, if it is torn."""
        framed = _unframed(self._bytes, place)
        if framed is None:
            if self._on_torn:
                self._on_torn()
            raise TornError(place)
        return framed[0]

    def __bytes__(self) -> bytes:
        self._load()
        return bytes(self._data)

    def _bytes(self, start: int, size: int) -> bytes:
        if self._read is not None:
            return self._read(self._start + start, size)
        return bytes(self._data[start : start + size])

    def _load(self) -> None:
        if self._read is not None:
            self._data += self._read(self._start, _ALL)
            self._read = None


def packed(front: Any, parts: Packed, holds_for: str) -> bytes:
    """The values as bytes that only a reader with the same `holds_for` unpacks."""
    behind = bytes(parts)
    return _line(holds_for) + _framed((front, len(behind))) + behind


def unpacked(
    read: Read, holds_for: str, on_torn: Callable[[], object] | None = None
) -> tuple[Any, Packed] | None:
    """The value in front and those behind it; None if the bytes are torn or for something else."""
    line = _line(holds_for)
    data = read(0, len(line) + _USUAL)
    if not data.startswith(line):
        return None
    framed = _unframed(read, len(line))
    if framed is None:
        return None
    (front, length), end = framed
    is_whole = not length or len(read(end + length - 1, 1)) == 1
    return (front, Packed(read, end, on_torn)) if is_whole else None


def reading(data: bytes) -> Read:
    """The way to read bytes of memory."""
    return lambda start, size: data[start : start + size]


def digest(data: bytes) -> bytes:
    """A checksum that no two files share."""
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than this run

    return bytes(blake2b(data, digest_size=DIGEST).digest())


def _line(holds_for: str) -> bytes:
    return f"kanwu {holds_for}\n".encode()


def _framed(value: Any) -> bytes:
    data = marshal.dumps(value, _FORMAT)
    return _checksum(data) + len(data).to_bytes(_NUMBER, "big") + data


def _checksum(data: bytes | memoryview) -> bytes:
    from zlib import crc32  # a fifth of the time of a digest, and enough to tell what is torn

    return crc32(data).to_bytes(_NUMBER, "big")


def _unframed(read: Read, place: int) -> tuple[Any, int] | None:
    """The value at the place and the place behind it; None if it is torn."""
    data = read(place, _USUAL)
    length = int.from_bytes(data[_NUMBER:_HEAD], "big")
    payload = memoryview(data)[_HEAD : _HEAD + length]
    if len(payload) < length:
        payload = memoryview(read(place + _HEAD, length))
    # The checksum of nothing is that of zeros, which a file has where a disk lost it.
    if not length or len(payload) < length or data[:_NUMBER] != _checksum(payload):
        return None
    return marshal.loads(payload), place + _HEAD + length

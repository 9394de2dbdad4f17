"""Plain values as bytes and back: a value in front, and parts behind it that are read on demand.

The bytes (`marshal`, no pickle) begin with a line on the state that they hold for; each value has a
checksum. Bytes for another state are no error: they are ignored.
"""

from __future__ import annotations

import marshal
from zlib import crc32

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    # From an offset and a size to the bytes there, of a file or of memory; perhaps fewer.
    Read = Callable[[int, int], bytes]

DIGEST = 16  # bytes of a digest
_FORMAT = 2  # of marshal: the same bytes on every Python, and readable by all
_NUMBER = 4  # bytes of a checksum, and of a length
_HEAD = 2 * _NUMBER  # of a value
_USUAL = 4096  # bytes of most values with their heads, or fewer
_ALL = 1 << 40  # bytes: more than any file has


class TornError(Exception):
    """A value whose bytes have changed since it was written."""


class Packed:
    """Plain values in a row, in memory or read from a place on."""

    def __init__(
        self, read: Read | None = None, start: int = 0, on_torn: Callable[[], object] | None = None
    ) -> None:
        self._read = read
        self._start = start
        self._on_torn = on_torn
        self._data = bytearray()

    def put(self, value: Any) -> int:
        """Add a value; return its place for `at`."""
        self._load()
        place = len(self._data)
        self._data += _framed(value)
        return place

    def at(self, place: int) -> Any:
        """The value at the place; call `on_torn` and raise TornError if it is torn."""
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
    data = bytes(parts)
    return _line(holds_for) + _framed((front, len(data))) + data


def unpacked(
    read: Read, holds_for: str, on_torn: Callable[[], object] | None = None
) -> tuple[Any, Packed] | None:
    """The front and the parts; None if the bytes are torn or hold for another state."""
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
    """The reading of bytes in memory."""
    return lambda start, size: data[start : start + size]


def digest(data: bytes) -> bytes:
    """A checksum without collisions, to tell files apart."""
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than a short run

    return bytes(blake2b(data, digest_size=DIGEST).digest())


def _line(holds_for: str) -> bytes:
    return f"kanwu {holds_for}\n".encode()


def _framed(value: Any) -> bytes:
    data = marshal.dumps(value, _FORMAT)
    return _checksum(data) + len(data).to_bytes(_NUMBER, "big") + data


def _checksum(data: bytes | memoryview) -> bytes:
    # A fifth of the time of a digest, and enough for torn values.
    return crc32(data).to_bytes(_NUMBER, "big")


def _unframed(read: Read, place: int) -> tuple[Any, int] | None:
    """The value at the place, and the place behind it; None if the value is torn."""
    data = read(place, _USUAL)
    length = int.from_bytes(data[_NUMBER:_HEAD], "big")
    payload = memoryview(data)[_HEAD : _HEAD + length]
    if len(payload) < length:
        payload = memoryview(read(place + _HEAD, length))
    # Zeros, as a disk leaves them where it lost a file, would pass for an empty value.
    if not length or len(payload) < length or data[:_NUMBER] != _checksum(payload):
        return None
    return marshal.loads(payload), place + _HEAD + length

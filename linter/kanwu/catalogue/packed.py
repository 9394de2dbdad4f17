"""Plain values as bytes and back: one in front, and many behind it, each read when it is needed.

The bytes (`marshal`, no pickle) stand behind a line that says what they hold for and a checksum.
Whatever does not fit is no error: it is as if nothing were there.
"""

from __future__ import annotations

import marshal

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

DIGEST = 16  # bytes that tell two files apart
_FORMAT = 2  # of marshal: the same bytes on every Python, and readable by all
_NUMBER = 4  # bytes of a checksum, and of a length


class Packed:
    """Plain values one after another."""

    def __init__(self, data: bytes | bytearray = b"", start: int = 0) -> None:
        """The values that begin at the start."""
        self._data = data
        self._start = start

    def put(self, value: Any) -> int:
        """Add a value; its place, by which it is found again."""
        if not isinstance(self._data, bytearray):
            self._data, self._start = bytearray(self._data[self._start :]), 0
        place = len(self._data)
        self._data += _framed(value)
        return place

    def at(self, place: int) -> Any:
        """The value at the place."""
        start = self._start + place + _NUMBER
        length = int.from_bytes(self._data[start - _NUMBER : start], "big")
        return marshal.loads(memoryview(self._data)[start : start + length])

    def __bytes__(self) -> bytes:
        return bytes(self._data[self._start :])


def packed(front: Any, parts: Packed, holds_for: str) -> bytes:
    """The values as bytes that only a reader with the same `holds_for` unpacks."""
    data = _framed(front) + bytes(parts)
    return _line(holds_for) + _checksum(data) + data


def unpacked(data: bytes, holds_for: str) -> tuple[Any, Packed] | None:
    """The value in front and those behind it; None if the bytes are torn or for something else."""
    line = _line(holds_for)
    start = len(line) + _NUMBER
    if not data.startswith(line) or len(data) < start + _NUMBER:
        return None
    if data[len(line) : start] != _checksum(memoryview(data)[start:]):
        return None
    front = Packed(data, start).at(0)
    length = int.from_bytes(data[start : start + _NUMBER], "big")
    return front, Packed(data, start + _NUMBER + length)


def digest(data: bytes) -> bytes:
    """A checksum that no two files share."""
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than this run

    return bytes(blake2b(data, digest_size=DIGEST).digest())


def _line(holds_for: str) -> bytes:
    return f"kanwu {holds_for}\n".encode()


def _framed(value: Any) -> bytes:
    data = marshal.dumps(value, _FORMAT)
    return len(data).to_bytes(_NUMBER, "big") + data


def _checksum(data: bytes | memoryview) -> bytes:
    from zlib import crc32  # a fifth of the time of a digest, and enough to tell what is torn

    return crc32(data).to_bytes(_NUMBER, "big")

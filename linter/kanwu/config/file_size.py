"""Sizes of files as people write them: 500K, 64M, 1G."""

from __future__ import annotations

from kanwu.errors import ConfigError

_UNITS = {"K": 10, "M": 20, "G": 30}  # powers of two
MOST = "64M"  # of a file that is read, where nobody says otherwise
LEAST = 16 << 20  # that a configuration may ask for, so that it need not be read for small files


def in_bytes(written: str) -> int:
    """The size in bytes."""
    power = _UNITS.get(written[-1:].upper(), 0)
    number = written[:-1] if power else written
    if not (number.isascii() and number.isdecimal() and int(number[:9])):
        raise ConfigError(f"文件大小写作 500K、64M、1G，不是 {written}")
    return int(number[:9]) << power

"""Sizes of files as people write them: 500K, 64M, 1G."""

from __future__ import annotations

from kanwu.errors import ConfigError

_UNITS = {"K": 10, "M": 20, "G": 30}  # powers of two
MOST = "64M"  # the default bound on the files that are read
# The lowest bound of a configuration, in bytes: for a smaller file no configuration is read.
LEAST = 16 << 20


def in_bytes(size: str) -> int:
    """The size in bytes."""
    power = _UNITS.get(size[-1:].upper(), 0)
    number = size[:-1] if power else size
    if not (number.isascii() and number.isdecimal() and int(number[:9])):
        raise ConfigError("文件大小写作 500K、64M、1G，不是 {size}", size=size)
    return int(number[:9]) << power

"""Bytes that `nox -s fuzz` found: each was a crash once."""

from __future__ import annotations

import pytest

from kanwu.errors import InputError
from kanwu.readers import open_report


@pytest.mark.parametrize(
    ("ending", "data"),
    [(".docx", b"PK\x03\x04" + bytes(40) + b"PK\x05\x06" + bytes(18))],  # an archive of nothing
)
def test_crash_is_one_line(ending: str, data: bytes) -> None:
    with pytest.raises(InputError):
        open_report("a" + ending, data)

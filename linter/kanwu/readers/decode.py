"""Bytes to text and back: a strict try of each encoding, in order, and no guess where two tie."""

from __future__ import annotations

import codecs

from kanwu.errors import InputError
from kanwu.expressions import compiled
from kanwu.values import NamedTuple

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("gb18030", b"\x84\x31\x95\x33"),
)
# What is meant by a name: the widest code that reads all the others' bytes, as Windows maps them.
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf-8-sig": "utf-8"}
_SHOWN = {"cp950": "Big5"}
_OF_NO_FILE = (
    "unicode-escape",
    "raw-unicode-escape",
    "punycode",
    "idna",
)  # of source, of addresses

_HALVES = "[\ud800-\udfff]"  # of surrogate pairs, which no text has


class Decoded(NamedTuple):
    """A text as it stood in the bytes, line ends and all, and what gives the bytes back."""

    text: str
    encoding: str  # as Python names it
    bom: bool  # a byte order mark stood before the text


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """The text of the bytes, in the encoding named or in the only one that is plausible."""
    if encoding is not None:
        return _named(data, encoding)
    for name, mark in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], name), name, bom=True)
    if b"\0" in data:
        from kanwu.readers.guess import with_nulls

        return Decoded(*with_nulls(data), bom=False)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", bom=False)
    except UnicodeDecodeError:
        from kanwu.readers.guess import legacy

        return Decoded(*legacy(data), bom=False)


def encode(text: str, encoding: str, bom: bool) -> bytes:
    """The bytes that `decode` makes this text of."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError as error:
        raise InputError(f"“{text[error.start]}”不能用 {_shown(encoding)} 编码写出") from error
    except UnicodeError as error:
        raise InputError(f"不能用 {_shown(encoding)} 编码写出") from error
    if data.decode(encoding) != text:
        raise InputError(f"用 {_shown(encoding)} 编码写出后与原文不一致")
    return dict(_MARKS)[encoding] + data if bom else data


def _named(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # fails for hex, zip and the like, which `lookup` knows too
    except (LookupError, UnicodeError) as error:
        raise InputError(f"没有这种编码：{encoding}") from error
    if name in _OF_NO_FILE:
        raise InputError(f"没有这种编码的文件：{encoding}")
    name = _MEANT.get(name, name)
    for marked, mark in _MARKS:
        if marked.startswith(name) and data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], marked), marked, bom=True)
    name += "-le" if name in ("utf-16", "utf-32") else ""
    text = _strict(data, name)
    if compiled(_HALVES).search(text):  # UTF-7 and the like write them
        raise InputError(f"无法解码：{_shown(name)} 写出了半个字符")
    return Decoded(text, name, bom=False)


def _strict(data: bytes, encoding: str) -> str:
    width = {"utf-16": 2, "utf-32": 4}.get(encoding[:6], 1)
    if len(data) % width:
        raise InputError(f"无法解码：{_shown(encoding)} 的字节数应是 {width} 的倍数，文件不完整")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"无法解码：第 {error.start + 1} 个字节起不是 {_shown(encoding)}"
        ) from error
    except UnicodeError as error:  # of codecs that do not say where
        raise InputError(f"无法解码：不是 {_shown(encoding)}") from error


def _shown(encoding: str) -> str:
    return _SHOWN.get(encoding) or encoding.upper().removesuffix("-LE").removesuffix("-BE")

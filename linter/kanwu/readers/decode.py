"""Bytes to text and back: each encoding is tried strictly, in order; a tie is not guessed."""

from __future__ import annotations

import codecs

from kanwu.errors import InputError, Sentence
from kanwu.expressions import compiled
from kanwu.values import NamedTuple

# UTF-32 comes first: its little-endian mark begins with the mark of UTF-16.
_BYTE_ORDER_MARKS = (
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("gb18030", b"\x84\x31\x95\x33"),
)
# The encoding to use for a name: the widest that reads all of its bytes, as Windows maps them.
_WIDEST_ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf-8-sig": "utf-8"}
_DISPLAY_NAMES = {"cp950": "Big5"}
# Codecs for source code and for addresses, which no file is written in.
_FILELESS_CODECS = ("unicode-escape", "raw-unicode-escape", "punycode", "idna")

_SURROGATE = "[\ud800-\udfff]"  # half of a surrogate pair, which no text has


class Decoded(NamedTuple):
    """A text exactly as the bytes write it, line ends too, with the fields that `encode` takes."""

    text: str
    encoding: str  # as Python names it
    bom: bool  # a byte order mark stood before the text


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """The text of the bytes, in the named encoding or in the only plausible one."""
    if encoding is not None:
        return _decode_as(data, encoding)
    for name, mark in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_decode_strictly(data, name, len(mark)), name, bom=True)
    if b"\0" in data:
        from kanwu.readers.guess import guess_utf_16

        return Decoded(*guess_utf_16(data), bom=False)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", bom=False)
    except UnicodeDecodeError:
        from kanwu.readers.guess import guess_legacy

        try:
            return Decoded(*guess_legacy(data), bom=False)
        except UnicodeDecodeError as error:
            others = Sentence("，全文也不是别的中文编码")
            raise _undecodable(data, error.start, error.encoding, others) from error


def encode(text: str, encoding: str, bom: bool) -> bytes:
    """The bytes of which `decode` makes this text."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError as error:
        name = display_name(encoding)
        raise InputError(
            "“{character}”不能用 {name} 编码写出", character=text[error.start], name=name
        ) from error
    except UnicodeError as error:
        raise InputError("不能用 {name} 编码写出", name=display_name(encoding)) from error
    if data.decode(encoding) != text:
        raise InputError("用 {name} 编码写出后与原文不一致", name=display_name(encoding))
    return dict(_BYTE_ORDER_MARKS)[encoding] + data if bom else data


def _decode_as(data: bytes, encoding: str) -> Decoded:
    """The text in the encoding that the user named; a byte order mark may make it exact."""
    name = codec_name(encoding)
    for marked, mark in _BYTE_ORDER_MARKS:
        if marked.startswith(name) and data.startswith(mark):
            return Decoded(_decode_strictly(data, marked, len(mark)), marked, bom=True)
    name += "-le" if name in ("utf-16", "utf-32") else ""
    text = _decode_strictly(data, name)
    if compiled(_SURROGATE).search(text):  # some codecs write them, as UTF-7 does
        raise InputError("无法解码：{name} 写出了半个字符", name=display_name(name))
    return Decoded(text, name, bom=False)


def codec_name(encoding: str) -> str:
    """Python's name of the codec to use; InputError if no file can be in the encoding."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # fails for hex, zip and other codecs of bytes, which `lookup` finds too
    except (LookupError, UnicodeError) as error:
        raise InputError("没有这种编码：{encoding}", encoding=encoding) from error
    if name in _FILELESS_CODECS:
        raise InputError("没有这种编码的文件：{encoding}", encoding=encoding)
    return _WIDEST_ENCODINGS.get(name, name)


def _decode_strictly(data: bytes, encoding: str, start: int = 0) -> str:
    """The text of the bytes from the offset on, behind a byte order mark."""
    name = display_name(encoding)
    width = {"utf-16": 2, "utf-32": 4}.get(encoding[:6], 1)
    if (len(data) - start) % width:
        raise InputError(
            "无法解码：{name} 的字节数应是 {width} 的倍数，文件不完整", name=name, width=width
        )
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, start + error.start, encoding) from error
    except UnicodeError as error:  # from a codec that does not say where
        raise InputError("无法解码：不是 {name}", name=name) from error


def _undecodable(data: bytes, start: int, encoding: str, others: object = "") -> InputError:
    """The error of bytes that are not in the encoding from the offset `start` on."""
    from kanwu.text import LineIndex

    before = data[:start].decode(encoding, "replace")
    line = LineIndex(before).position(len(before)).line
    name = display_name(encoding)
    return InputError(
        "第 {number} 字节（0x{byte:02X}）不是 {name}{others}，无法解码",
        line,
        number=start + 1,
        byte=data[start],
        name=name,
        others=others,
    )


def display_name(encoding: str) -> str:
    """The encoding as people call it."""
    return _DISPLAY_NAMES.get(encoding) or encoding.upper().removesuffix("-LE").removesuffix("-BE")

"""Bytes to text and back: a strict try of each encoding, in order, and no guess where two tie."""

from __future__ import annotations

import codecs
from itertools import islice

from kanwu.errors import InputError
from kanwu.expression import compiled
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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

# The most frequent characters of running text, in both scripts, and its punctuation.
_FREQUENT = frozenset(
    "，。、；：“”‘’（）《》？！—…·　％０１２３４５６７８９「」『』"
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
    "种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从"
    "业本去把性好应开它合还因由其些前外天政四日社义事平形相全表间样与关各重新线内数正心反你明看原又么利"
    "比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常"
    "文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别市县区镇村委务局完善强推落实保障"
    "這為個國時來們對會發動過說產後學經進著電裡現實兩體當點業應開還間樣與關長問題無見軍數從結變條務門"
    "設總員黨統組議處據標準縣區鎮鄉農費財稅審辦報點計劃規範圍環護衛醫藥線級資訊網車輛運輸導記錄請單據"
)
_ASCII = frozenset(map(chr, (*b"\t\n\r", *range(0x20, 0x7F))))

# Each with its standard, and the first bytes there of the characters in common use (level 1).
_LEGACY = (("gb18030", "gb2312", range(0xB0, 0xD8)), ("cp950", "big5", range(0xA4, 0xC7)))

_HALVES = "[\ud800-\udfff]"  # of surrogate pairs, which no text has
_SAMPLE = 4000  # characters are enough to tell two readings apart
_CLEARLY = 0.2  # by as much must a reading be worth more than any other, and than nonsense
_MOSTLY = 0.9  # the least worth of UTF-16 that no mark vouches for


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
        return _with_nulls(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", bom=False)
    except UnicodeDecodeError:
        return _legacy(data)


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


def _with_nulls(data: bytes) -> Decoded:
    """UTF-16 without a mark: one of the byte orders gives ASCII and Chinese, the other does not."""
    readings = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _read_as(data, encoding)
        if text is not None and "\0" not in text:
            worth = _worth(text[:_SAMPLE], _FREQUENT | _ASCII, lambda one: "一" <= one <= "龥")
            readings.append((worth, text, encoding))
    if not readings or max(readings)[0] < _MOSTLY:
        raise InputError("二进制文件")
    return Decoded(*max(readings)[1:], bom=False)


def _legacy(data: bytes) -> Decoded:
    readings = [(0.0, "", "")]
    for encoding, standard, leads in _LEGACY:
        text = _read_as(data, encoding)
        if text is not None:
            readings.append((_plausibility(text, standard, leads), text, encoding))
    if len(readings) == 1:
        raise InputError("无法解码：不是 UTF-8、UTF-16、GB18030 或 Big5")
    *_, second, best = sorted(readings)
    if best[0] - second[0] < _CLEARLY:
        raise InputError("无法断定编码是 GB18030 还是 Big5，需用 --encoding 指明")
    return Decoded(*best[1:], bom=False)


def _read_as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str, standard: str, leads: range) -> float:
    def in_common_use(character: str) -> bool:
        code = character.encode(standard, "ignore")
        return bool(code) and code[0] in leads

    beyond_ascii = (character for character in text if character > "\x7f")
    return _worth(list(islice(beyond_ascii, _SAMPLE)), _FREQUENT, in_common_use)


def _worth(
    sample: Sequence[str], frequent: frozenset[str], in_common_use: Callable[[str], bool]
) -> float:
    """What a character is worth on average: 2 if it is frequent, 1 if in common use, or nothing."""
    worth = sum(2 if one in frequent else in_common_use(one) for one in sample)
    return worth / len(sample)

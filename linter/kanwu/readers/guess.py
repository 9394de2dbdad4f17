"""Bytes that do not say how they are encoded: the only plausible reading, and none where two tie."""

from __future__ import annotations

from itertools import islice

from kanwu.errors import InputError
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Reading = tuple[str, str]  # a text and its encoding, as Python names it

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

_SAMPLE = 4000  # characters are enough to tell two readings apart
_CLEARLY = 0.2  # by as much must a reading be worth more than any other, and than nonsense
_MOSTLY = 0.9  # the least worth of UTF-16 that no mark vouches for


def with_nulls(data: bytes) -> Reading:
    """UTF-16 without a mark: one of the byte orders gives ASCII and Chinese, the other does not."""
    readings = list[tuple[float, str, str]]()
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _read_as(data, encoding)
        if text is not None and "\0" not in text:
            worth = _worth(text[:_SAMPLE], _FREQUENT | _ASCII, lambda one: "一" <= one <= "龥")
            readings.append((worth, text, encoding))
    if not readings or max(readings)[0] < _MOSTLY:
        raise InputError("二进制文件")
    return max(readings)[1:]


def legacy(data: bytes) -> Reading:
    """GB18030 or Big5, whichever reads as a text that somebody would write."""
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
    return best[1:]


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

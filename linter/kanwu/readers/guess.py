"""The encoding of bytes that do not name it: the only plausible one; a tie is not guessed."""

from __future__ import annotations

from itertools import islice

from kanwu.errors import InputError
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Reading = tuple[str, str]  # a text, and its encoding as Python names it

# The most frequent characters and marks of running text, in simplified and traditional script.
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

# An encoding, the standard that it extends, and the first bytes of the characters in common use
# (level 1) in that standard.
_LEGACY_ENCODINGS = (
    ("gb18030", "gb2312", range(0xB0, 0xD8)),
    ("cp950", "big5", range(0xA4, 0xC7)),
)

_UTF_8 = ("utf-8", "gb2312", range(0xB0, 0xD8))  # for its score
_LAST_OF_TWO_BYTES = "\u07ff"  # in UTF-8
_FIRST_BYTES_OF_SIGNS = range(0xA1, 0xAA)  # in GB/T 2312: signs, foreign letters, pinyin

_SAMPLE_LENGTH = 4000  # characters: enough to tell two readings apart
_LEAST_LEAD = 0.2  # of the best score over the second best, and over nonsense
_LEAST_UTF_16_SCORE = 0.9  # where no byte order mark vouches for it


def guess_utf_16(data: bytes) -> Reading:
    """UTF-16 without a mark, in the byte order that gives more ASCII and Chinese."""
    readings = list[tuple[float, str, str]]()
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _decode_or_none(data, encoding)
        if text is not None and "\0" not in text:
            score = _score(text[:_SAMPLE_LENGTH], _FREQUENT | _ASCII, _is_chinese)
            readings.append((score, text, encoding))
    if not readings or max(readings)[0] < _LEAST_UTF_16_SCORE:
        raise InputError("二进制文件")
    return max(readings)[1:]


def guess_legacy(data: bytes) -> Reading:
    """GB18030 or Big5, whichever gives the text that a person is more likely to have written.

    UnicodeDecodeError, of the encoding that is probably meant, if the bytes are in neither.
    """
    readings = [(0.0, "", "")]
    for encoding, standard, first_bytes in _LEGACY_ENCODINGS:
        text = _decode_or_none(data, encoding)
        if text is not None:
            readings.append((_legacy_score(text, standard, first_bytes), text, encoding))
    if len(readings) == 1:
        data.decode(_least_broken(data))  # raises
    *_, second, best = sorted(readings)
    if best[0] - second[0] < _LEAST_LEAD:
        raise InputError("无法断定编码是 GB18030 还是 Big5，需用 --encoding 指明")
    return best[1:]


def is_rather_utf_8(data: bytes, text: str, encoding: str) -> bool:
    """Whether bytes that also decode to this text in this encoding are valid UTF-8 by no accident.

    Two bytes may be both a character of GBK and a letter with an accent, three hardly ever.
    """
    other = _decode_or_none(data, "utf-8")
    if other is None or max(other) > _LAST_OF_TWO_BYTES:
        return other is not None
    scores = {
        name: _legacy_score(text, standard, first_bytes)
        for name, standard, first_bytes in _LEGACY_ENCODINGS
    }
    signs = _legacy_score(other, "gb2312", _FIRST_BYTES_OF_SIGNS)
    return signs + _LEAST_LEAD >= scores.get(encoding, 0)


def _least_broken(data: bytes) -> str:
    """The encoding with the fewest broken bytes and the likeliest text."""
    readings = []
    for encoding, standard, first_bytes in (_UTF_8, *_LEGACY_ENCODINGS):
        text = data.decode(encoding, "replace")
        score = _legacy_score(text, standard, first_bytes)
        readings.append((-text.count("\ufffd"), score, encoding))
    *_, likeliest = max(readings)
    return likeliest


def _decode_or_none(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_chinese(character: str) -> bool:
    return "一" <= character <= "龥"


def _legacy_score(text: str, standard: str, first_bytes: range) -> float:
    """The score of the text's characters beyond ASCII."""

    def is_common(character: str) -> bool:
        code = character.encode(standard, "ignore")
        return bool(code) and code[0] in first_bytes

    beyond_ascii = (character for character in text if character > "\x7f")
    return _score(list(islice(beyond_ascii, _SAMPLE_LENGTH)), _FREQUENT, is_common)


def _score(
    sample: Sequence[str], frequent: frozenset[str], is_common: Callable[[str], bool]
) -> float:
    """The mean over the sample, which is not empty: 2 if frequent, 1 if common, 0 otherwise."""
    return sum(2 if c in frequent else is_common(c) for c in sample) / len(sample)

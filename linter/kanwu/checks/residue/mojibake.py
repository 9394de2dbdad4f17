"""The `mojibake` check: text that was read in another encoding than its own."""

from __future__ import annotations

from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

# Two characters are six bytes in UTF-8, and three characters when read as GBK. These characters
# begin such threes: the first two bytes of nearly all characters in reports.
_HEADS = (
    "妗妫姘姝姣姹娆娉娌娑娓娣娲娴婧宸寤寮寰搴杈杞杩棰椋椤楂楠浜浠浣浼涓涔淇渚澧澶濂濮瀛瀵瀹灏灞琚琛瑕瑙璁璇璋璐璧璺瓒甯纭绀绁"
    "绂绉绋绌绔绗绛绠绫绮绯绱绾缁缂缃缇褰蹇鈥銆鍊鍋鍏鍐鍑鍒鍓鍔鍖鍗鍘鍙鍚鍛鍜鍝鍟鍠鍥鍦鍧鍨鍩鎬鎭鎯鎰鎴鎵鎶鎷鎸鎹鎺鎻鏀鏁鏂鏃"
    "铻閾閽鐏鐒妯娈宀鏄鏇鏈鏉鏋鏌鏍鐐鐓鐗鐘鐜鐞鐢鐣鐤鐧鐨鐩鐪鐫鐭鐮鑰鑱鑲鑳鑷鑸鑹鑺鑼鑽钀锛閫閬閮閰閲閿闀闂闃闄闅闆闇闈骞锘"
)
# € is the single byte 80; half of a surrogate pair, which a Python program may give, has no bytes.
_OTHER = r"[^\x00-\x7f€\ud800-\udfff]"
_REST = rf"(?:{_OTHER}€{_OTHER}{{2}}|€|{_OTHER}{{2}})"
_THREE = rf"(?:[{_HEADS}]{_REST})"
# Bytes above 7F, read as Latin-1 or as the Windows code page with marks in 80–9F.
_MARKS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BYTES = "|".join(rf"[{row}][\x80-\xff{_MARKS}]+" for row in ("¡£°-Ï", "Ð-ô"))

# Garbage makes rare characters by chance; a third of the characters of real text are these.
_FREQUENT = frozenset(
    "，。、；：！？“”‘’（）《》—…·％的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主"
    "发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些前外天政四日社义事平形相全表间与关各重新线内数正心反你明看原又利比"
    "或质气第向道此变条只没结解问意建月公无系军情者最立代想已通并提直题党程展五果料员革位入常文总次品式活设及管特"
    "务求基资流级图山统接较将组见计别企监财税报告县市区镇村委局处安全农经济改善强教育服环保规划项目称附件"
)
# Other characters that UTF-8 is used for: accented letters, signs and emoji.
_SIGNS = r"[\xa1-\xff\u2010-\u2026\u2190-\u2bff\U0001f000-\U0001faff]+|\ufeff"
_LETTER = "[À-ÖØ-öø-þ]"
_PLAIN = "“”‘’«»…—–"  # marks behind a genuine letter, as in “Ã”


class Mojibake(Pattern):
    """Rows of characters that make sense in another encoding, and `pattern`, which is lost text.

    The edit restores the text: characters in common use, a third of them frequent, or signs.
    `replace` is not used.
    """

    @property
    def expression(self) -> str:
        return rf"{_THREE}+|{_BYTES}|{self.pattern}"

    @property
    def expressions(self) -> tuple[str, ...]:
        return (self.expression, *super().expressions)

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        hit = _restored(match) or self._lost(match)
        return hit if hit and super().hit(document, match) else None

    def _lost(self, match: Match[str]) -> Hit | None:
        lost = compiled(self.pattern).match(match.string, match.start())
        return Hit(Span(*lost.span())) if lost else None


def _restored(match: Match[str]) -> Hit | None:
    for width, text in _readings(match[0]):
        original = text.removeprefix("\ufeff")  # the byte order mark
        if _is_chinese(original) or _is_common(original) or _are_signs(text, match):
            span = Span(match.start(), match.start() + width)
            return Hit(span, edits=(Edit(span, original),))
    return None


def _readings(garbage: str) -> list[tuple[int, str]]:
    """The possible texts, each with the length of its garbage in front; the longest first."""
    if compiled(_THREE).match(garbage):
        return [_from_gbk(garbage)]
    if not compiled(_BYTES).match(garbage):
        return []
    data = b"".join(map(_byte, garbage))
    readings = [_decoded(data, "utf-8")]
    # Real text has signs in a row, °±×÷, and two capitals next to each other.
    if compiled(_LETTER).search(garbage):
        width, text = _decoded(data, "gb2312")
        if len(text) > 1 and _is_chinese(text):
            readings.append((width, text))
    return sorted(readings, reverse=True)


def _from_gbk(garbage: str) -> tuple[int, str]:
    width, text = 0, ""
    for three in compiled(_THREE).finditer(garbage):
        data = b"".join(b"\x80" if char == "€" else char.encode("gb18030") for char in three[0])
        length, piece = _decoded(data, "utf-8")
        if length < len(data) or not _is_known(piece):
            break
        width, text = three.end(), text + piece
    return width, text


def _byte(character: str) -> bytes:
    if character in _MARKS:
        return character.encode("cp1252")
    return character.encode("latin-1")


def _decoded(data: bytes, encoding: str) -> tuple[int, str]:
    """The number of bytes up to the first one that is no text, and their text."""
    try:
        return len(data), data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start, data[: error.start].decode(encoding)


def _is_chinese(text: str) -> bool:
    frequent = sum(character in _FREQUENT for character in text)
    common = sum(map(_is_in_common_use, text))
    return 0 < len(text) <= frequent * 3 and common * 4 >= len(text) * 3


def _is_common(text: str) -> bool:
    # Four characters in common use are twelve bytes, and no chance.
    return len(text) > 3 and all(map(_is_in_common_use, text))


def _is_known(text: str) -> bool:
    return len(text.encode("gb2312", "ignore")) == 2 * len(text)


def _is_in_common_use(character: str) -> bool:
    # GB/T 2312—1980: punctuation, letters, and the characters of level 1.
    code = character.encode("gb2312", "ignore")
    return len(code) == 2 and (code[0] in (0xA1, 0xA3) or 0xB0 <= code[0] <= 0xD7)


def _are_signs(text: str, match: Match[str]) -> bool:
    before = match.string[max(0, match.start() - 1) : match.start()]
    genuine = before.isupper() or match[0][1] in _PLAIN
    if genuine and text != "\ufeff":
        return False
    return compiled(_SIGNS).fullmatch(text) is not None

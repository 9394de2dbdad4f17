"""The number formats of WordprocessingML, in which Word writes automatic numbers."""

from __future__ import annotations

from kanwu.numerals import to_numeral

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_FINANCIAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)

_GREATEST_FORMATTED = 999  # greater numbers are written in digits

_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "koreanCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand"),
}
_FINANCIAL_CHINESE = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_BY_DIGIT = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_ENCLOSED = {
    "decimalEnclosedCircle": "①",
    "decimalEnclosedCircleChinese": "①",
    "decimalEnclosedParen": "⑴",
    "decimalEnclosedFullstop": "⒈",
    "ideographEnclosedCircle": "㊀",
}
_CYCLES = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}


def numeral(number: int, format: str) -> str:
    """The number in the format; in digits, with leading zeros, for 01, 001 and unknown formats."""
    if format == "none":
        return ""
    if number > _GREATEST_FORMATTED:
        return str(number)
    if format in _CHINESE | _FINANCIAL_CHINESE:
        return _chinese(number, is_financial=format in _FINANCIAL_CHINESE)
    if format in _BY_DIGIT:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if format in _ENCLOSED:
        return to_numeral(number, like=_ENCLOSED[format]) if number < 21 else str(number)
    if signs := _CYCLES.get(format):
        return signs[number - 1] if 0 < number <= len(signs) else str(number)
    if format in ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman"):
        latin = _roman(number) if format.endswith("Roman") else _letters(number)
        return latin.lower() if format.startswith("lower") else latin
    if format.startswith("decimalFullWidth"):
        return str(number).translate(_FULL_WIDTH)
    return str(number).zfill(_least_digits(format))


def _chinese(number: int, *, is_financial: bool) -> str:
    chinese = to_numeral(number, like="一")
    if not is_financial:
        return chinese
    return ("壹" if chinese[0] == "十" else "") + chinese.translate(_FINANCIAL)


def _letters(number: int) -> str:
    # Z is followed by AA, and AA by BB.
    if not number:
        return "0"
    rounds, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (rounds + 1)


def _roman(number: int) -> str:
    roman = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        roman += letters * times
    return roman


def _least_digits(format: str) -> int:
    """The width to which zeros fill a number: a custom format such as 001 shows it."""
    if format == "decimalZero":
        return 2
    return len(format) if format.isdecimal() else 1

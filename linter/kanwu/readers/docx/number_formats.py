"""The ways in which Word writes a number in front of a paragraph."""

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

_MOST = 999  # that is written otherwise than in digits

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


def numeral(number: int, form: str) -> str:
    """The number in a format of WordprocessingML; in digits if it is not known, or is 001."""
    if form == "none":
        return ""
    if number > _MOST:
        return str(number)
    if form in _CHINESE | _FINANCIAL_CHINESE:
        chinese = to_numeral(number, like="一")
        if form in _CHINESE:
            return chinese
        return ("壹" if chinese[0] == "十" else "") + chinese.translate(_FINANCIAL)
    if form in _BY_DIGIT:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in _ENCLOSED:
        return to_numeral(number, like=_ENCLOSED[form]) if number < 21 else str(number)
    if form in ("ideographTraditional", "ideographZodiac"):
        signs = _STEMS if form == "ideographTraditional" else _BRANCHES
        return signs[number - 1] if 0 < number <= len(signs) else str(number)
    if form in ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman"):
        latin = _roman(number) if form.endswith("Roman") else _letters(number)
        return latin.lower() if form.startswith("lower") else latin
    if form.startswith("decimalFullWidth"):
        return str(number).translate(_FULL_WIDTH)
    return str(number).zfill(2 if form == "decimalZero" else len(form) if form.isdecimal() else 1)


def _letters(number: int) -> str:
    # After Z comes AA, then BB.
    if not number:
        return "0"
    rounds, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (rounds + 1)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written

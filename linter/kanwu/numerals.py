"""Chinese, Arabic and circled numerals, both ways."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_TEN = {
    digit: number for number, digit in enumerate("一二三四五六七八九十", 1)
}  # the most frequent
_POWERS = {"十": 10, "百": 100, "千": 1000}
_VARIANTS = str.maketrans("〇两", "零二")
_ENCLOSED = (("①", 20), ("⑴", 20), ("⒈", 20), ("㈠", 10), ("㊀", 10))


def from_numeral(numeral: str) -> int | None:
    """The number of the numeral, up to 9,999 in Chinese; None if it is no numeral."""
    if numeral in _TEN:
        return _TEN[numeral]
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and (enclosed := _from_enclosed(numeral)):
        return enclosed
    return _from_chinese(numeral.translate(_VARIANTS))


def to_numeral(number: int, *, like: str) -> str:
    """The number in the manner of another numeral: 3 like 二 is 三, like ② is ③, like 2 is 3."""
    if like.isdecimal():
        return str(number)
    for first, count in _ENCLOSED:
        if 0 <= ord(like[0]) - ord(first) < count and number <= count:
            return chr(ord(first) + number - 1)
    return _to_chinese(number)


def circled(number: int) -> str:
    """The number (from 1) in a circle, as ① and ㊿; in brackets beyond 50, where no circles are."""
    for first, start, count in (("①", 1, 20), ("㉑", 21, 15), ("㊱", 36, 15)):
        if start <= number < start + count:
            return chr(ord(first) + number - start)
    return f"({number})"


def _from_enclosed(char: str) -> int | None:
    for first, count in _ENCLOSED:
        if 0 <= (steps := ord(char) - ord(first)) < count:
            return steps + 1
    return None


def _from_chinese(numeral: str) -> int | None:
    if not numeral or not set(numeral) <= {*_DIGITS, *_POWERS}:
        return None
    if len(numeral) > 1 and not set(numeral) & _POWERS.keys():
        return int("".join(str(_DIGITS.index(char)) for char in numeral))  # 二〇二三
    total, digit, power = 0, 0, 10_000
    for char in numeral:
        if char not in _POWERS:
            if digit:
                return None
            digit = _DIGITS.index(char)
        elif _POWERS[char] < power and (digit or char == "十"):
            power = _POWERS[char]
            total, digit = total + (digit or 1) * power, 0
        else:
            return None
    return total + digit


def _to_chinese(number: int) -> str:
    if number < 20:
        return ("十" if number > 9 else "") + (
            _DIGITS[number % 10] if number % 10 else "" if number else "零"
        )
    numeral, has_gap = "", False
    for char, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, power)
        if digit:
            numeral += ("零" if has_gap and numeral else "") + _DIGITS[digit] + char
        has_gap = not digit
    return numeral

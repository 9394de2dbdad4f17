"""What the items of the parse tree of `re` stand for, as far as it can be spelled out."""

from __future__ import annotations

from re import _casefix, _constants  # type: ignore[attr-defined]

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

LONGEST = 4  # characters of a string that is spelled out
IGNORECASE = 2
_MOST_CHARACTERS = 64  # of one class that is still spelled out; more make the automaton slow
_LINE_END = ord("\n")
_WITH_LINE_END = (
    _constants.CATEGORY_SPACE,
    _constants.CATEGORY_NOT_DIGIT,
    _constants.CATEGORY_NOT_WORD,
)


def without_groups(tree: Iterable[Any]) -> Iterator[Any]:
    """The items of the sequence, with those of groups without flags in their place."""
    for operator, argument in tree:
        if operator is _constants.SUBPATTERN and not argument[1] and not argument[2]:
            yield from without_groups(argument[3])
        else:
            yield operator, argument


def spelled(operator: Any, argument: Any, flags: int) -> Sequence[str]:
    """The few strings of one length that the item stands for; none if they are many or differ."""
    if operator is _constants.ATOMIC_GROUP:
        return _spelled_out(argument, flags)
    if operator is not _constants.BRANCH:
        return _characters(operator, argument, flags)
    parts = [_spelled_out(body, flags) for body in argument[1]]
    strings = {string for part in parts for string in part}
    is_even = all(parts) and len(set(map(len, strings))) == 1
    return sorted(strings) if is_even and len(strings) <= _MOST_CHARACTERS else ()


def _spelled_out(tree: Iterable[Any], flags: int) -> Sequence[str]:
    strings = [""]
    for operator, argument in without_groups(tree):
        further = spelled(operator, argument, flags)
        if not further or len(strings) * len(further) > _MOST_CHARACTERS:
            return ()
        strings = [one + more for one in strings for more in further]
    return strings if len(strings[0]) in range(1, LONGEST + 1) else ()


def leading_characters(operator: Any, argument: Any, flags: int) -> list[Sequence[str]]:
    """What the item surely begins with: X{2,} with X, X; a look ahead or a choice with one X."""
    if operator is _constants.ASSERT and argument[0] == 1:
        characters = _first_characters(argument[1], flags)
        return [characters] if characters else []
    if operator is _constants.BRANCH:
        characters = _first_characters([(operator, argument)], flags)
        return [characters] if characters else []
    if operator not in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return []
    least, _, body = argument
    if len(body) != 1:
        return []
    operator, argument = body[0]
    if not (characters := _characters(operator, argument, flags)):
        return []
    return [characters] * min(least, LONGEST)


def _first_characters(tree: Iterable[Any], flags: int) -> Sequence[str]:
    """The few characters that what is looked for begins with; none if they are many or unknown."""
    for operator, argument in without_groups(tree):
        if operator is not _constants.BRANCH:
            repeated = leading_characters(operator, argument, flags)
            return repeated[0] if repeated else _characters(operator, argument, flags)
        parts = [_first_characters(body, flags) for body in argument[1]]
        found = {char for part in parts for char in part}
        return sorted(found) if all(parts) and len(found) <= _MOST_CHARACTERS else ()
    return ()


def _characters(operator: Any, argument: Any, flags: int) -> Sequence[str]:
    """The few characters that the item stands for, or none if they are many or unknown."""
    if operator is _constants.LITERAL:
        codes = [argument]
    elif operator is _constants.IN and (listed := _listed(argument)):
        codes = listed
    else:
        return ()
    if _LINE_END in codes:
        return ()
    if flags & IGNORECASE:
        return sorted({variant for code in codes for variant in _variants(code)})
    return [chr(code) for code in codes]


def _listed(members: Iterable[tuple[Any, Any]]) -> list[int]:
    codes: list[int] = []
    for operator, argument in members:
        if operator is _constants.LITERAL:
            codes.append(argument)
        elif operator is _constants.RANGE and argument[1] - argument[0] < _MOST_CHARACTERS:
            codes += range(argument[0], argument[1] + 1)
        else:
            return []
    return codes if len(codes) <= _MOST_CHARACTERS else []


def _variants(code: int) -> Iterator[str]:
    for char in {chr(code), chr(code).lower(), chr(code).upper()}:
        if len(char) == 1:
            yield char
            for more in _casefix._EXTRA_CASES.get(ord(char), ()):
                yield chr(more)


def may_be_line_end(operator: Any, argument: Any) -> bool:
    if operator is _constants.LITERAL:
        return bool(argument == _LINE_END)
    if operator is _constants.NOT_LITERAL:
        return bool(argument != _LINE_END)
    if operator is not _constants.IN:  # any character but that
        return False
    holds = any(_holds_line_end(operator, argument) for operator, argument in argument)
    return holds != (argument[0][0] is _constants.NEGATE)


def _holds_line_end(operator: Any, argument: Any) -> bool:
    if operator is _constants.RANGE:
        return bool(argument[0] <= _LINE_END <= argument[1])
    return argument in (_LINE_END, *_WITH_LINE_END)

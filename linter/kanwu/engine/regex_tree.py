"""Regular expressions as trees: what the planner reads of them.

The one door to the private parser of CPython's `re`. Where that is missing, or is another one than
this module knows, nothing is known of any expression: every rule goes through the text by itself,
more slowly, and finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

Range = tuple[int, int]  # code points from the first to the last

_MOST_VARIANTS = 64  # characters of a class of which the other case is looked up
_LINE_END = ord("\n")
# `\d` is read as the digits that Chinese texts are written with, ASCII and full-width ones: where a
# text holds others, the scanner tries expressions with `\d` everywhere.
_USUAL_DIGITS = ((ord("0"), ord("9")), (ord("０"), ord("９")))
_WIDEST = 0xFFFF  # of characters in 16 bits


class Characters(NamedTuple):
    """One character: of the ranges, or, where there are none, of too many to tell."""

    ranges: tuple[Range, ...]
    may_be_line_end: bool


class Choice(NamedTuple):
    """One of the branches."""

    branches: tuple[Tree, ...]


class Repeat(NamedTuple):
    """The body, so many times; without `most`, any number from `least` on."""

    least: int
    most: int | None
    body: Tree


class Look(NamedTuple):
    """What must stand there too: ahead, or, with a width, so many code points behind."""

    behind: int
    body: Tree


class ParagraphStart(NamedTuple):
    """^."""


class Unknown(NamedTuple):
    """What may match anything, such as a back reference."""


Node = Characters | Choice | Repeat | Look | ParagraphStart | Unknown
# What follows each other. Groups are spliced in; negative assertions, word boundaries and the
# like are left out: they only make matches fewer.
Tree = tuple[Node, ...]

NEVER = Choice(())  # (?!)


def parse(source: str) -> Tree | None:
    """The tree of the expression; None for what only `regex` can read, and without the parser."""
    from importlib import import_module
    from re import MULTILINE, error

    try:
        tree = import_module("re._parser").parse(source, MULTILINE)
        cases = import_module("re._casefix")._EXTRA_CASES
        reader = _Reader(import_module("re._constants"), cases)
        return tuple(reader.read(tree, tree.state.flags))
    except (ImportError, AttributeError, TypeError, ValueError, error):
        return None


def begins_with_literal(tree: Tree | None) -> bool:
    """Whether `re` itself leaps from one place to the next where the expression could match."""
    match tree:
        case (Characters(ranges=((first, last),)), *_):
            return first == last
    return False


def begins_a_paragraph(tree: Tree | None) -> bool:
    """Whether every match starts where a paragraph does."""
    return tree is not None and isinstance(next(iter(tree), None), ParagraphStart)


def unusual_digits() -> Iterator[Range]:
    """The digits of 16 bits that `\\d` is not read as."""
    for code in range(_WIDEST + 1):
        if chr(code).isdecimal() and not any(at <= code <= last for at, last in _USUAL_DIGITS):
            yield code, code


class _Reader:
    """Reads what the parser of `re` gives."""

    def __init__(self, constants: Any, cases: dict[int, tuple[int, ...]]) -> None:
        self._is = constants
        self._cases = cases
        self._repeats = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)
        self._starts = (constants.AT_BEGINNING, constants.AT_BEGINNING_STRING)
        self._with_line_end = (
            constants.CATEGORY_SPACE,
            constants.CATEGORY_NOT_DIGIT,
            constants.CATEGORY_NOT_WORD,
        )

    def read(self, tree: Iterable[Any], flags: int) -> Iterator[Node]:
        for operator, argument in tree:
            yield from self._nodes(operator, argument, flags)

    def _nodes(self, operator: Any, argument: Any, flags: int) -> Iterator[Node]:
        if operator is self._is.SUBPATTERN:
            _, added, removed, body = argument
            yield from self.read(body, (flags | added) & ~removed)
        elif operator is self._is.ATOMIC_GROUP:
            yield from self.read(argument, flags)
        elif operator is self._is.BRANCH:
            yield Choice(tuple(tuple(self.read(body, flags)) for body in argument[1]))
        elif operator is self._is.GROUPREF_EXISTS:
            _, body, other = argument
            yield Choice((tuple(self.read(body, flags)), tuple(self.read(other or (), flags))))
        elif operator in self._repeats:
            least, most, body = argument
            most = None if most is self._is.MAXREPEAT else most
            yield Repeat(least, most, tuple(self.read(body, flags)))
        elif operator is self._is.ASSERT:
            behind = argument[1].getwidth()[0] if argument[0] < 0 else 0
            yield Look(behind, tuple(self.read(argument[1], flags)))
        elif operator is self._is.ASSERT_NOT:
            if not list(argument[1]):
                yield NEVER
        elif operator is self._is.AT:
            if argument in self._starts:
                yield ParagraphStart()
        else:
            yield self._characters(operator, argument, flags)

    def _characters(self, operator: Any, argument: Any, flags: int) -> Characters | Unknown:
        if operator is self._is.LITERAL:
            return self._of([(operator, argument)], flags)
        if operator is self._is.IN:
            return self._of(argument, flags)
        if operator is self._is.NOT_LITERAL:
            return Characters((), argument != _LINE_END)
        if operator is self._is.ANY:
            from re import DOTALL

            return Characters((), bool(flags & DOTALL))
        return Unknown()

    def _of(self, members: Iterable[tuple[Any, Any]], flags: int) -> Characters:
        """The class of the members."""
        from re import IGNORECASE

        ranges: list[Range] = []
        is_known, is_negated, may_be_line_end = True, False, False
        for operator, argument in members:
            if operator is self._is.NEGATE:
                is_negated = True
            elif operator is self._is.CATEGORY:
                ranges += _USUAL_DIGITS if argument is self._is.CATEGORY_DIGIT else ()
                is_known &= argument is self._is.CATEGORY_DIGIT
                may_be_line_end |= argument in self._with_line_end
            else:
                ranges.append(argument if operator is self._is.RANGE else (argument, argument))
        may_be_line_end |= any(at <= _LINE_END <= last for at, last in ranges)
        if is_negated or not is_known:
            return Characters((), may_be_line_end != is_negated)
        if flags & IGNORECASE:
            ranges = self._in_both_cases(ranges)
        return Characters(tuple(ranges), may_be_line_end)

    def _in_both_cases(self, ranges: list[Range]) -> list[Range]:
        if sum(last + 1 - at for at, last in ranges) > _MOST_VARIANTS:
            return []
        codes = {code for at, last in ranges for code in range(at, last + 1)}
        cases = [case for code in codes for case in (chr(code).lower(), chr(code).upper())]
        codes |= {ord(case) for case in cases if len(case) == 1}
        codes |= {more for code in codes for more in self._cases.get(code, ())}
        return [(code, code) for code in sorted(codes)]

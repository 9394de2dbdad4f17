"""The anchors of an expression: literal strings of which every match holds one, at a known place.

They are read off the parse tree of `re`, so that a rule's author writes the expression that reads
best and the scanner still visits only the places where it could match.
"""

from __future__ import annotations

from math import inf
from re import MULTILINE, _constants, _parser, error  # type: ignore[attr-defined]

from kanwu.document import BLANK
from kanwu.engine.regex_tree import (
    IGNORECASE,
    LONGEST,
    leading_characters,
    may_be_line_end,
    spelled,
    without_groups,
)
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

# A literal that a match holds so many code points behind its start.
Anchor = tuple[int, str]
Anchors = frozenset[Anchor]

_MOST_ANCHORS = 256  # of one character
_MOST_PAIRS = 512  # anchors that a row of classes is spelled out to
_MOST_WORDS = 4096  # anchors in all: those of two characters and more are rare
_MOST_WIDTHS = 64  # of a part, behind each of which what follows is looked for
_EACH = 0.0005  # times in 1,000 characters that a literal has to save, to be worth its place

# About how often a character stands among 1,000 of a report; others seldom.
COMMON = {
    "，": 38.0,
    "的": 24.0,
    "。": 21.0,
    "、": 20.0,
    "　": 20.0,
    "和": 13.0,
    "\n": 13.0,
    " ": 10.0,
}
COMMON |= dict.fromkeys("0123456789国业发要一", 8.0)
COMMON |= dict.fromkeys("展进经加工政大建民产制人有作中会改实力在年行设全区县市“”", 6.0)
COMMON |= dict.fromkeys(
    "济地生化重农资理是主不增社务强保各高体我对合方新定革持部开机提关以用企度基为法能%", 4.0
)
COMMON |= dict.fromkeys(
    "现动了成面推上等利步分出同平技长家公好们育管施品续结调本到点坚规事金构入义治（）", 3.0
)
COMMON |= dict.fromkeys(
    "个性项整教代多府支外积系学善量于安水自决收策科术极场十通三投目继文过取村万亿元：；《》.,", 2.0
)
# Han characters, and letters; marks of which not every report has one.
_SELDOM, _HARDLY_EVER = 0.5, 0.05
_TOGETHER = 8


class Found(NamedTuple):
    """What can be said of the matches of a part: its widths, if they are few, and its anchors."""

    widths: range | None
    anchors: Anchors | None


_EMPTY = range(1)  # no width but 0


def anchors_of(source: str) -> Anchors | None:
    """The rarest anchors of the expression; None if there are none at a known distance.

    None too for what only `regex` can read; an empty set if nothing matches, as with (?!).
    """
    try:
        tree = _parser.parse(source, MULTILINE)
    except error:
        return None
    return _sequence(tree, tree.state.flags).anchors


def frequency(anchors: Anchors) -> float:
    """About how often one of the anchors stands among 1,000 characters of a report."""
    if not anchors:
        return 0.0
    by_each = sum(_frequency(text) for _, text in anchors)
    # No more often than any of their characters; each of the others makes it a quarter of that.
    texts = {text for _, text in anchors}
    shortest = min(map(len, texts))
    most = min(sum(map(_of, {text[at] for text in texts})) for at in range(shortest))
    return min(by_each, most * 0.25 ** (shortest - 1) * len(anchors) / len(texts))


def begins_with_literal(source: str) -> bool:
    """Whether `re` itself leaps from one place to the next where the expression could match."""
    tree = _parser.parse(source, MULTILINE)
    operator, _ = next(without_groups(tree))
    return not tree.state.flags & IGNORECASE and operator is _constants.LITERAL


def begins_a_paragraph(source: str) -> bool:
    """Whether every match starts where a paragraph does; False for what only `regex` can read."""
    try:
        _, argument = next(without_groups(_parser.parse(source, MULTILINE)))
    except error:
        return False
    return argument is _constants.AT_BEGINNING


def _cost(anchors: Anchors) -> float:
    # That does not stand in the text where it stands in the prose of a format with markup.
    if any(BLANK in text for _, text in anchors):
        return inf
    return frequency(anchors) + _EACH * len(anchors)


def _frequency(text: str) -> float:
    """About how often the literal stands among 1,000 characters of a report."""
    frequency = 1000.0
    for char in text:
        frequency *= _of(char) / 1000
    # Characters that stand together in a rule stand together more often than by chance.
    return frequency * float(_TOGETHER ** (len(text) - 1))


def _of(char: str) -> float:
    return COMMON.get(char, _SELDOM if char.isalpha() else _HARDLY_EVER)


def _sequence(tree: Iterable[Any], flags: int) -> Found:
    """Literals next to each other are joined; behind a part of many widths, nothing is known."""
    widths = _EMPTY  # of what stands before the run
    run: list[Sequence[str]] = []
    choices: list[tuple[range, Anchors]] = []  # each with the widths of what stands before
    for operator, argument in without_groups(tree):
        if strings := spelled(operator, argument, flags):
            run.append(strings)
            continue
        choices += _windows([*run, *leading_characters(operator, argument, flags)], widths)
        widths = _added(widths, sum(len(strings[0]) for strings in run))
        run = []
        part = _part(operator, argument, flags)
        if part.anchors is not None:
            choices.append((widths, part.anchors))
        if part.widths is None or len(widths) + len(part.widths) > _MOST_WIDTHS:
            return Found(None, _rarest(choices))
        widths = range(widths[0] + part.widths[0], widths[-1] + part.widths[-1] + 1)
    choices += _windows(run, widths)
    widths = _added(widths, sum(len(strings[0]) for strings in run))
    return Found(widths, _rarest(choices))


def _rarest(choices: Iterable[tuple[range, Anchors]]) -> Anchors | None:
    """The anchors that cost least, at all places that they may stand at; None if there are none."""
    best, least = None, inf
    for widths, anchors in choices:
        if (cost := _cost(anchors) * len(widths)) < least:
            best, least = (widths, anchors), cost
    if best is None:
        return None
    return frozenset((distance + width, text) for width in best[0] for distance, text in best[1])


def _part(operator: Any, argument: Any, flags: int) -> Found:
    match operator:
        case _constants.ASSERT_NOT if not list(argument[1]):  # (?!)
            return Found(_EMPTY, frozenset())
        case _constants.ASSERT | _constants.ASSERT_NOT | _constants.AT:
            return Found(_EMPTY, None)
        case _constants.SUBPATTERN:
            _, added, removed, body = argument
            return _sequence(body, (flags | added) & ~removed)
        case _constants.ATOMIC_GROUP:
            return _sequence(argument, flags)
        case _constants.BRANCH:
            return _branch([_sequence(body, flags) for body in argument[1]])
        case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
            least, most, body = argument
            inner = _sequence(body, flags)
            anchors = inner.anchors if least else None
            if inner.widths is None or most is _constants.MAXREPEAT:
                return Found(None, anchors)
            return Found(range(least * inner.widths[0], most * inner.widths[-1] + 1), anchors)
        case _constants.GROUPREF | _constants.GROUPREF_EXISTS:
            return Found(None, None)
    # A class too large to spell out, or any character. Where it may be a line end, what follows may
    # stand in another piece of the text than the start, and be found too late: see scanner.py.
    return Found(None if may_be_line_end(operator, argument) else range(1, 2), None)


def _branch(parts: list[Found]) -> Found:
    widths = None
    known = [part.widths for part in parts if part.widths is not None]
    if len(known) == len(parts):
        widths = range(min(each[0] for each in known), max(each[-1] for each in known) + 1)
    every = [part.anchors for part in parts if part.anchors is not None]
    if len(every) < len(parts):
        return Found(widths, None)
    union = frozenset[Anchor]().union(*every)
    singles = sum(len(text) == 1 for _, text in union)
    is_few = singles <= _MOST_ANCHORS and len(union) <= _MOST_WORDS
    return Found(widths, union if is_few else None)


def _windows(run: list[Sequence[str]], before: range) -> Iterator[tuple[range, Anchors]]:
    """Each stretch of the run that spells out to few enough strings, as a set of anchors."""
    for start in range(len(run)):
        texts = [""]
        for strings in run[start:]:
            most = _MOST_PAIRS if texts[0] else _MOST_ANCHORS
            if len(texts) * len(strings) > most or len(texts[0]) + len(strings[0]) > LONGEST:
                break
            texts = [text + string for text in texts for string in strings]
            yield before, frozenset((0, text) for text in texts)
        before = _added(before, len(run[start][0]))


def _added(widths: range, more: int) -> range:
    return range(widths.start + more, widths.stop + more)

"""The anchors of an expression: literal strings of which every match holds one, at a known place.

They are read off the parse tree of `re`, so that a rule's author writes the expression that reads
best and the scanner still visits only the places where it could match.
"""

from __future__ import annotations

from math import inf
from re import MULTILINE, _casefix, _constants, _parser, error  # type: ignore[attr-defined]

from kanwu.document import BLANK
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

# A literal that a match holds so many code points behind its start.
Anchor = tuple[int, str]
Anchors = frozenset[Anchor]

_MOST_CHARACTERS = 64  # of one class that is still spelled out; more make the automaton slow
_MOST_ANCHORS = 256  # of one character
_MOST_PAIRS = 512  # anchors that a row of classes is spelled out to
_MOST_WORDS = 4096  # anchors in all: those of two characters and more are rare
_LONGEST = 4  # a longer literal is no rarer
_MOST_WIDTHS = 64  # of a part, behind each of which what follows is looked for
_EACH = 0.0005  # times in 1,000 characters that a literal has to save, to be worth its place
_IGNORECASE = 2
_LINE_END = ord("\n")

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
_WITH_LINE_END = (
    _constants.CATEGORY_SPACE,
    _constants.CATEGORY_NOT_DIGIT,
    _constants.CATEGORY_NOT_WORD,
)


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
    spelled = sum(_frequency(text) for _, text in anchors)
    # No more often than any of their characters; each of the others makes it a quarter of that.
    texts = {text for _, text in anchors}
    shortest = min(map(len, texts))
    most = min(sum(map(_of, {text[at] for text in texts})) for at in range(shortest))
    return min(spelled, most * 0.25 ** (shortest - 1) * len(anchors) / len(texts))


def begins_with_literal(source: str) -> bool:
    """Whether `re` itself leaps from one place to the next where the expression could match."""
    tree = _parser.parse(source, MULTILINE)
    operator, _ = next(_without_groups(tree))
    return not tree.state.flags & _IGNORECASE and operator is _constants.LITERAL


def begins_a_paragraph(source: str) -> bool:
    """Whether every match starts where a paragraph does; False for what only `regex` can read."""
    try:
        _, argument = next(_without_groups(_parser.parse(source, MULTILINE)))
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
    for operator, argument in _without_groups(tree):
        if spelled := _spelled(operator, argument, flags):
            run.append(spelled)
            continue
        choices += _windows([*run, *_leading_characters(operator, argument, flags)], widths)
        widths = _added(widths, sum(len(spelled[0]) for spelled in run))
        run = []
        part = _part(operator, argument, flags)
        if part.anchors is not None:
            choices.append((widths, part.anchors))
        if part.widths is None or len(widths) + len(part.widths) > _MOST_WIDTHS:
            return Found(None, _rarest(choices))
        widths = range(widths[0] + part.widths[0], widths[-1] + part.widths[-1] + 1)
    choices += _windows(run, widths)
    widths = _added(widths, sum(len(spelled[0]) for spelled in run))
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


def _without_groups(tree: Iterable[Any]) -> Iterator[Any]:
    """The items of the sequence, with those of groups without flags in their place."""
    for operator, argument in tree:
        if operator is _constants.SUBPATTERN and not argument[1] and not argument[2]:
            yield from _without_groups(argument[3])
        else:
            yield operator, argument


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
    return Found(None if _may_be_line_end(operator, argument) else range(1, 2), None)


def _may_be_line_end(operator: Any, argument: Any) -> bool:
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


def _leading_characters(operator: Any, argument: Any, flags: int) -> list[Sequence[str]]:
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
    return [characters] * min(least, _LONGEST)


def _first_characters(tree: Iterable[Any], flags: int) -> Sequence[str]:
    """The few characters that what is looked for begins with; none if they are many or unknown."""
    for operator, argument in _without_groups(tree):
        if operator is not _constants.BRANCH:
            repeated = _leading_characters(operator, argument, flags)
            return repeated[0] if repeated else _characters(operator, argument, flags)
        parts = [_first_characters(body, flags) for body in argument[1]]
        found = {char for part in parts for char in part}
        return sorted(found) if all(parts) and len(found) <= _MOST_CHARACTERS else ()
    return ()


def _spelled(operator: Any, argument: Any, flags: int) -> Sequence[str]:
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
    for operator, argument in _without_groups(tree):
        further = _spelled(operator, argument, flags)
        if not further or len(strings) * len(further) > _MOST_CHARACTERS:
            return ()
        strings = [one + more for one in strings for more in further]
    return strings if len(strings[0]) in range(1, _LONGEST + 1) else ()


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
    if flags & _IGNORECASE:
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


def _windows(run: list[Sequence[str]], before: range) -> Iterator[tuple[range, Anchors]]:
    """Each stretch of the run that spells out to few enough strings, as a set of anchors."""
    for start in range(len(run)):
        texts = [""]
        for strings in run[start:]:
            most = _MOST_PAIRS if texts[0] else _MOST_ANCHORS
            if len(texts) * len(strings) > most or len(texts[0]) + len(strings[0]) > _LONGEST:
                break
            texts = [text + string for text in texts for string in strings]
            yield before, frozenset((0, text) for text in texts)
        before = _added(before, len(run[start][0]))


def _added(widths: range, more: int) -> range:
    return range(widths.start + more, widths.stop + more)

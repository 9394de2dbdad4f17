"""The reading of a document's markers: which of them are headings, and which level each is on.

A marker at the head of a line may be a heading, an item of a list within another list, or no marker
at all (三、四级公路). No line tells by itself: the reading is chosen that explains all markers of
the document with the least cost. Readings are extended marker by marker; those that lag behind the
best are given up, and of two that end on the same levels the worse one. So the work grows with the
number of markers.

A fault, a gap or a repeat, is doubtful if another reading without it costs hardly more.
"""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    # A way to read the next candidate: the cost in all, the reading in front, the outer levels, the
    # sibling in front, and whether its number is a fault; None if it is no heading.
    _Option = tuple[float, "_Reading", tuple["_Level", ...], int | None, bool | None]

# What a step of a reading costs. A fault costs more than an unusual but right numbering.
_PASSED = 10.0  # a marker at the head of a line that is none
_PASSED_WITHIN = 0.1  # a marker within a paragraph that is none: it may refer to an item
_PASSED_QUANTITY = 0.3  # 一、二季度 read as a quantity
_QUANTITY = 1.0  # 一、二季度 read as a heading
_NEXT_QUANTITY = 0.2  # the same where its number is the next one
_FAULT = 4.0  # a number that repeats, falls back or leaves out another
_LEFT_OUT = 0.5  # each other number that it leaves out, up to
_MOST_LEFT_OUT = 4.0
_ANEW = 1.0  # a list that begins with 1 on the level of the one in front
_SECTIONS_ANEW = 3.9  # the same of sections, where no title stands between
_NESTED = 3.0  # a list with the markers of the list around it
_TITLED = 4.0  # in addition, where a title stands in front: then the list around has ended
_LATE = 2.0  # a list that does not begin with 1
_MOVED = 0.5  # a sibling with another indent
_OTHER_DEPTH = 2.0  # a sibling with another number of # in front

# The divisions of a law, from above. They are headings by themselves, and a check of their own
# compares their numbers.
_UNITS = ("第编", "第部分", "第章", "第节", "第条")

_MOST_NESTED = 4  # lists within each other with the same markers
_BEHIND = 6.0  # a reading that costs more than the best by so much is given up
_MOST = 6  # readings that are kept
_MOST_COMPARED = 50  # last faults of two readings
_DOUBT = 1.5  # a reading that costs no more than this in addition makes a fault doubtful


class Candidate(NamedTuple):
    """A marker as far as it can be read by itself."""

    style: str
    number: int
    indent: int  # code points in front
    depth: int  # number of # in front
    inline: bool
    quantity: (
        bool  # it may be no marker, but part of a quantity or a reference: 一、二季度, 3、4月份
    )
    section: bool  # its style is that of sections, which count through a document
    anew: bool  # a title stands in front, behind which a list may begin anew
    decimal: bool = False  # 1.4 may tell that chapter 1 is open, and be no heading of the style


class ReadMarker(NamedTuple):
    """A candidate that is a heading."""

    at: int
    before: int | None  # the candidate that is the sibling in front
    doubtful: bool  # its number is a fault, and another reading without the fault is as good


class _Level(NamedTuple):
    style: str
    number: int
    indent: int
    depth: int
    at: int | None  # the candidate that is last on this level; None if only a chapter is known


class _Step(NamedTuple):
    """The last heading of a reading, or the last fault, with those in front."""

    at: int
    before: int | None  # the sibling in front
    earlier: _Step | None


class _Reading(NamedTuple):
    cost: float
    levels: tuple[_Level, ...]  # the outermost first
    headings: _Step | None = None
    faults: _Step | None = None


def reading(candidates: Iterable[Candidate]) -> list[ReadMarker]:
    """The headings among the candidates of one article, in order."""
    readings, doubtful = [_Reading(0.0, ())], set[int]()
    for at, candidate in enumerate(candidates):
        options = [option for each in readings for option in _options(each, candidate)]
        readings = _best(options, candidate, at, doubtful)
    for other in readings[1:]:
        doubtful.update(_unshared(readings[0], other))
    headings = reversed([*_steps(readings[0].headings)])
    return [ReadMarker(step.at, step.before, step.at in doubtful) for step in headings]


def _best(
    options: list[_Option], candidate: Candidate, at: int, doubtful: set[int]
) -> list[_Reading]:
    """The best readings, the best one first, one for each state of the levels."""
    options.sort(key=lambda option: option[0])
    limit = options[0][0] + _BEHIND
    kept: dict[tuple[tuple[str, int], ...], _Reading] = {}
    for option in options:
        if option[0] > limit or len(kept) == _MOST:
            break
        made = _extended(option, candidate, at)
        better = kept.setdefault(tuple([level[:2] for level in made.levels]), made)
        if better is not made:
            doubtful.update(_unshared(better, made))
    return list(kept.values())


def _unshared(better: _Reading, other: _Reading) -> Iterator[int]:
    """The faults of a reading that the other, hardly worse one does without."""
    if other.cost - better.cost > _DOUBT:
        return
    fault, shared = better.faults, other.faults
    for _ in range(_MOST_COMPARED):
        if fault is None or fault is shared:
            return
        if shared is None or fault.at > shared.at:
            yield fault.at
            fault = fault.earlier
        else:
            fault = fault.earlier if fault.at == shared.at else fault
            shared = shared.earlier


def _steps(step: _Step | None) -> Iterator[_Step]:
    while step is not None:
        yield step
        step = step.earlier


def _options(reading: _Reading, candidate: Candidate) -> Iterator[_Option]:
    """The levels that the candidate may be on as a heading, and that it is none."""
    if candidate.style in _UNITS:
        yield _within_law(reading, candidate)
        return
    cost, levels = reading.cost, reading.levels
    more = _QUANTITY if candidate.quantity else 0
    next_more = _NEXT_QUANTITY if candidate.quantity else 0
    open_at = [n for n, level in enumerate(levels) if level.style == candidate.style]
    is_next = False
    for n in reversed(open_at):  # of two readings as good, the one on the inner level
        level = levels[n]
        moved = cost + _mismatch(level, candidate)
        if candidate.number == level.number + 1:
            is_next = True
            yield moved + next_more, reading, levels[:n], level.at, False
        elif not candidate.inline and n == open_at[-1]:
            faulty, step = _restart(level, candidate)
            yield moved + more + step, reading, levels[:n], level.at, faulty
    can_nest = len(open_at) < _MOST_NESTED and not (candidate.inline and open_at)
    if candidate.number == 1 and can_nest:
        yield cost + more + _nested(levels, candidate), reading, levels, None, False
    elif not open_at and not candidate.inline:
        yield cost + more + _LATE, reading, levels, None, False
    if candidate.decimal:
        yield cost, reading, _within_chapter(levels, candidate), None, None
    if candidate.quantity or not (is_next and len(open_at) == 1):
        yield cost + _passed(candidate), reading, levels, None, None


def _extended(option: _Option, candidate: Candidate, at: int) -> _Reading:
    """The reading of an option, the candidate on the level below the outer ones."""
    cost, (_, _, headings, faults), levels, before, faulty = option
    if faulty is None:
        return _Reading(cost, levels, headings, faults)
    if faulty:
        faults = _Step(at, before, faults)
    style, number, indent, depth = candidate[:4]
    level = _Level(style, number, indent, depth, at)
    return _Reading(cost, (*levels, level), _Step(at, before, headings), faults)


def _nested(levels: tuple[_Level, ...], candidate: Candidate) -> float:
    """The cost of another list on the innermost level."""
    for level in reversed(levels):
        if level.style in _UNITS:
            break  # each article has lists of its own
        if level.style == candidate.style:
            return _NESTED + (_TITLED if candidate.anew else 0)
    return 0


def _within_law(reading: _Reading, candidate: Candidate) -> _Option:
    """The next division of a law, which ends all divisions of its kind or below.

    第三条， is none but behind 第二条: it may refer to an article.
    """
    cost, levels = reading.cost, reading.levels
    below = _UNITS[_UNITS.index(candidate.style) :]
    for n, level in enumerate(levels):
        if level.style in below:
            is_next = level.style == candidate.style and level.number + 1 == candidate.number
            if candidate.quantity and (candidate.inline or not is_next):
                return cost, reading, levels, None, None
            before = level.at if level.style == candidate.style else None
            return cost, reading, levels[:n], before, False
    return cost, reading, levels, None, None if candidate.quantity else False


def _passed(candidate: Candidate) -> float:
    if candidate.quantity:
        return _PASSED_QUANTITY
    return _PASSED_WITHIN if candidate.inline else _PASSED


def _mismatch(level: _Level, candidate: Candidate) -> float:
    """The cost of a difference in depth or indent between siblings."""
    if level.at is None or candidate.inline:
        return 0
    other_depth = _OTHER_DEPTH if level.depth != candidate.depth else 0
    return other_depth + (_MOVED if level.indent != candidate.indent else 0)


def _restart(level: _Level, candidate: Candidate) -> tuple[bool, float]:
    """Whether it is a fault that the candidate is the next on the level, and the cost."""
    if candidate.number != 1:
        further = _LEFT_OUT * max(0, candidate.number - level.number - 2)
        return True, _FAULT + min(further, _MOST_LEFT_OUT)
    if not candidate.section:
        return False, _ANEW
    return not candidate.anew, _ANEW if candidate.anew else _SECTIONS_ANEW


def _within_chapter(levels: tuple[_Level, ...], chapter: Candidate) -> tuple[_Level, ...]:
    """The levels around 1.4: the chapter with that number is open, and the last."""
    for n, level in enumerate(levels):
        if level.style == chapter.style and level.number == chapter.number:
            return levels[: n + 1]
    for n, level in enumerate(levels):
        if level.style == chapter.style and level.number + 1 == chapter.number:
            return (*levels[:n], level._replace(number=chapter.number))
    if any(level.style == chapter.style for level in levels):
        return levels
    style, number, indent, depth = chapter[:4]
    return (*levels, _Level(style, number, indent, depth, None))

"""The anchors of an expression: literal strings of which every match holds one, at a known place.

They are read off the tree of the expression, so that a rule's author writes the expression that
reads best and the scanner still visits only the places where it could match. The tree is gone
through from its start, with all that may stand in front of each place in it; the rarest of these
texts are the anchors.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, inf
from typing import NamedTuple

from kanwu.document import BLANK
from kanwu.engine.frequency import found_by, frequency, frequency_of
from kanwu.engine.front import (
    AT_START,
    LONGEST,
    Front,
    Starts,
    is_vague,
    joined,
    narrowed,
    place,
    read,
    shortened,
)
from kanwu.engine.regex_tree import Characters, Choice, Look, Node, ParagraphStart, Repeat, Tree

# A literal that a match holds so many code points behind its start, or before it, if less than 0.
Anchor = tuple[int, str]
Anchors = frozenset[Anchor]

_MOST_SINGLE = 256  # texts of one character
_MOST_TEXTS = 4096  # in all: those of two characters and more are rare
_MOST_ANCHORS = 1 << 15  # texts at all of their distances
_MOST_TIMES = 64  # that a repeated part is gone through
_EACH = 0.006  # times in 1,000 characters that a text must save, to be worth its place


class Found(NamedTuple):
    """Anchors, each with all its distances, and about how often they have the expression tried."""

    cost: float
    texts: frozenset[tuple[str, Starts]]


# A place in the tree: its front, if that is known, and the best anchors on the way there.
Reached = tuple[Front | None, Found | None]


def anchors_of(tree: Tree | None) -> Anchors | None:
    """The rarest anchors of the expression; None if there are none at a known distance.

    An empty set if nothing matches, as with (?!).
    """
    _, found = _along(tree or (), AT_START, inf)
    if found is None:
        return None
    return frozenset(
        (at, text) for text, (first, last) in found.texts for at in range(first, last + 1)
    )


def _along(tree: Tree, front: Front, limit: float) -> Reached:
    """The end of the tree, if it begins behind the front; and anchors that cost less than limit."""
    best = None
    for node in tree:
        further, found = _behind(node, front, limit)
        if found is not None:
            best, limit = found, found.cost
        if further is None or is_vague(further):
            return None, best
        front = further
    return front, best


def _behind(node: Node, front: Front, limit: float) -> Reached:
    match node:
        # Behind a line end nothing is known: what follows may stand in another piece of the text
        # than the start, and be found too late: see scanner.py.
        case Characters(ranges=ranges, may_be_line_end=False):
            further = read(front, ranges)
            return further, _rarest(further, limit)
        case Choice(branches=branches):
            return _chosen([_along(branch, front, limit) for branch in branches], limit)
        case Repeat():
            return _repeated(node, front, limit)
        case Look(behind=0, body=body):
            return front, _along(body, front, limit)[1]
        case Look(behind=width, body=body):
            return _looked(body, width, front, limit)
        case ParagraphStart():
            return front, None
    return None, None


def _chosen(branches: Sequence[Reached], limit: float) -> Reached:
    """Behind one of the branches, each of which has anchors of its own."""
    known = [front for front, _ in branches if front is not None]
    found = [found.texts for _, found in branches if found is not None]
    return (
        joined(known) if len(known) == len(branches) else None,
        _priced(frozenset().union(*found), limit) if len(found) == len(branches) else None,
    )


def _repeated(node: Repeat, front: Front, limit: float) -> Reached:
    best = None
    least = min(node.least, _MOST_TIMES)
    for times in range(least):
        front = front if times < LONGEST else shortened(front, 1)
        further, found = _along(node.body, front, limit)
        if found is not None:
            best, limit = found, found.cost
        if further is None:
            return None, best
        front = further
    if node.most is None or node.most - least > _MOST_TIMES:
        return None, best
    return _further(node.body, node.most - least, front, limit), best


def _further(body: Tree, times: int, front: Front, limit: float) -> Front | None:
    """Behind the body up to so many times."""
    every = [front]
    for _ in range(times):
        last = every[-1] if times <= LONGEST else shortened(every[-1], 1)
        further, _ = _along(body, last, limit)
        if further is None:
            return None
        every.append(further)
    return joined(every)


def _looked(body: Tree, width: int, front: Front, limit: float) -> Reached:
    """The same place, where what stands in front ends as the body says, too."""
    first, last = place(front)
    before, found = _along(body, {"": (first - width, last - width)}, limit)
    if before is None:
        return front, None
    both = narrowed(front, before)
    return both, _rarest(both, found.cost if found else limit) or found


def _rarest(front: Front, limit: float) -> Found | None:
    """The texts in front, or their last characters, whichever cost least."""
    if not front:
        return _priced(frozenset(), limit)
    best = None
    if "" not in front:
        for longest in range(max(map(len, front)), 0, -1):
            front = shortened(front, longest)
            if _EACH * len(front) < limit and (found := _priced(frozenset(front.items()), limit)):
                best, limit = found, found.cost
    return best


def _priced(texts: frozenset[tuple[str, Starts]], limit: float) -> Found | None:
    """The texts as anchors, if they may be and cost less than the limit."""
    times: dict[str, int] = {}
    for text, (first, last) in texts:
        times[text] = times.get(text, 0) + last + 1 - first
    singles = sum(len(text) == 1 for text in times)
    if singles > _MOST_SINGLE or len(times) > _MOST_TEXTS or sum(times.values()) > _MOST_ANCHORS:
        return None
    # That does not stand in the text where it stands in the prose of a format with markup.
    if any(BLANK in text for text in times):
        return None
    cost = _EACH * len(times) + frequency(times)
    if cost < limit:
        # To find the two characters that a text is looked for by costs as much as to try once.
        cost += fsum(map(frequency_of, set(map(found_by, times))))
    return Found(cost, texts) if cost < limit else None

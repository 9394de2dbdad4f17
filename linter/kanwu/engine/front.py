"""What may stand right in front of a place in an expression.

A front is all texts that may stand there, each with the distances from the start of the match at
which it may begin. Of the empty text these are the distances of the place itself: what stands in
front of it there is not known. A text is cut to its last characters where it, or their number,
grows too large; an empty front is that of a place that no match reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kanwu.engine.regex_tree import Range

Starts = tuple[int, int]  # the first and the last distance
Front = Mapping[str, Starts]

LONGEST = 4  # characters of a text
_MOST_TEXTS = 512
_MOST_CHARACTERS = 200  # of a class that is spelled out
_MOST_STARTS = 64  # distances at which one text may begin
_FARTHEST = 1000
AT_START: Front = {"": (0, 0)}


def read(front: Front, ranges: Sequence[Range]) -> Front:
    """Behind one more character, which is of the ranges; of any, if there are none."""
    if not ranges or sum(last + 1 - at for at, last in ranges) > _MOST_CHARACTERS:
        return {text: _shifted(starts, 1) for text, starts in shortened(front, 0).items()}
    characters = [chr(code) for at, last in ranges for code in range(at, last + 1)]
    longest = LONGEST - 1
    front = shortened(front, longest)
    while len(front) * len(characters) > _MOST_TEXTS and longest:
        longest -= 1
        front = shortened(front, longest)
    return {text + char: starts for text, starts in front.items() for char in characters}


def joined(fronts: Sequence[Front]) -> Front:
    """Behind any of several ways there."""
    return _front(chain.from_iterable(front.items() for front in fronts))


def shortened(front: Front, longest: int) -> Front:
    """The same place, with so many characters of each text told at most."""
    if max(map(len, front), default=0) <= longest:
        return front
    cuts = ((text, starts, max(0, len(text) - longest)) for text, starts in front.items())
    return _front((text[cut:], _shifted(starts, cut)) for text, starts, cut in cuts)


def place(front: Front) -> Starts:
    """The first and the last distance at which the place itself may be."""
    return shortened(front, 0).get("", (0, 0))


def narrowed(front: Front, other: Front) -> Front:
    """The same place, of which both fronts hold."""
    return _front(chain.from_iterable(_ends(*text, other) for text in front.items()))


def is_vague(front: Front) -> bool:
    """Whether a text may begin at too many distances to look at all of them."""
    return any(last - first >= _MOST_STARTS or last > _FARTHEST for first, last in front.values())


def _front(texts: Iterable[tuple[str, Starts]]) -> Front:
    front: dict[str, Starts] = {}
    for text, starts in texts:
        known = front.setdefault(text, starts)
        if known != starts:
            front[text] = min(known[0], starts[0]), max(known[1], starts[1])
    return front


def _ends(text: str, starts: Starts, others: Iterable[str]) -> Iterator[tuple[str, Starts]]:
    """The text, as one of the others says that it ends or begins earlier."""
    for other in others:
        if text.endswith(other):
            yield text, starts
        elif other.endswith(text):
            yield other, _shifted(starts, len(text) - len(other))


def _shifted(starts: Starts, by: int) -> Starts:
    return starts[0] + by, starts[1] + by

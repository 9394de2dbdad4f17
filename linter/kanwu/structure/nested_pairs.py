"""Pairs of double marks within double ones of their kind, where single ones belong."""

from __future__ import annotations

from kanwu.structure.pairs import Pair
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class NestedPair(NamedTuple):
    """A pair, and the pair of the same form around it."""

    pair: Pair
    around: Pair
    mixed: bool  # it holds a pair of the single form

    @property
    def doubtful(self) -> bool:
        """Whether the single form may be wrong too."""
        pair, around = self.pair, self.around
        doubled = around.opener + 1 == pair.opener and pair.closer + 1 == around.closer
        return self.mixed or doubled


def nested_pairs(
    matched: Sequence[Pair], double: str, single: str, barrier: str = ""
) -> Iterator[NestedPair]:
    """The pairs of the double form within a pair that keeps this form.

    A pair within a barrier is not nested in a pair outside of it.
    """
    form: list[str] = []  # of each pair after the fixes
    home: list[int] = []  # for each pair, the innermost pair of the two forms at or around it
    nested: dict[int, NestedPair] = {}
    for number, pair in enumerate(matched):
        outer = -1 if pair.within is None else home[pair.within]
        form.append(pair.kind)
        if pair.kind not in (double, single):
            home.append(-1 if pair.kind in barrier else outer)
            continue
        home.append(number)
        if outer >= 0 and pair.kind == double == form[outer]:
            form[number] = single
            nested[number] = NestedPair(pair, matched[outer], mixed=False)
        elif outer in nested:
            nested[outer] = nested[outer]._replace(mixed=pair.kind == single)
    yield from nested.values()

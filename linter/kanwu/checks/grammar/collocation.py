"""The `collocation` check: verbs with objects that they do not go with."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match

    from kanwu.document import Document

_FARTHEST = 40  # code points from the start of the clause to the head
_NEAREST = 2  # code points between the verb and the head: nearer, they make one noun
_PAUSES = "，。；：！？“”《》（）\n\ufffc"
# What may stand before a verb; after a noun it is likely to be part of one: 政策落实力度.
_BEFORE = (
    r"(?:^|[、以要能可并将来为须应当会就更再地\u3000 ]|进一步|用于|持续|积极|大力|全面|有效|切实"
    r"|继续|深入|充分|不断|稳步|着力|努力|及时|逐步|全力|坚决|扎实|优先|重点|主动|同步|有力|快速|科学"
    r"|统筹|共同|集中|加快|是|于)\Z"
)
# 是……提高生产力的重要基础: what follows is an attribute of the head.
_COPULAS = ("是", "成为")
# Other words that may take the head for their object.
_OTHERS = "增进 促进 提供 影响 支持 是 出 过程中 到 至 成为 反映 存在 导致 造成 由于 因 虽 但"


class Collocation(LocalCheck):
    """Each of the `heads` that ends a clause, with a verb before it that is wrong for it.

    The verb is the last one in front of the head. Where one stands before it that takes the head,
    the wrong one is part of an attribute: 加大落实制度的力度.
    """

    # Of each: `right`, the verbs that take it, the best one first; `wrong`, those that do not;
    # `unless`, what stands in front of it where it is no object. All divided by 、.
    heads: Mapping[str, Mapping[str, str]]

    @property
    def expression(self) -> str:
        # Each with what follows it, so that the scanner looks for both together.
        return _any_of(f"{head}(?=[，。；])" for head in self.heads)

    @property
    def expressions(self) -> tuple[str, ...]:
        return (self.expression, self._verb, *self._wrong.values(), _BEFORE)

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        prose, end, head = match.string, match.start(), self.heads[match[0]]
        start = max(0, end - _FARTHEST)
        if not compiled(self._wrong[match[0]]).search(prose, start, end):  # as a rule
            return None
        start = max(start, *(prose.rfind(pause, start, end) + 1 for pause in _PAUSES))
        verbs = list(compiled(self._verb).finditer(prose, start, end))
        if not verbs or verbs[-1][0] not in head["wrong"].split("、"):
            return None
        verb, right = verbs[-1], head["right"].split("、")
        if any(earlier[0] in right or earlier[0] in _COPULAS for earlier in verbs):
            return None
        if "unless" in head and prose.endswith(tuple(head["unless"].split("、")), start, end):
            return None
        if end - verb.end() < _NEAREST or not compiled(_BEFORE).search(prose[start : verb.start()]):
            return None
        values = {"verb": verb[0], "head": match[0], "right": right[0]}
        return Hit(Span(verb.start(), match.end()), values)

    @cached_property
    def _wrong(self) -> Mapping[str, str]:
        return {head: _any_of(row["wrong"].split("、")) for head, row in self.heads.items()}

    @cached_property
    def _verb(self) -> str:
        rows = (row[side] for row in self.heads.values() for side in ("right", "wrong"))
        return _any_of({verb for row in rows for verb in row.split("、")} | {*_OTHERS.split()})


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))

"""The `collocation` check: verbs with objects that do not go with them."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match

    from kanwu.document import Document

_LONGEST_CLAUSE = 40  # code points in front of the head
_SHORTEST_GAP = 2  # code points between the verb and the head; with fewer they make one noun
_PAUSES = "，。；：！？“”《》（）\n\ufffc"
# The text in front of a verb. Behind a noun, the verb is likely to be part of it: 政策落实力度.
_BEFORE_VERB = (
    r"(?:^|[、以要能可并将来为须应当会就更再地\u3000 ]|进一步|用于|持续|积极|大力|全面|有效|切实"
    r"|继续|深入|充分|不断|稳步|着力|努力|及时|逐步|全力|坚决|扎实|优先|重点|主动|同步|有力|快速|科学"
    r"|统筹|共同|集中|加快|是|于)\Z"
)
# Verbs in front of an attribute of the head: 是……提高生产力的重要基础.
_COPULAS = ("是", "成为")
# Other words that may have the head as their object.
_OTHERS = """增进 促进 提供 影响 支持 是 出 过程中 到 至 成为 反映 存在 导致 造成 由于 因 虽 但
    压减 压缩 恢复 控制 削减 淘汰 针对 添"""


class Collocation(LocalCheck):
    """Each of the `heads` at the end of a clause whose verb does not go with it.

    The verb is the last one in front of the head. Where a verb before it takes the head, the
    wrong one is part of an attribute: 加大落实制度的力度.
    """

    # The columns of a head, with 、 between words: `right`, its verbs, the best one first;
    # `wrong`, verbs that do not go with it; `unless`, words in front of a head that is no object.
    heads: Mapping[str, Mapping[str, str]]

    @property
    def expression(self) -> str:
        return f"(?:{_any_of(self.heads)})(?=[，。；])"

    @property
    def expressions(self) -> tuple[str, ...]:
        return (self.expression, self._verb, _BEFORE_VERB)

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        prose, end, head = match.string, match.start(), self.heads[match[0]]
        start = max(0, end - _LONGEST_CLAUSE)
        wrong = head["wrong"].split("、")
        if all(prose.find(verb, start, end) < 0 for verb in wrong):
            return None  # in most clauses
        start = max(start, *(prose.rfind(pause, start, end) + 1 for pause in _PAUSES))
        verbs = list(compiled(self._verb).finditer(prose, start, end))
        if not verbs or verbs[-1][0] not in wrong:
            return None
        verb, right = verbs[-1], head["right"].split("、")
        if self._is_in_attribute(prose[verb.end() : end], verb[0]):
            return None
        if any(earlier[0] in right or earlier[0] in _COPULAS for earlier in verbs):
            return None
        if "unless" in head and prose.endswith(tuple(head["unless"].split("、")), start, end):
            return None
        if end - verb.end() < _SHORTEST_GAP or not compiled(_BEFORE_VERB).search(
            prose[start : verb.start()]
        ):
            return None
        values = {"verb": verb[0], "head": match[0], "right": right[0]}
        return Hit(Span(verb.start(), match.end()), values)

    def _is_in_attribute(self, between: str, verb: str) -> bool:
        """Whether the verb has an object of its own: 提高收入水平的制度, 扩大消费等方面制度."""
        inner, particle, _ = between.partition("的")
        return "等方面" in between or (
            bool(particle)
            and (
                not inner
                or any(
                    inner.endswith(head) and verb in row["right"].split("、")
                    for head, row in self.heads.items()
                )
            )
        )

    @cached_property
    def _verb(self) -> str:
        rows = (row[side] for row in self.heads.values() for side in ("right", "wrong"))
        return _any_of({verb for row in rows for verb in row.split("、")} | {*_OTHERS.split()})


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))

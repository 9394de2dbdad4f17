"""The `collocation` check: verbs with objects that they do not go with."""

from __future__ import annotations

from kanwu.expression import compiled
from kanwu.hit import Hit
from kanwu.rule import LocalCheck
from kanwu.text import Span
from kanwu.value import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match

    from kanwu.document import Document

_FARTHEST = 20  # code points from the verb to the head of its object
_PAUSE = r"[，。；：、！？“”《》（）\n]"
# Other words that may take the head for their object, or stand beside it.
_OTHERS = (
    "增强",
    "增进",
    "促进",
    "提供",
    "具有",
    "影响",
    "支持",
    "是",
    "出",
    "了",
    "过程中",
)


class Collocation(LocalCheck):
    """Each verb of `pairs` before one of its heads that ends the clause.

    A row holds verbs and heads, both as alternatives, and {advice}. The verb is the last one in
    front of the head, of all rows: its object is the head.
    """

    pairs: tuple[tuple[str, str, str], ...]

    @property
    def expression(self) -> str:
        heads = {head for _, heads, _ in self.pairs for head in heads.split("|")}
        return f"(?:{_any_of(heads)})(?=[，。；])"

    @property
    def expressions(self) -> tuple[str, ...]:
        return (self.expression, self._verb, _PAUSE)

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        prose, end = match.string, match.start()
        start = max(0, end - _FARTHEST)
        for pause in compiled(_PAUSE).finditer(prose, start, end):
            start = pause.end()
        verb = None
        for verb in compiled(self._verb).finditer(prose, start, end):  # noqa: B007
            pass
        if verb is None or prose.startswith("的", verb.start() - 1):
            return None
        advice = self._advice.get((verb[0], match[0]))
        return Hit(Span(verb.start(), match.end()), {"advice": advice}) if advice else None

    @cached_property
    def _verb(self) -> str:
        return _any_of(
            {verb for verbs, _, _ in self.pairs for verb in verbs.split("|")} | {*_OTHERS}
        )

    @cached_property
    def _advice(self) -> Mapping[tuple[str, str], str]:
        return {
            (verb, head): advice
            for verbs, heads, advice in self.pairs
            for verb in verbs.split("|")
            for head in heads.split("|")
        }


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))

"""An algorithm that looks at a document, and the hits that it gives."""

from __future__ import annotations

from abc import abstractmethod

from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from re import Match

    from kanwu.document import Document

_NO_VALUES: Mapping[str, str] = {}


class Check(Value):
    """An algorithm whose fields are its options: built once, called with each document."""

    # An expression that every prose matches in which the check finds something; empty if any may
    # do. By it a run on a short report tells what it need not even load.
    sign = ""
    # How the names of those options begin that are expressions.
    expressive = ("pattern", "unless")

    @abstractmethod
    def __call__(self, document: Document) -> Iterable[Hit]: ...


class LocalCheck(Check):
    """A check that can be decided at one place: where its expression matches.

    Calling it is the plain loop over the prose; the scanner finds the same hits of all local
    checks in one pass.
    """

    @property
    @abstractmethod
    def expression(self) -> str:
        """What must match at the place; never matches the empty string."""

    @property
    def branches(self) -> tuple[str, ...]:
        """The branches of the expression, in order, if each is better looked for by itself.

        `hit` takes a match of one of them as it takes that of the whole.
        """
        return (self.expression,)

    @property
    def expressions(self) -> tuple[str, ...]:
        """Every expression that the check uses."""
        return (self.expression,)

    @abstractmethod
    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        """What is to be said of the match, if anything."""

    def __call__(self, document: Document) -> Iterator[Hit]:
        for match in compiled(self.expression).finditer(document.prose):
            if hit := self.hit(document, match):
                yield hit


class Edit(NamedTuple):
    """Put `text` in place of the span; an empty span inserts."""

    span: Span
    text: str


class Hit(NamedTuple):
    """What a check saw. It knows no rule, no severity and no message."""

    span: Span
    # What the rule's message may name besides {text}, the text of the span.
    values: Mapping[str, str] = _NO_VALUES
    edits: tuple[Edit, ...] = ()
    # The edits might change the meaning here: they are unsafe whatever the rule says.
    doubtful: bool = False

"""Checks: algorithms that look at a document and give hits."""

from __future__ import annotations

from abc import abstractmethod

from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from re import Match

    from kanwu.document import Document

# Beginnings of the names of options that are expressions.
_EXPRESSIVE: tuple[str, ...] = ("pattern", "unless", "doubtful")
_NO_VALUES: Mapping[str, str] = {}


class Check(Value):
    """An algorithm whose fields are its options: built once, called with each document."""

    # An expression that matches in every prose with hits of the check; empty if there is none.
    # A run on a short report does not load checks whose sign is missing.
    sign = ""
    expressive = _EXPRESSIVE

    @abstractmethod
    def __call__(self, document: Document) -> Iterable[Hit]: ...


class LocalCheck(Check):
    """A check that is decided at each match of its expression.

    Calling it is the plain loop over the prose; the scanner finds the same hits of all local
    checks in one pass.
    """

    @property
    @abstractmethod
    def expression(self) -> str:
        """The expression of the check; it never matches the empty string."""

    @property
    def branches(self) -> tuple[str, ...]:
        """The branches of the expression, in order, if searching for each by itself is better.

        `hit` accepts a match of a branch like a match of the whole expression.
        """
        return (self.expression,)

    @property
    def expressions(self) -> tuple[str, ...]:
        """Every expression that the check uses."""
        return (self.expression,)

    @abstractmethod
    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        """The hit at the match, if it is one."""

    def __call__(self, document: Document) -> Iterator[Hit]:
        for match in compiled(self.expression).finditer(document.prose):
            if hit := self.hit(document, match):
                yield hit


class Edit(NamedTuple):
    """Put `text` in place of the span; an empty span inserts."""

    span: Span
    text: str


class Hit(NamedTuple):
    """A place where a check found something; it knows no rule, no severity and no message."""

    span: Span
    # Values for the rule's message, besides {text}, the text of the span.
    values: Mapping[str, str] = _NO_VALUES
    edits: tuple[Edit, ...] = ()
    # The edits might change the meaning here: they are unsafe whatever the rule says.
    doubtful: bool = False
    # Spans of the hits that are fixed together, its own among them: all are fixed, or none.
    together: tuple[Span, ...] = ()

"""What is reported: a hit that a rule has put its name, severity and message to."""

from __future__ import annotations

from kanwu.enclosure import enclosing, touches_markup
from kanwu.errors import RuleError
from kanwu.hit import Fix
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kanwu.document import Document
    from kanwu.hit import Hit, Severity
    from kanwu.rule import Rule
    from kanwu.text import Position, Span


class Finding:
    """A hit under a rule in a document; its words and its place are made when asked for."""

    __slots__ = ("document", "hit", "rule")

    def __init__(self, rule: Rule, document: Document, hit: Hit) -> None:
        self.rule = rule
        self.document = document
        self.hit = hit

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def span(self) -> Span:
        return self.hit.span

    @property
    def text(self) -> str:
        """The text of the span as a reader may see it."""
        return self.document.quote(self.hit.span)

    @property
    def position(self) -> Position:
        return self.document.position(self.hit.span.start)

    def message(self, language: str = "zh") -> str:
        english = self.rule.english.get("message") if language == "en" else None
        values = {"text": self.text, **self.values}
        try:
            return (english or self.rule.message).format_map(values)
        except KeyError as name:
            raise RuleError(f"{self.code}: message 里的 {{{name.args[0]}}} 没有值") from name

    @property
    def values(self) -> Mapping[str, str]:
        """What the message may name, as a reader may see it."""
        if not self.document.hidden:
            return self.hit.values
        shown = self.document.without_hidden
        return {name: shown(value) for name, value in self.hit.values.items()}

    @property
    def has_fix(self) -> bool:
        """Whether there are edits that would mend it, wherever it stands."""
        return bool(self.hit.edits and self.rule.fix)

    @property
    def fix(self) -> Fix | None:
        """What mends it: nothing within 《》 or markup is touched, and within “” only when asked."""
        edits = self.hit.edits
        if not edits or not self.rule.fix or touches_markup(edits, self.document):
            return None
        around = enclosing(edits, self.document)
        if "《" in around:
            return None
        return Fix(edits, "unsafe" if self.hit.doubtful or around else self.rule.fix)

"""The `terms` check: a user's words, patterns and names, each with its right spelling."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from re import Match

    from kanwu.document import Document

    # The columns of a term: `right`, the text to write instead; `note`; `fix`, unless the rule's.
    Term = Mapping[str, str]

_NEVER = "(?!)"
# Characters that people put into a name or leave out: “4+2”产业, 4+2产业.
_LOOSE = "“”‘’\"'＂＇《》〈〉「」『』·•・‧∙ 　、-－—–"
_BETWEEN = f"[{_LOOSE}]{{0,2}}"


class Terms(LocalCheck):
    """Each of `words`, each match of `patterns`, and each other spelling of `names`.

    Another spelling of a name differs only in marks or spaces. In `right`, {group} is the text of
    a named group of the pattern; a term without `right` should not be used.
    """

    words: Mapping[str, Mapping[str, str]] = {}
    patterns: Mapping[str, Mapping[str, str]] = {}
    names: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        return "|".join(self._branches()) or _NEVER

    def _branches(self) -> Iterator[str]:
        from re import escape

        yield from map(escape, sorted(self.words, key=len, reverse=True))
        for number, pattern in enumerate(self.patterns):
            yield f"(?P<pattern_{number}>{pattern})"
        for number, name in enumerate(self.names):
            yield f"(?P<name_{number}>{_loosely(name)})"

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        text = match[0]
        kind, _, number = (match.lastgroup or "").rpartition("_")
        if kind == "name":
            right = self.names[int(number)]
            return None if text == right else _hit(match, {"right": right}, right)
        if kind == "pattern":
            term = self._in_order[int(number)]
            return _hit(match, term, term.get("right", "").format_map(match.groupdict("")))
        return _hit(match, self.words[text], self.words[text].get("right", ""))

    @cached_property
    def _in_order(self) -> list[Mapping[str, str]]:
        return list(self.patterns.values())


def _hit(match: Match[str], term: Term, right: str) -> Hit:
    span = Span(*match.span())
    advice = f"应作“{right}”" if right else "不用"
    if note := term.get("note"):
        advice += f"（{note}）"
    edits = (Edit(span, right),) if right and term.get("fix") != "none" else ()
    return Hit(span, {"advice": advice}, edits, doubtful=term.get("fix") == "unsafe")


def _loosely(name: str) -> str:
    """An expression for the name with any marks and spaces between, and quotes around."""
    from re import escape

    letters = [char for char in name if char not in _LOOSE]
    opening = '[“‘"]?' if name[0] in _LOOSE else ""
    closing = '[”’"]?' if name[-1] in _LOOSE else ""
    return opening + _BETWEEN.join(map(escape, letters)) + closing

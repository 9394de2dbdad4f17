"""The `terms` check: a user's words, patterns and names, each with how it is to be written."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from re import Match

    from kanwu.document import Document

    # What is said of a term: `right`, how to write it instead; `note`; `fix`, if not the rule's own.
    Term = Mapping[str, str]

_NEVER = "(?!)"
# What people put into a name, or leave out, without meaning another: “4+2”产业, 4+2产业.
_LOOSE = "“”‘’\"'＂＇《》〈〉「」『』·•・‧∙ 　、-－—–"
_BETWEEN = f"[{_LOOSE}]{{0,2}}"


class Terms(LocalCheck):
    """Each of `words` and each match of `patterns`, and each of `names` written otherwise.

    What is written otherwise than a name differs from it in marks or spaces alone. In `right`,
    {group} is what a named group of a pattern matched; a term without `right` is not to be used.
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
        found = match[0]
        which, _, number = (match.lastgroup or "").rpartition("_")
        if which == "name":
            right = self.names[int(number)]
            return None if found == right else _hit(match, {"right": right}, right)
        if which == "pattern":
            term = self._in_order[int(number)]
            return _hit(match, term, term.get("right", "").format_map(match.groupdict("")))
        return _hit(match, self.words[found], self.words[found].get("right", ""))

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
    """The name with any marks and spaces between its characters, and quotes around it."""
    from re import escape

    letters = [char for char in name if char not in _LOOSE]
    opening = '[“‘"]?' if name[0] in _LOOSE else ""
    closing = '[”’"]?' if name[-1] in _LOOSE else ""
    return opening + _BETWEEN.join(map(escape, letters)) + closing

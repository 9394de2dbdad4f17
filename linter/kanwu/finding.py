"""A finding: a hit that a rule has put its name, severity and message to; and its record."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.document import BLANK, Document
from kanwu.errors import RuleError
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kanwu.check import Edit, Hit
    from kanwu.rule import Applicability, Rule, Severity
    from kanwu.text import Position

_MARKS = "[《》“”]"
_OPENING = {"》": "《", "”": "“"}
_ENCLOSING = "《》〈〉<>＜＞“”‘’"  # which are not part of what they enclose


class Fix(NamedTuple):
    """Edits that belong together: all of them are made, or none."""

    edits: tuple[Edit, ...]
    applicability: Applicability


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
        return _message(self.rule, language, {"text": self.text, **self.values})

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


class Place(NamedTuple):
    """Lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Change(NamedTuple):
    """An edit of a record's fix."""

    place: Place
    old: str
    text: str


class Record(NamedTuple):
    """A finding as plain data, as a reader may see it; its document is not needed any more."""

    rule: Rule
    path: str
    span: Span
    place: Place
    text: str
    values: Mapping[str, str]
    lines: Mapping[int, str]  # every line that its place or its changes touch, with its end
    around: tuple[str, str]  # the text before and after it in its paragraph, near by
    part: tuple[str, int] | None = None  # of its file, and which paragraph of that, from 1
    has_fix: bool = False  # whether there are edits that would mend it, wherever it stands
    changes: tuple[Change, ...] = ()  # of the fix, where it may be made and shown
    applicability: Applicability | None = None
    # The columns in UTF-8 of its lines and columns, where the lines as shown do not tell them.
    utf8: Mapping[tuple[int, int], int] = {}

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    def message(self, language: str = "zh") -> str:
        return _message(self.rule, language, {"text": self.text, **self.values})


def _message(rule: Rule, language: str, values: Mapping[str, str]) -> str:
    english = rule.card.english.get("message") if language == "en" else None
    try:
        return (english or rule.card.message).format_map(values)
    except KeyError as name:
        raise RuleError(f"{rule.code}: message 里的 {{{name.args[0]}}} 没有值") from name


def touches_markup(edits: Iterable[Edit], document: Document) -> bool:
    """Whether one of the edits changes code, addresses or markup, or what no edit can change.

    A comment is none of these.
    """
    return not _can_be_made(edits, document) or any(
        BLANK in document.prose[start:end]
        and document.prose[start:end] != document.text[start:end]
        and not _is_comment(document, start)
        for (start, end), _ in edits
    )


def _can_be_made(edits: Iterable[Edit], document: Document) -> bool:
    spans = document.editable
    if spans is None:
        return True
    return all(
        at >= 0 and edit.span.end <= spans[at].end and "\n" not in edit.text
        for edit in edits
        for at in [bisect_right(spans, edit.span.start, key=lambda span: span.start) - 1]
    )


def _is_comment(document: Document, offset: int) -> bool:
    block = document.block(offset)
    return block is not None and block.kind == "comment"


def enclosing(edits: Iterable[Edit], document: Document) -> str:
    """The opening marks of the titles and quotations that one of the edits lies in, 《 or “."""
    found = ""
    for edit in edits:
        changed = document.prose[edit.span.start : edit.span.end]
        if changed and changed in _ENCLOSING:
            continue
        for mark, inside in document.once(_enclosed, document.paragraph(edit.span.start)):
            if inside.start <= edit.span.start and edit.span.end <= inside.end:
                found += mark
    return found


def _enclosed(document: Document, paragraph: Span) -> list[tuple[str, Span]]:
    """The insides of the titles and quotations of a paragraph, with their opening marks."""
    found: list[tuple[str, Span]] = []
    openers: dict[str, list[int]] = {"《": [], "“": []}
    for match in compiled(_MARKS).finditer(document.prose, *paragraph):
        mark = match[0]
        if mark in openers:
            openers[mark].append(match.end())
        elif waiting := openers[_OPENING[mark]]:
            found.append((_OPENING[mark], Span(waiting.pop(), match.start())))
    return found

"""The `official` check: text that must not stand in a part of an official document."""

from __future__ import annotations

from itertools import islice

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.kind import text_lines
from kanwu.structure.official import SIGN, OfficialDocument, lines_above, loose_parts, official
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from re import Match

_CLOSING_PARAGRAPHS = 3  # at the end of the body
# The number of an item in a list, whatever follows it.
_ITEM = r"(?:^|[:：])[ \t\u3000\ufffc]*\d{1,2}[、,，]"


class _Case(NamedTuple):
    """Matches of `pattern`, or of its group `span`, in one part.

    A part is searched from the start of its first line to the end of its text, which is \\Z.
    `kinds`, `title` and `sender` are expressions for the document: `kinds` matches the whole name
    of its kind, which is empty if the title names none; `title` and `sender` match within the
    title and within the name of a body that signs.
    """

    part: str  # a name that `_part` knows
    pattern: str
    kinds: str = ".*"
    title: str = ""
    sender: str = ""
    replace: str = ""
    # rule: as safe as the rule says; doubtful: unsafe in any rule; together: the matches number
    # a list, and are fixed all or none.
    fix: str = "none"
    fault: str = ""  # for the message; may name {text} and groups, as `replace` may


class Official(Check):
    """The matches of the cases in the parts of an official document.

    Reports, laws, compilations and other texts have no hits.
    """

    sign = rf"{SIGN}|附 ?件[ \u3000]?[:：]|抄 {{0,2}}送[ \u3000]?[:：]"

    cases: tuple[Mapping[str, str], ...]

    def __call__(self, document: Document) -> Iterator[Hit]:
        parts = document.once(official)
        if parts is None:
            yield from self._in_loose_parts(document)
            return
        for case in self._cases:
            span = document.once(_part, case.part) if _is_meant(document, parts, case) else None
            if span:
                yield from _hits(document, case, span, parts.title.kind)

    def _in_loose_parts(self, document: Document) -> Iterator[Hit]:
        """The hits in the note and the copies of a text whose title is not an official one."""
        for case in self._cases:
            if case.part in ("note", "imprint") and case.kinds == ".*":
                note, copies = document.once(loose_parts)
                if span := note if case.part == "note" else copies:
                    yield from _hits(document, case, span, "")

    @cached_property
    def _cases(self) -> tuple[_Case, ...]:
        return tuple(_Case(**case) for case in self.cases)


def _is_meant(document: Document, parts: OfficialDocument, case: _Case) -> bool:
    if not compiled(case.kinds).fullmatch(parts.title.kind):
        return False
    if not compiled(case.title).search(parts.title.text):
        return False
    names = [document.prose[name.start : name.end] for name in parts.signed.names]
    return not case.sender or any(compiled(case.sender).search(name) for name in names)


def _part(document: Document, name: str) -> Span | None:
    """The part of the official document by its name, if the document has it."""
    parts = document.once(official)
    if parts is None:
        return None
    if name == "note":
        return Span(parts.note[0].start, parts.note[-1].end) if parts.note else None
    if name == "imprint":
        return Span(parts.copies.start, len(document.prose)) if parts.copies else None
    if name == "opening":
        return next(text_lines(document, parts.body.start), None)
    if name == "closing":
        above = lines_above(document, parts.body.end, parts.body.start)
        lines = list(islice(above, _CLOSING_PARAGRAPHS))
        return Span(lines[-1].start, lines[0].end) if lines else None
    spans: dict[str, Span | None] = {
        "head": parts.head,
        "title": parts.title.span,
        "addressee": parts.addressee,
        "copies": parts.copies,
    }
    return spans[name]


def _hits(document: Document, case: _Case, part: Span, kind: str) -> Iterator[Hit]:
    start = document.paragraph(part.start).start
    matches = list(compiled(case.pattern).finditer(document.prose, start, part.end))
    hits = [_hit(case, match, kind) for match in matches]
    if case.fix == "together":
        items = compiled(_ITEM).findall(document.prose, start, part.end)
        hits = _together(hits, is_whole=len(items) == len(hits))
    yield from hits


def _together(hits: list[Hit], *, is_whole: bool) -> list[Hit]:
    """The hits, fixed together; doubtful if the list has items without a hit."""
    spans = tuple(hit.span for hit in hits)
    return [hit._replace(doubtful=not is_whole, together=spans) for hit in hits]


def _hit(case: _Case, match: Match[str], kind: str) -> Hit:
    values = match.groupdict("")
    span = Span(*match.span("span" if "span" in values else 0))
    values |= {"text": match.string[span.start : span.end], "kind": kind}
    edits: tuple[Edit, ...] = ()
    if case.fix != "none":
        edits = (Edit(span, case.replace.format_map(values)),)
    fault = case.fault.format_map(values)
    return Hit(span, {"fault": fault, "kind": kind}, edits, case.fix == "doubtful")

"""The `official` check: what must not stand in some part of an official document of some kind."""

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

_CLOSING = 3  # paragraphs at the end of the body


class _Case(NamedTuple):
    """Matches of `pattern`, or of its group `span`, in one part.

    A part is searched from the start of its first line to the end of its text, which is \\Z.
    `kinds`, `title` and `sender` are expressions for the document: all of the name of its kind,
    which is empty if the title names none; what the title holds; what the name of who signs holds.
    """

    part: str  # of _PARTS
    pattern: str
    kinds: str = ".*"
    title: str = ""
    sender: str = ""
    replace: str = ""
    fix: str = "none"  # or rule, as the rule says; doubtful, unsafe whatever the rule says
    fault: str = ""  # what the message says of it; may name {text} and groups, as `replace` may


class Official(Check):
    """What the cases find in the parts of the official document that the text is.

    Nothing is found in reports, laws, compilations and other texts.
    """

    sign = rf"{SIGN}|附 ?件[ \u3000]?[:：]|抄 {{0,2}}送[ \u3000]?[:：]"

    cases: tuple[Mapping[str, str], ...]

    def __call__(self, document: Document) -> Iterator[Hit]:
        found = document.once(official)
        if found is None:
            yield from self._in_loose_parts(document)
            return
        for case in self._cases:
            span = document.once(_part, case.part) if _is_meant(document, found, case) else None
            if span:
                yield from _hits(document, case, span, found.title.kind)

    def _in_loose_parts(self, document: Document) -> Iterator[Hit]:
        """What holds of the note and the copies of a text of any kind, though its title has none."""
        for case in self._cases:
            if case.part in ("note", "imprint") and case.kinds == ".*":
                note, copies = document.once(loose_parts)
                if span := note if case.part == "note" else copies:
                    yield from _hits(document, case, span, "")

    @cached_property
    def _cases(self) -> tuple[_Case, ...]:
        return tuple(_Case(**case) for case in self.cases)


def _is_meant(document: Document, found: OfficialDocument, case: _Case) -> bool:
    if not compiled(case.kinds).fullmatch(found.title.kind):
        return False
    if not compiled(case.title).search(found.title.text):
        return False
    names = [document.prose[name.start : name.end] for name in found.signed.names]
    return not case.sender or any(compiled(case.sender).search(name) for name in names)


def _part(document: Document, name: str) -> Span | None:
    """The part of the official document that has the name, if it has that part."""
    found = document.once(official)
    if found is None:
        return None
    if name == "note":
        return Span(found.note[0].start, found.note[-1].end) if found.note else None
    if name == "imprint":
        return Span(found.copies.start, len(document.prose)) if found.copies else None
    if name == "opening":
        return next((line for line in text_lines(document, found.body.start)), None)
    if name == "closing":
        lines = list(islice(lines_above(document, found.body.end, found.body.start), _CLOSING))
        return Span(lines[-1].start, lines[0].end) if lines else None
    parts: dict[str, Span | None] = {
        "head": found.head,
        "title": found.title.span,
        "addressee": found.addressee,
        "copies": found.copies,
    }
    return parts[name]


def _hits(document: Document, case: _Case, part: Span, kind: str) -> Iterator[Hit]:
    start = document.paragraph(part.start).start
    for match in compiled(case.pattern).finditer(document.prose, start, part.end):
        yield _hit(case, match, kind)


def _hit(case: _Case, match: Match[str], kind: str) -> Hit:
    values = match.groupdict("")
    span = Span(*match.span("span" if "span" in values else 0))
    values |= {"text": match.string[span.start : span.end], "kind": kind}
    edits: tuple[Edit, ...] = ()
    if case.fix != "none":
        edits = (Edit(span, case.replace.format_map(values)),)
    told = {"fault": case.fault.format_map(values), "kind": kind}
    return Hit(span, told, edits, case.fix == "doubtful")

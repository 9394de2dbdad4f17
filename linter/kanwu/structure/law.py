"""Laws and regulations, which have their own drafting rules, and their clauses, 第一条."""

from __future__ import annotations

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match

_CLAUSE = (
    rf"\n[{INDENT}#*]*+(?P<quote>“)?第[ ]?(?P<number>[一二三四五六七八九十百千零〇]{{1,8}}|\d{{1,4}})[ ]?条"
    rf"(?:之[一二三四五六七八九十])?(?:(?=[{INDENT}、：:*]|$)|(?P<glued>(?=[\u4e00-\u9fff])))"
)
# The text behind the last clause: an attachment, or the next heading of a report.
_NEXT = (
    rf"\n[{INDENT}#*]*+(?:附[ \u3000]?[件录表](?![^\n]{{40}})"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分)"
)
_FEWEST_CLAUSES = 3  # of a law
_FEWEST_CLAUSES_OF_EXCERPT = 8  # of a law without its first clause
_WIDEST_GAP = 2  # from one number to the next: a clause may have been left out
_GLUED_WEIGHT = 0.3  # of a clause
_SMALLEST_SHARE = 0.5  # of laws in the text of a document


class Clause(NamedTuple):
    """The start of a clause of a law: 第一条."""

    start: int  # of the paragraph
    number: int
    quoted: bool  # an opening quotation mark stands in front
    glued: bool  # its text follows without a space, as in a sentence that mentions the clause


class Provisions(NamedTuple):
    """Clauses whose numbers count up, with all text that belongs to them."""

    span: Span
    first: int  # the number of the first clause
    weight: float  # the number of clauses; one that may be a sentence counts less


def clauses(document: Document) -> tuple[Clause, ...]:
    """The clauses in order; ask for them by `document.once(clauses)`."""
    prose = document.prose
    first = compiled(_CLAUSE.removeprefix(r"\n")).match(prose)
    behind = (_clause(match, match.start() + 1) for match in compiled(_CLAUSE).finditer(prose))
    return (*((_clause(first, 0),) if first else ()), *behind)


def provisions(document: Document) -> tuple[Provisions, ...]:
    """The provisions without quoted clauses; ask for them by `document.once(provisions)`."""
    rows = list(_rows(document))
    ends = [*(row[0].start for row in rows[1:]), len(document.prose)]
    return tuple(_together(document, row, end) for row, end in zip(rows, ends, strict=False))


def law(document: Document) -> Span | None:
    """The first clause of a document that is a law; ask for it by `document.once(law)`."""
    laws = [
        part
        for part in document.once(provisions)
        if part.weight >= (_FEWEST_CLAUSES if part.first == 1 else _FEWEST_CLAUSES_OF_EXCERPT)
    ]
    length = sum(part.span.end - part.span.start for part in laws)
    if not laws or length < _SMALLEST_SHARE * len(document.prose):
        return None
    return document.paragraph(laws[0].span.start)


def _clause(match: Match[str], start: int) -> Clause:
    number = from_numeral(match["number"]) or 0
    return Clause(start, number, match["quote"] is not None, match["glued"] is not None)


def _rows(document: Document) -> Iterator[Sequence[Clause]]:
    row: list[Clause] = []
    for clause in document.once(clauses):
        if clause.quoted:
            continue
        if row and not 0 <= clause.number - row[-1].number <= _WIDEST_GAP:
            yield row
            row = []
        row.append(clause)
    if row:
        yield row


def _together(document: Document, row: Sequence[Clause], limit: int) -> Provisions:
    last = document.paragraph(row[-1].start).end
    behind = compiled(_NEXT).search(document.prose, last, limit)
    weight = sum(_GLUED_WEIGHT if clause.glued else 1 for clause in row)
    return Provisions(
        Span(row[0].start, behind.start() if behind else limit), row[0].number, weight
    )

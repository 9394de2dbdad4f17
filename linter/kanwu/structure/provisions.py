"""Provisions in a text that is no law itself: a law that it attaches, clauses that it quotes."""

from __future__ import annotations

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.contract import contract, contracts
from kanwu.structure.law import clauses, law, provisions
from kanwu.text import Span, is_within

_FEWEST_CLAUSES = 5  # of a law; a report may quote some in a row
_ITEM = rf"[{INDENT}]*+[（(][一二三四五六七八九十]{{1,3}}[）)]"


def law_parts(document: Document) -> tuple[Span, ...]:
    """The laws in the document; ask for them by `document.once(law_parts)`."""
    if document.once(contract):
        return ()
    parts = (
        part.span
        for part in document.once(provisions)
        if part.weight >= _FEWEST_CLAUSES and part.first == 1
    )
    return tuple(part for part in parts if not is_within(part, document.once(contracts)))


def quoted_clauses(document: Document) -> tuple[Span, ...]:
    """The paragraphs of clauses, with their items, in a text of another genre.

    Ask for them by `document.once(quoted_clauses)`.
    """
    every = document.once(clauses)
    if not every or document.once(law) or document.once(contract):
        return ()
    whole = (*document.once(law_parts), *document.once(contracts))
    quoted = (_with_items(document, clause.start) for clause in every if not clause.glued)
    return tuple(span for span in quoted if not is_within(span, sorted(whole)))


def _with_items(document: Document, start: int) -> Span:
    """The paragraph, and the items behind it: （一） and so on."""
    end = document.paragraph(start).end
    while compiled(_ITEM).match(document.prose, end + 1):
        end = document.paragraph(end + 1).end
    return Span(start, end)

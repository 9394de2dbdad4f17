"""Regions: the genre of a document and the parts that it has, for which a rule may or may not speak.

A name may be of both: `contract` is a document that is a contract, and the contract in a tender.
"""

from __future__ import annotations

from kanwu.context.citation import is_citation
from kanwu.context.syntax import is_syntax
from kanwu.document import Document
from kanwu.structure.contents import contents
from kanwu.structure.genre import GENRES, genre, sign_of
from kanwu.text import Span, is_within
from kanwu.values import TYPE_CHECKING, imported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Spans = tuple[Span, ...]

UNKNOWN = "unknown"  # the name for a document without a genre
# The function that finds a part, as "module:function"; the module is imported at first use.
PARTS: Mapping[str, str] = {
    "contents": "kanwu.structure.regions:listed_contents",
    "references": "kanwu.context.citation:reference_lists",
    "attachment": "kanwu.structure.attachment:attachments",
    "form": "kanwu.structure.form:forms",
    "contract": "kanwu.structure.contract:contracts",
    "law": "kanwu.structure.provisions:law_parts",
    "quoted-clause": "kanwu.structure.provisions:quoted_clauses",
    "signature": "kanwu.structure.signature:signatures",
    "table": "kanwu.structure.table:tables",
    "code": "kanwu.structure.regions:code_blocks",
    "technical": "kanwu.structure.regions:technical",
}
# Parts whose paragraphs are also known one by one, wherever they stand.
_PARAGRAPHS: Mapping[str, Callable[[Document, int], bool]] = {
    "references": is_citation,
    "code": is_syntax,
}
_ONLY_PARTS = frozenset(PARTS).difference(GENRES)
_FEWEST_LINES = 5  # of source code, in a text about programs
REGIONS = tuple(dict.fromkeys((*GENRES, *PARTS, UNKNOWN)))


def is_in(document: Document, span: Span, names: Iterable[str]) -> bool:
    """Whether the document is of one of the genres, or one of the parts holds all of the span."""
    return any(_is_in(document, span, name) for name in names)


def genre_name(document: Document) -> str:
    """The name of the document's genre, or UNKNOWN."""
    found = document.once(genre)
    return found.name if found else UNKNOWN


def parts(document: Document, name: str) -> Spans:
    """The spans of a part of the document, in order."""
    spans: Spans = document.once(imported(PARTS[name]))
    return spans


def listed_contents(document: Document) -> Spans:
    """The table of contents, if the document has one."""
    found = document.once(contents)
    return (found.span,) if found else ()


def code_blocks(document: Document) -> Spans:
    """The blocks of source code that the format marks."""
    return tuple(block.span for block in document.blocks if block.kind == "code")


def technical(document: Document) -> Spans:
    """All of a document that shows source code: what looks like code may be spoken of in it."""
    lines = sum(document.prose.count("\n", *span) + 1 for span in code_blocks(document))
    return (Span(0, len(document.text) + 1),) if lines >= _FEWEST_LINES else ()


def _is_in(document: Document, span: Span, name: str) -> bool:
    if name in _PARAGRAPHS and _PARAGRAPHS[name](document, span.start):
        return True
    if name in PARTS and is_within(span, parts(document, name)):
        return True
    if name in GENRES and sign_of(document, name) is None:
        return False  # most documents, and no other genre need be asked for
    return name not in _ONLY_PARTS and genre_name(document) == name

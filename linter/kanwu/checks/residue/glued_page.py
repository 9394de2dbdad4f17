"""The `glued-page` check: page numbers right behind the titles in a table of contents."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.contents import Entry, contents
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class GluedPage(Check):
    """The page number right behind a title that the text has without the number.

    If fewer than two entries have a number, or the numbers fall, they are no pages.
    """

    sign = r"目[ \t\u3000]*[录次]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        listed = document.once(contents)
        if listed is None or not _are_pages(document, listed.entries):
            return
        for entry in listed.entries:
            if entry.glued and entry.page is not None:
                values = {"title": document.text[slice(*entry.title)]}
                tab = Edit(Span(entry.page.start, entry.page.start), "\t")
                yield Hit(entry.page, values, (tab,))


def _are_pages(document: Document, entries: tuple[Entry, ...]) -> bool:
    numbered = [(entry.page, entry.body) for entry in entries if entry.page is not None]
    pages = [int(document.text[slice(*page)]) for page, _ in numbered]
    bodies = [body for _, body in numbered if body is not None]
    return len(pages) > 1 and pages == sorted(pages) and len(bodies) == len(set(bodies))

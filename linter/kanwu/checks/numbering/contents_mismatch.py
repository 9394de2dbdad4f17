"""The `contents-mismatch` check: a table of contents that disagrees with the titles in the text."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.contents import (
    Entry,
    comparable,
    contents,
    is_in_text,
    titles,
    titles_above,
)
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALIKE = 0.75  # share of characters that a renamed title has in common with its entry
_FEWEST_FOUND = 2  # entries


class ContentsMismatch(Check):
    """Entries without a paragraph of their title, and titles or pages out of order.

    The options are the differences in the message's words; {title} is the other title, {page} the
    page of the entry, {before} the page of the entry in front. Where the text has fewer than half
    of the titles, it is elsewhere, and only pages are hits.
    """

    sign = r"目[ \t\u3000]*[录次]"

    missing: str
    renamed: str
    misplaced: str
    falling: str

    def __call__(self, document: Document) -> Iterator[Hit]:
        listed = document.once(contents)
        if listed is None:
            return
        yield from self._falling(document, listed.entries)
        present = [entry for entry in listed.entries if entry.body is not None]
        if len(present) < _FEWEST_FOUND or len(present) * 2 < len(listed.entries):
            return
        yield from self._absent(document, listed.entries)
        yield from self._misplaced(document, present)

    def _absent(self, document: Document, entries: tuple[Entry, ...]) -> Iterator[Hit]:
        taken = {entry.body for entry in entries}
        free = [title for title, span in document.once(titles).items() if span not in taken]
        for entry in entries:
            if entry.body is None:
                own = comparable(document.text[slice(*entry.title)])
                if own in document.once(titles_above):  # the title of the part around
                    continue
                nearest = _nearest(own, free)
                if not nearest and is_in_text(document, entry):
                    continue
                difference = self.renamed.format(title=nearest) if nearest else self.missing
                yield Hit(entry.title, {"difference": difference})

    def _misplaced(self, document: Document, entries: list[Entry]) -> Iterator[Hit]:
        # Parts may have sections of the same title, of which the text's first one is known.
        counts = Counter(entry.body for entry in entries)
        single = [entry for entry in entries if counts[entry.body] == 1]
        for before, entry in pairwise(single):
            if entry.body and before.body and entry.body < before.body:
                title = document.text[slice(*before.title)].strip()
                yield Hit(entry.title, {"difference": self.misplaced.format(title=title)})

    def _falling(self, document: Document, entries: tuple[Entry, ...]) -> Iterator[Hit]:
        pages = [(int(document.text[slice(*entry.page)]), entry) for entry in entries if entry.page]
        for (before, _), (page, entry) in pairwise(pages):
            if 1 < page < before:  # page 1 starts the count of another part
                difference = self.falling.format(page=page, before=before)
                yield Hit(entry.title, {"difference": difference})


def _nearest(title: str, others: list[str]) -> str:
    """The most similar of the other titles, if one is similar enough."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(title, others, n=1, cutoff=_ALIKE)), "")

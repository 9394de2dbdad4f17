"""The `contents-mismatch` check: a table of contents and the titles in the text that differ."""

from __future__ import annotations

import itertools

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.contents import Entry, comparable, contents, titles
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALIKE = 0.75  # share of characters that a renamed title has in common with its entry


class ContentsMismatch(Check):
    """An entry whose title no paragraph has, or comes too early in the text, or whose page does.

    The options are how the message puts the difference; {title} is the other title, {page} the
    page of the entry and {before} that of the one in front. Of titles nothing is said where fewer
    than half of the entries are found: the text is elsewhere.
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
        found = [entry for entry in listed.entries if entry.body is not None]
        if len(found) < 2 or len(found) * 2 < len(listed.entries):
            return
        yield from self._absent(document, listed.entries)
        yield from self._misplaced(document, found)

    def _absent(self, document: Document, entries: tuple[Entry, ...]) -> Iterator[Hit]:
        taken = {entry.body for entry in entries}
        free = [title for title, span in document.once(titles).items() if span not in taken]
        for entry in entries:
            if entry.body is None:
                near = _nearest(comparable(document.text[slice(*entry.title)]), free)
                put = self.renamed.format(title=near) if near else self.missing
                yield Hit(entry.title, {"difference": put})

    def _misplaced(self, document: Document, found: list[Entry]) -> Iterator[Hit]:
        for before, entry in itertools.pairwise(found):
            if entry.body and before.body and entry.body < before.body:
                title = document.text[slice(*before.title)].strip()
                yield Hit(entry.title, {"difference": self.misplaced.format(title=title)})

    def _falling(self, document: Document, entries: tuple[Entry, ...]) -> Iterator[Hit]:
        pages = [(int(document.text[slice(*entry.page)]), entry) for entry in entries if entry.page]
        for (before, _), (page, entry) in itertools.pairwise(pages):
            if 1 < page < before:  # from 1 on the pages of another part are counted
                put = self.falling.format(page=page, before=before)
                yield Hit(entry.title, {"difference": put})


def _nearest(title: str, others: list[str]) -> str:
    """The title that is most like it, if one is alike enough."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(title, others, n=1, cutoff=_ALIKE)), "")

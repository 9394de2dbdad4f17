"""The `contents-mismatch` check: a table of contents that disagrees with the titles in the text."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.contents import (
    Entry,
    contents,
    is_above,
    is_in_text,
    titles,
)
from kanwu.structure.titles import comparable, plain
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ALIKE = 0.75  # share of characters that a renamed title has in common with its entry
_FEWEST_FOUND = 2  # entries
_GLUED = r"\d第[一二三四五六七八九十百\d]{1,4}[编章节条部篇]"  # behind the page of another entry


class ContentsMismatch(Check):
    """Entries without a paragraph of their title, and titles or pages out of order.

    The options are the differences in the message's words; {title} is the other title, {page} the
    page of the entry, {before} the page of the entry in front. Where the text has fewer than two
    thirds of the titles, it is elsewhere, or was not read right, and only pages are hits.
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
        if len(present) < _FEWEST_FOUND or len(present) * 3 < len(listed.entries) * 2:
            return
        yield from self._absent(document, listed.entries)
        yield from self._misplaced(document, present)

    def _absent(self, document: Document, entries: tuple[Entry, ...]) -> Iterator[Hit]:
        taken = {entry.body for entry in entries}
        free = {t: span for t, span in document.once(titles).items() if span not in taken}
        whole = _whole(document, entries)
        for entry in entries:
            if entry.body is None and entry in whole and not is_in_text(document, entry):
                nearest = _nearest(comparable(document.text[slice(*entry.title)]), free)
                title = document.text[slice(*free[nearest])].strip() if nearest else ""
                difference = self.renamed.format(title=title) if nearest else self.missing
                yield Hit(entry.title, {"difference": difference})

    def _misplaced(self, document: Document, entries: list[Entry]) -> Iterator[Hit]:
        # Parts may have sections of the same title, of which the text's first one is known.
        counts = Counter(entry.body for entry in entries)
        single = [
            entry
            for entry in entries
            if counts[entry.body] == 1
            and not is_above(document, entry)
            and _has_its_number(document, entry)
        ]
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


def _whole(document: Document, entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries that are surely one title each, and whose title is not above the contents.

    Where most entries have a number, one without may be the rest of the entry in front, or the title
    of the text behind; one with a number inside may be two.
    """
    numbered = [entry for entry in entries if entry.title.start > entry.span.start]
    alone = entries if len(numbered) * 2 <= len(entries) else numbered
    return [
        entry
        for entry in entries
        if (entry in alone or entry.page)
        and not compiled(_GLUED).search(document.prose, *entry.title)
        and not is_above(document, entry)
    ]


def _has_its_number(document: Document, entry: Entry) -> bool:
    """Whether the paragraph with the title has the entry's number; another one may only be like it."""
    body = document.prose[slice(*entry.body)] if entry.body else ""
    own = document.prose[entry.span.start : entry.title.end]
    return plain(body).startswith(plain(own))


def _nearest(title: str, others: Iterable[str]) -> str:
    """The most similar of the other titles, if one is similar enough."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(title, others, n=1, cutoff=_ALIKE)), "")

"""The `nested-quote` check: double quotation marks within double ones."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.marks import QUOTE, TITLES
from kanwu.structure.nested_pairs import nested_pairs
from kanwu.structure.pairs import pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class NestedQuote(Check):
    """Double quotation marks directly within double ones, where single ones belong."""

    sign = QUOTE

    def __call__(self, document: Document) -> Iterator[Hit]:
        matched = document.once(pairs).matched
        for nested in nested_pairs(matched, "“", "‘", barrier=TITLES):
            within = nested.pair.within
            if within is not None and not matched[within].holds_chinese(document.prose):
                continue  # a command
            edits = tuple(map(Edit, nested.pair.spans, "‘’"))
            # In a paragraph with missing marks, perhaps nothing is nested.
            kept = edits if nested.pair.sound else ()
            for edit in edits:
                yield Hit(edit.span, {"expected": edit.text}, kept, nested.doubtful)

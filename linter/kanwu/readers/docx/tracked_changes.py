"""Edits as tracked changes, which a person accepts or rejects in Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from kanwu.readers.docx.edits import PieceEdit, apply_in_place, fill
from kanwu.readers.docx.ooxml import (
    AUTHOR,
    W,
    empty_copy,
    enclosing,
    new_element,
    whole_number,
)
from kanwu.readers.docx.runs import empty_like, isolate, run_of, split_run
from kanwu.readers.xml import Element, Tree


class TrackedChanges:
    """Makes edits so that old text is marked as deleted and new text as inserted."""

    def __init__(self, date: str, trees: Iterable[Tree]) -> None:
        self._date = date
        self._ids = _unused_ids(trees)

    def __call__(self, change: Sequence[PieceEdit]) -> None:
        for piece_edit in reversed(change):
            # An insertion of our own is not yet anybody's text.
            insertion = enclosing(piece_edit.piece.element, "ins")
            if insertion is not None and insertion.get(W + "author") == AUTHOR:
                apply_in_place([piece_edit])
            else:
                self._track(piece_edit)

    def _track(self, piece_edit: PieceEdit) -> None:
        piece, start, end, text = piece_edit
        run = empty_like(run_of(piece.element))
        if start < end:
            place, is_behind = self._delete(isolate(piece, start, end)), True
        else:
            split_run(piece, start)
            place, is_behind = run_of(piece.element), start > 0
        if text:
            _put(self._insertion(run, text), place, is_behind)

    def _delete(self, run: Element) -> Element:
        """Mark the run as deleted; return the deletion around it."""
        deletion = self._change("del")
        run.addprevious(deletion)
        deletion.append(run)
        for text in run.iterchildren(W + "t"):
            text.tag = W + "delText"
        return deletion

    def _insertion(self, run: Element, text: str) -> Element:
        """The insertion of an empty run, filled with the text."""
        for form in run:
            for change in form.findall(W + "rPrChange"):
                form.remove(change)
        insertion, element = self._change("ins"), new_element("t")
        insertion.append(run)
        run.append(element)
        fill(element, text)
        return insertion

    def _change(self, tag: str) -> Element:
        return new_element(tag, id=str(next(self._ids)), author=AUTHOR, date=self._date)


def _unused_ids(trees: Iterable[Tree]) -> Iterator[int]:
    """Ids above all ids in the trees."""
    used = (whole_number(e.get(W + "id")) for tree in trees for e in tree.iter(W + "*"))
    return count(max(used, default=0) + 1)


def _put(insertion: Element, place: Element, is_behind: bool) -> None:
    """Put the insertion beside the place; another person's insertion around it is divided."""
    around = place.getparent()
    if around is None or around.tag not in (W + "ins", W + "moveTo"):
        (place.addnext if is_behind else place.addprevious)(insertion)
        return
    rest = empty_copy(around)
    rest.extend([*(() if is_behind else (place,)), *place.itersiblings()])
    around.addnext(insertion)
    if len(rest):
        insertion.addnext(rest)

"""Edits as tracked changes, which a person accepts or rejects in Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from kanwu.readers.docx.edits import Touched, fill, in_place
from kanwu.readers.docx.ooxml import AUTHOR, W, above, emptied, made, number
from kanwu.readers.docx.runs import cut, holder, isolated, like
from kanwu.readers.xml import Element, Tree


class Tracking:
    """A way to make edits: what is old is marked as deleted, and what is new as inserted."""

    def __init__(self, date: str, trees: Iterable[Tree]) -> None:
        self._date = date
        self._ids = _unused(trees)

    def __call__(self, touched: Sequence[Touched]) -> None:
        for one in reversed(touched):
            # What these edits inserted themselves is nobody's text yet.
            around = above(one.piece.element, "ins")
            if around is not None and around.get(W + "author") == AUTHOR:
                in_place([one])
            else:
                self._change(one)

    def _change(self, one: Touched) -> None:
        piece, start, end, text = one
        form = like(holder(piece.element))
        if start < end:
            place, behind = self._deleted(isolated(piece, start, end)), True
        else:
            cut(piece, start)
            place, behind = holder(piece.element), start > 0
        if text:
            _put(self._inserted(form, text), place, behind)

    def _deleted(self, run: Element) -> Element:
        deletion = self._made("del")
        run.addprevious(deletion)
        deletion.append(run)
        for text in run.iterchildren(W + "t"):
            text.tag = W + "delText"
        return deletion

    def _inserted(self, run: Element, text: str) -> Element:
        for form in run:
            for change in form.findall(W + "rPrChange"):
                form.remove(change)
        insertion, element = self._made("ins"), made("t")
        insertion.append(run)
        run.append(element)
        fill(element, text)
        return insertion

    def _made(self, change: str) -> Element:
        return made(change, id=str(next(self._ids)), author=AUTHOR, date=self._date)


def _unused(trees: Iterable[Tree]) -> Iterator[int]:
    """Numbers that nothing in the file is told by yet."""
    used = (number(one.get(W + "id")) for tree in trees for one in tree.iter(W + "*"))
    return count(max(used, default=0) + 1)


def _put(insertion: Element, place: Element, behind: bool) -> None:
    """Put the insertion next to the place; that of somebody else around it is divided."""
    around = place.getparent()
    if around is None or around.tag not in (W + "ins", W + "moveTo"):
        (place.addnext if behind else place.addprevious)(insertion)
        return
    rest = emptied(around)
    rest.extend([*(() if behind else (place,)), *place.itersiblings()])
    around.addnext(insertion)
    if len(rest):
        insertion.addnext(rest)

"""The `figure-number` check: figures and tables out of sequence, or spoken of but not there."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.labels import Caption, Label, Labels, labels
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class FigureNumber(Check):
    """A caption whose number leaves out or repeats one, a label spoken of that no caption has.

    The other options are how the message puts what is wrong; {expected} is the label expected,
    {last} the last one that there is.
    """

    sign = r"[图表][ ]?[\d一二三四五六七八九十]"

    kinds: tuple[str, ...]
    gap: str
    repeated: str
    missing: str

    def __call__(self, document: Document) -> Iterator[Hit]:
        for kind in self.kinds:
            found = document.once(labels, kind)
            if found.captions:
                yield from self._out_of_sequence(found)
                yield from self._missing(found)

    def _out_of_sequence(self, found: Labels) -> Iterator[Hit]:
        keys = {caption.label.key for caption in found.captions}
        last: Caption | None = None
        for caption in found.captions:
            label = caption.label
            if caption.title.endswith(("续", "续）", "续)")):
                continue
            if last and label.number > 1 and label.chapter == last.label.chapter:
                expected = _named(label, last.label.number + 1)
                if label.number == last.label.number and caption.title != last.title:
                    yield Hit(label.span, {"fault": self.repeated.format(expected=expected)})
                elif label.number > last.label.number + 1 and not any(
                    (label.chapter, number) in keys | found.perhaps
                    for number in range(last.label.number + 1, label.number)
                ):
                    yield Hit(label.span, {"fault": self.gap.format(expected=expected)})
            last = caption

    def _missing(self, found: Labels) -> Iterator[Hit]:
        numbers: dict[str, set[int]] = {}  # of the captions, by their chapter
        for caption in found.captions:
            numbers.setdefault(caption.label.chapter, set()).add(caption.label.number)
        # Of the chapters whose captions are all there, the last number.
        last = {
            chapter: max(known) for chapter, known in numbers.items() if max(known) == len(known)
        }
        for label in found.mentions:
            highest = last.get(label.chapter, label.number)
            if label.number > highest and label.key not in found.perhaps:
                put = self.missing.format(last=_named(label, highest))
                yield Hit(label.span, {"fault": put})


def _named(label: Label, number: int) -> str:
    return f"{label.kind}{label.chapter}{number}"

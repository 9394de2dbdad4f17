"""The `figure-number` check: figures and tables out of sequence, and mentions of missing ones."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.labels import Caption, Label, Labels, labels
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class FigureNumber(Check):
    """Captions whose number leaves out or repeats one, and mentions of a label without a caption.

    `kinds` are the words of labels, such as 图. The other options are the faults in the message's
    words; {expected} is the expected label, {last} the last label with a caption.
    """

    sign = r"[图表][ ]?[\d一二三四五六七八九十]"

    kinds: tuple[str, ...]
    gap: str
    repeated: str
    missing: str

    def __call__(self, document: Document) -> Iterator[Hit]:
        for kind in self.kinds:
            known = document.once(labels, kind)
            if known.captions:
                yield from self._out_of_sequence(known)
                yield from self._missing(known)

    def _out_of_sequence(self, known: Labels) -> Iterator[Hit]:
        keys = {caption.label.key for caption in known.captions}
        last: Caption | None = None
        for caption in known.captions:
            label = caption.label
            if caption.title.endswith(("续", "续）", "续)")):
                continue
            if last and label.number > 1 and label.chapter == last.label.chapter:
                expected = _named(label, last.label.number + 1)
                if label.number == last.label.number and caption.title != last.title:
                    yield Hit(label.span, {"fault": self.repeated.format(expected=expected)})
                elif label.number > last.label.number + 1 and not any(
                    (label.chapter, number) in keys | known.perhaps
                    for number in range(last.label.number + 1, label.number)
                ):
                    yield Hit(label.span, {"fault": self.gap.format(expected=expected)})
            last = caption

    def _missing(self, known: Labels) -> Iterator[Hit]:
        chapters: dict[str, set[int]] = {}  # the numbers of the captions in each
        for caption in known.captions:
            chapters.setdefault(caption.label.chapter, set()).add(caption.label.number)
        # The last number in each chapter that lacks no caption.
        last = {
            chapter: max(numbers)
            for chapter, numbers in chapters.items()
            if max(numbers) == len(numbers)
        }
        for label in known.mentions:
            highest = last.get(label.chapter, label.number)
            if label.number > highest and label.key not in known.perhaps:
                fault = self.missing.format(last=_named(label, highest))
                yield Hit(label.span, {"fault": fault})


def _named(label: Label, number: int) -> str:
    return f"{label.kind}{label.chapter}{number}"

"""The `heading-gap` check: headings whose number leaves out one, or falls back."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.groups import strays
from kanwu.structure.outline import SIGN, Heading, outline
from kanwu.structure.siblings import SECTIONS, breaks, is_repeat, siblings, starts_anew, written
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class HeadingGap(Check):
    """A heading whose number leaves out one or more behind its sibling's, or falls back behind it.

    It is passed over where the number left out stands as a repeat, or in another style: that is
    told of there.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for sibling, heading in siblings(document):
            if _leaves_out(document, sibling, heading) or _falls_back(document, sibling, heading):
                wanted = written(document, sibling.number + 1, heading)
                values = {"before": _text(document, sibling), "expected": wanted}
                yield Hit(heading.span, values)
        for one in breaks(document):
            if not one.repeats:
                yield Hit(one.span, {"before": one.before, "expected": one.expected})


def _leaves_out(document: Document, sibling: Heading, heading: Heading) -> bool:
    return heading.number > sibling.number + 1 and not _is_explained(document, sibling, heading)


def _falls_back(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether the heading goes on another count than its sibling's: 三、 and then 二、."""
    return (
        heading.style in SECTIONS
        and 1 < heading.number < sibling.number
        and not starts_anew(document, sibling, heading)
    )


def _is_explained(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether the one number left out is at hand: repeated as the sibling's, or in a stray."""
    if heading.number != sibling.number + 2:
        return False
    if sibling.before is not None:
        before = document.once(outline)[sibling.before]
        if is_repeat(document, before, sibling):
            return True
    return any(
        sibling.span < stray.span < heading.span and stray.number == heading.number - 1
        for stray, _ in document.once(strays)
    )


def _text(document: Document, heading: Heading) -> str:
    return document.text[slice(*heading.span)]

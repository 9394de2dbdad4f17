"""Attachments: the texts behind a line such as 附件1 or 附录A, where the document itself has ended."""

from __future__ import annotations

from itertools import pairwise

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.text import Span

# The label on a line of its own, with a note at most: 附件1, 附件2：, 附录A（规范性附录）
_LABEL = (
    rf"\n[{INDENT}#*]*+附[ \u3000]{{0,3}}[件录][ \u3000]?(?:[\d一二三四五六七八九十A-Z]{{1,3}})?"
    rf"[ \u3000]?[：:]?(?:[（(][^（）()\n]{{0,20}}[）)])?[{INDENT}*]*$"
)


def attachments(document: Document) -> tuple[Span, ...]:
    """The attachments with their labels; ask for them by `document.once(attachments)`."""
    prose = document.prose
    if "附" not in prose:
        return ()
    starts = [match.start() + 1 for match in compiled(_LABEL).finditer(prose)]
    return tuple(Span(start, end) for start, end in pairwise([*starts, len(prose)]))

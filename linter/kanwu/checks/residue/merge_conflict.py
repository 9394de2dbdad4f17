"""The `merge-conflict` check: the lines that version control puts between two versions."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seven of a mark, as git writes them; the line between two versions has no label.
_MARKER = r"(?:<{7}|>{7}|\|{7})(?: [^<>\r\n]{0,200})?(?=[\r\n]|\Z)|={7}(?=[\r\n]|\Z)"
_OPENING = "<<<<<<<"
_CLOSING = ">>>>>>>"
# Words of a text that shows how a conflict looks.
_SHOWN = r"(?i)\b(?:git|merge)\b|(?:合并|分支|文件|代码|版本|内容)[^，。\n]{0,8}冲突|解决冲突|冲突的?(?:标记|内容|文件|部分|如下)"
_NEAR = 80  # code points in front of the opening marker
# The name of a branch, or a commit with its subject in brackets; no sentence, no call to click.
_LABEL = r">{7} [\w./-]{1,60}(?: \([^()\n]{1,100}\))?"


class MergeConflict(Check):
    """Each marker on a line of its own, in any format, but not in code or behind words about conflicts.

    The line between two versions counts only behind an opening marker: it may underline a title.
    """

    sign = "<{7}|>{7}|[|]{7}"

    def __call__(self, document: Document) -> Iterator[Hit]:
        text = document.text
        first = text.find(_OPENING)
        if first < 0:
            first = text.find(_CLOSING)
        if first < 0:
            return
        opened = shown = False
        for match in compiled("^" + _MARKER).finditer(text, text.rfind("\n", 0, first) + 1):
            if _is_code(document, match.start()):
                continue
            if match[0].startswith(_OPENING):
                opened, start = True, match.start()
                shown = compiled(_SHOWN).search(text, max(0, start - _NEAR), start) is not None
            if shown:
                continue
            if opened or compiled(_LABEL).fullmatch(match[0]):
                yield Hit(Span(*match.span()))


def _is_code(document: Document, offset: int) -> bool:
    block = document.block(offset)
    return block is not None and block.kind == "code"

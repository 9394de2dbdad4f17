"""Words that a text speaks of, instead of using them: “按装”应为“安装”."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.text import Span

_NEAR = 8  # code points on either side of a quotation
_BEFORE = r"(?P<said>[误错应改写非不将把][^，。；：“”\n]{0,4})?[“‘「『\"]\Z"
_BEHIND = r"[”’」』\"](?P<said>[^，。；“”\n]{0,4}[应改误错写宜系])?"


def is_mentioned(prose: str, span: Span) -> bool:
    """Whether the span is a whole quotation next to words such as 应为 or 误作."""
    before = compiled(_BEFORE).search(prose, max(0, span.start - _NEAR), span.start)
    behind = compiled(_BEHIND).match(prose, span.end, span.end + _NEAR)
    return bool(before and behind and (before["said"] or behind["said"]))

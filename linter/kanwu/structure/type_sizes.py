"""The sizes of type and their Chinese names: 16 points are 3号."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOLERANCE = 0.25  # points of rounding
_SIZES: Mapping[float, str] = {
    42: "初号",
    36: "小初号",
    26: "1号",
    24: "小1号",
    22: "2号",
    18: "小2号",
    16: "3号",
    15: "小3号",
    14: "4号",
    12: "小4号",
    10.5: "5号",
    9: "小5号",
}


def size_name(points: float) -> str:
    """The printers' name of a size; empty if the size is not known."""
    if not points:
        return ""
    return _SIZES.get(points) or f"{points:g}磅"


def is_size(points: float, wanted: float) -> bool:
    """Whether a size is the wanted one, or is not known."""
    return not points or abs(points - wanted) <= _TOLERANCE

"""What is imported only when it is first named."""

from __future__ import annotations

import sys

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def named(place: str) -> Any:
    """What "module:name" stands for; importlib, for doing this, would take a millisecond more."""
    module, _, name = place.partition(":")
    __import__(module)
    return getattr(sys.modules[module], name)

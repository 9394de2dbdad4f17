"""Limits of a configuration: how many findings of some rules a run may have before it fails."""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    """What `[max]` says of the rules of one selector; a plain value."""

    selector: str
    most: int
    place: str  # where it is written, as `path:line`

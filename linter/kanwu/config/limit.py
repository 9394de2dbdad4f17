"""Limits of a configuration: the most findings of some rules in a run that does not fail."""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    """An entry of `[max]`: the limit for the rules of one selector."""

    selector: str
    most: int
    place: str  # where it is written, as `path:line`

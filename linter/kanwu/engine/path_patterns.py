"""Path patterns, written as in .gitignore."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import relpath

from kanwu.errors import ConfigError

_MOST_STARS = 3


def matches_path(patterns: Iterable[str], path: str, folder: str) -> bool:
    """Whether a pattern, relative to the folder, matches the path."""
    from pathspec import GitIgnoreSpec

    patterns = tuple(patterns)
    require_few_stars(patterns)
    return GitIgnoreSpec.from_lines(patterns, backend="simple").match_file(relpath(path, folder))


def require_few_stars(patterns: Iterable[str]) -> None:
    """Raise ConfigError for a pattern that would be very slow on some path.

    Every further star multiplies the ways to match a long name: four stars took 2 seconds for one
    name, twelve would take years, and a stranger may have written the patterns.
    """
    for pattern in patterns:
        parts = pattern.split("/")
        stars = [part.replace("**", "*").count("*") for part in parts]
        if max(stars) > _MOST_STARS or parts.count("**") > _MOST_STARS:
            raise ConfigError(
                "路径模式里的 * 太多（一段至多 {most} 个）：{pattern}",
                most=_MOST_STARS,
                pattern=pattern,
            )

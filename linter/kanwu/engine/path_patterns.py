"""Path patterns, written as in .gitignore."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import relpath

from kanwu.errors import ConfigError

_MOST_STARS = 3


def matches_path(patterns: Iterable[str], path: str, folder: str) -> bool:
    """Whether one of the patterns, written as in .gitignore, names the path within the folder."""
    from pathspec import GitIgnoreSpec

    patterns = tuple(patterns)
    see_stars(patterns)
    return GitIgnoreSpec.from_lines(patterns, backend="simple").match_file(relpath(path, folder))


def see_stars(patterns: Iterable[str]) -> None:
    """ConfigError for a pattern that would take very long on some path.

    Every star more multiplies the ways to match a long name: four took 2 seconds for one, twelve
    would take years, and the patterns may be a stranger's.
    """
    for pattern in patterns:
        parts = pattern.split("/")
        stars = [part.replace("**", "*").count("*") for part in parts]
        if max(stars) > _MOST_STARS or parts.count("**") > _MOST_STARS:
            raise ConfigError(f"路径模式里的 * 太多（一段至多 {_MOST_STARS} 个）：{pattern}")

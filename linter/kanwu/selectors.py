"""What a user's words name: rules by code, prefix, name or family, and paths by patterns."""

from __future__ import annotations

from os.path import relpath

from kanwu.errors import ConfigError
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kanwu.rule import Rule

ALL = "ALL"  # names every rule
_MOST_STARS = 3


def matches(selector: str, rule: Rule) -> int:
    """How exactly a selector names the rule: 0 not at all, more for more of its code."""
    if selector in (rule.code, rule.name):
        return len(rule.code)
    if selector == rule.family:
        return 2
    if selector == ALL:
        return 1
    return len(selector) if len(selector) > 1 and rule.code.startswith(selector) else 0


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

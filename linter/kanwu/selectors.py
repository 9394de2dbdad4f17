"""What a user's words name: rules by code, prefix, name or family, and paths by patterns."""

from __future__ import annotations

from os.path import relpath

from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kanwu.rule import Rule

ALL = "ALL"  # names every rule


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

    return GitIgnoreSpec.from_lines(patterns, backend="simple").match_file(relpath(path, folder))

"""The rule, the family and the fix of a finding in words, with nothing invisible in them."""

from __future__ import annotations

from kanwu.record import Record
from kanwu.reporters.terminal import visible
from kanwu.rule import Rule

QUOTES = frozenset("“”‘’\"'＂＇「」『』")


def family(rule: Rule) -> str:
    """The title of the rule's family; without one, the name of its folder."""
    return rule.family_title or rule.family or "其他"


def mending(record: Record, language: str) -> str:
    """The fix in words; empty without a fix to show."""
    changes = ((_visible(change.old), _visible(change.text)) for change in record.changes)
    words = [change_words(*change, language) for change in changes]
    is_unsafe = record.applicability == "unsafe"
    if language == "en":
        return ", ".join(words) + (" (to be reviewed)" if is_unsafe else "")
    return "，".join(words) + ("（须人工确认）" if is_unsafe else "")


def change_words(before: str, after: str, language: str) -> str:
    """The change of one text to the other in words."""
    has_quotes = bool(QUOTES & {*before, *after})  # which would be lost among other marks
    old, new = (text if has_quotes or not text else f"“{text}”" for text in (before, after))
    if language == "en":
        return f"{old} to {new}" if old and new else f"delete {old}" if old else f"insert {new}"
    space = " " if has_quotes else ""
    if not old:
        return f"补上{space}{new}"
    return f"{old}{space}改为{space}{new}" if new else f"删去{space}{old}"


def _visible(text: str) -> str:
    return visible(text).replace("\t", "<U+0009>")

"""The rule, the family and the fix of a finding in words, with nothing invisible in them."""

from __future__ import annotations

from kanwu.finding import Change, Record
from kanwu.reporters.terminal import visible
from kanwu.rule import Rule


def family(rule: Rule) -> str:
    """The title of the rule's family; without one, the name of its folder."""
    return rule.family_title or rule.family or "其他"


def title(rule: Rule, language: str) -> str:
    english = rule.card.english.get("title") if language == "en" else None
    return english or rule.card.title


def mending(record: Record, language: str) -> str:
    """The fix in words; empty without a fix to show."""
    words = [_words(change, language) for change in record.changes]
    is_unsafe = record.applicability == "unsafe"
    if language == "en":
        return ", ".join(words) + (" (to be reviewed)" if is_unsafe else "")
    return "，".join(words) + ("（须人工确认）" if is_unsafe else "")


def _words(change: Change, language: str) -> str:
    before, after = _visible(change.old), _visible(change.text)
    if language == "en":
        return _in_english(before, after)
    if not before:
        return f"加“{after}”"
    return f"“{before}”改为“{after}”" if after else f"删去“{before}”"


def _visible(text: str) -> str:
    return visible(text).replace("\t", "<U+0009>")


def _in_english(before: str, after: str) -> str:
    if not before:
        return f"insert “{after}”"
    return f"“{before}” to “{after}”" if after else f"delete “{before}”"

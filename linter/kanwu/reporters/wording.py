"""The rule, the family and the fix of a finding in words, with nothing invisible in them."""

from __future__ import annotations

from kanwu.english import said
from kanwu.record import Record
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.terminal import visible
from kanwu.rule import Rule
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.rule import Severity

QUOTES = frozenset("“”‘’\"'＂＇「」『』")


def family(rule: Rule, language: str) -> str:
    """The title of the rule's family; without one, or in English, the name of its folder."""
    title = rule.family if language == "en" else rule.family_title or rule.family
    return title or said(language, "其他")


def state(severity: Severity | None, language: str) -> str:
    """The severity of a rule, or that it is off, as wide as any other."""
    name = SEVERITY_NAMES[language][severity] if severity else said(language, "关")
    return name.ljust(7) if language == "en" else name.ljust(2, "\u3000")


def mending(record: Record, language: str) -> str:
    """The fix in words; empty without a fix to show."""
    changes = ((_visible(change.old), _visible(change.text)) for change in record.changes)
    words = [change_words(*change, language) for change in changes]
    is_unsafe = record.applicability == "unsafe"
    return said(language, "，").join(words) + (
        said(language, "（须人工确认）") if is_unsafe else ""
    )


def change_words(before: str, after: str, language: str) -> str:
    """The change of one text to the other in words."""
    has_quotes = bool(QUOTES & {*before, *after})  # which would be lost among other marks
    old, new = (text if has_quotes or not text else f"“{text}”" for text in (before, after))
    words = "{old}{space}改为{space}{new}" if new else "删去{space}{old}"
    words = words if old else "补上{space}{new}"
    space = " " if has_quotes or language == "en" else ""
    return said(language, words, old=old, new=new, space=space)


def _visible(text: str) -> str:
    return visible(text).replace("\t", "<U+0009>")

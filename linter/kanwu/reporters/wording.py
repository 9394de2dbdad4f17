"""What is said of a finding besides its message: rule, family and fix, as a reader may see them."""

from __future__ import annotations

from kanwu.reporters.terminal import visible
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.check import Edit
    from kanwu.document import Document
    from kanwu.finding import Finding, Fix
    from kanwu.rule import Rule

FAMILIES = {
    "placeholder": "占位",
    "residue": "残留",
    "numbering": "序号",
    "pairing": "配对",
    "punctuation": "标点",
    "quantity": "数字与单位",
    "fact": "事实",
    "term": "用词",
    "grammar": "语法",
    "gongwen": "公文格式",
    "layout": "版面",
    "typesetting": "公文排版",
    "personal": "个人信息",
}


def family(rule: Rule) -> str:
    """The name of the rule's family; of a user's own, the name of its folder."""
    return FAMILIES.get(rule.family) or rule.family or "其他"


def title(rule: Rule, language: str) -> str:
    english = rule.english.get("title") if language == "en" else None
    return english or rule.title


def shown_fix(finding: Finding) -> Fix | None:
    """The fix, unless it tells or would overwrite what is not to be shown."""
    fix = finding.fix
    if fix is None or not finding.document.hidden:
        return fix
    start = min(edit.span.start for edit in fix.edits)
    end = max(edit.span.end for edit in fix.edits)
    document = finding.document
    touched = any(hidden.start < end and start < hidden.end for hidden in document.hidden)
    told = any(document.without_hidden(edit.text) != edit.text for edit in fix.edits)
    return None if touched or told else fix


def mending(finding: Finding, language: str) -> str:
    """The fix in words, what is invisible written out; nothing where there is no fix to show."""
    fix = shown_fix(finding)
    if fix is None:
        return ""
    words = [_words(edit, finding.document, language) for edit in fix.edits]
    if language == "en":
        return ", ".join(words) + (" (to be reviewed)" if fix.applicability == "unsafe" else "")
    return "，".join(words) + ("（须人工确认）" if fix.applicability == "unsafe" else "")


def _words(edit: Edit, document: Document, language: str) -> str:
    before, after = _visible(document.quote(edit.span)), _visible(edit.text)
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

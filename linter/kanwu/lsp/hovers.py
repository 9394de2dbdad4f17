"""Explanations of findings and of rules, for a hover and for a page."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from kanwu.english import said
from kanwu.finding import Finding
from kanwu.lsp.checks import TextResult
from kanwu.lsp.diagnostics import page_of
from kanwu.lsp.settings import Settings
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.wording import change_words
from kanwu.rule import SEVERITIES, Rule

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~"})
_BETWEEN = "\n\n---\n\n"


def hover(
    checked: TextResult,
    position: types.Position,
    settings: Settings,
    *,
    markdown: bool,
    origin: str,
) -> types.Hover | None:
    """What is to be said of the findings at a position, the gravest first; None without any.

    `origin` is the path of the configuration in force.
    """
    try:
        offset = checked.positions.offset(position)
    except IndexError:
        return None
    found = [each for each in checked.findings if each.span.start <= offset <= each.span.end]
    if not found:
        return None
    found.sort(key=lambda finding: (SEVERITIES.index(finding.severity), finding.span))
    text = _BETWEEN.join("\n\n".join(_of_finding(each, settings, origin)) for each in found)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    shown = text if markdown else plain(text)
    return types.Hover(
        contents=types.MarkupContent(kind=kind, value=shown),
        range=checked.positions.range(found[0].span),
    )


def of_rule(rule: Rule, settings: Settings) -> str:
    """The explanation of a rule as a page of Markdown."""
    title = _escaped(rule.card.worded("title", settings.language))
    severity = SEVERITY_NAMES[settings.language][rule.severity]
    shown = said(settings.language, "严重度：{severity}", severity=severity)
    return "\n\n".join([f"# {rule.code} {title}", shown, *_of_rule(rule, settings)])


def mending(finding: Finding, language: str) -> str:
    """The changes of the finding's fix in words; empty without a fix."""
    fix = finding.shown_fix
    if fix is None:
        return ""
    quote = finding.document.quote
    changes = [change_words(quote(edit.span), edit.text, language) for edit in fix.edits]
    change = (", " if language == "en" else "，").join(changes)
    return (
        said(language, "{change}（请复核）", change=change)
        if fix.applicability == "unsafe"
        else change
    )


def plain(text: str) -> str:
    """The Markdown of an explanation as plain text."""
    for mark in _MARKS.values():
        text = text.replace(mark, f"\0{mark[1]}")
    return text.replace("**", "").replace("\0", "")


def _of_finding(finding: Finding, settings: Settings, origin: str) -> Iterator[str]:
    language, card = settings.language, finding.rule.card
    rule = f"{finding.code} {_escaped(card.worded('title', language))}"
    severity = SEVERITY_NAMES[language][finding.severity]
    if origin:
        path = _escaped(origin)
        template = "**{rule}**　{severity}（由 {path} 设定）"
        yield said(language, template, rule=rule, severity=severity, path=path)
    else:
        yield said(language, "**{rule}**　{severity}", rule=rule, severity=severity)
    yield _escaped(finding.message(language))
    if mended := mending(finding, language):
        yield said(language, "改法：{change}", change=_escaped(mended))
    yield from _of_rule(finding.rule, settings)


def _of_rule(rule: Rule, settings: Settings) -> Iterator[str]:
    language, card = settings.language, rule.card
    yield _escaped(card.why.strip())
    yield said(language, "依据：{basis}", basis=_escaped(card.basis))
    example = next((each for each in card.examples if each.bad and each.fixed), None)
    example = example or next((each for each in card.examples if each.bad), None)
    if example and example.fixed:
        shown = _escaped(example.bad), _escaped(example.fixed)
        yield said(language, "例：{bad} → {fixed}", bad=shown[0], fixed=shown[1])
    elif example:
        yield said(language, "例：{bad}", bad=_escaped(example.bad))
    if url := page_of(rule, settings):
        yield f"<{url}>"


def _escaped(text: str) -> str:
    return text.translate(_MARKS).replace("\n", "  \n")

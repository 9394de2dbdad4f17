"""Findings, faults of configurations and failures as diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from kanwu.english import said, worded
from kanwu.finding import Finding
from kanwu.lsp.checks import TextResult
from kanwu.lsp.rules import Fault
from kanwu.lsp.settings import Settings
from kanwu.rule import SEVERITIES, Rule

SOURCE = "kanwu"

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_DELETING = ("residue", "layout")  # families whose findings are shown faded where a fix deletes


def diagnostics(checked: TextResult, settings: Settings) -> list[types.Diagnostic]:
    """The diagnostics of a text in order; of too many the gravest, and a line with the number left."""
    findings, most = checked.findings, max(1, settings.max_problems)
    left = len(findings) - most
    if left > 0:
        gravest = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))[:most]
        findings = sorted(gravest, key=lambda finding: finding.span)
    shown = [diagnostic(finding, checked, settings) for finding in findings]
    if left > 0:
        shown.append(_remark(said(settings.language, "另有 {count} 处未列出", count=left)))
    if checked.result is None:
        shown += [_remark(worded(failure, settings.language)) for failure in checked.failures]
    return shown


def diagnostic(finding: Finding, checked: TextResult, settings: Settings) -> types.Diagnostic:
    rule, fix = finding.rule, finding.shown_fix
    url = page_of(rule, settings)
    deletes = fix is not None and not any(edit.text for edit in fix.edits)
    return types.Diagnostic(
        range=checked.positions.range(finding.span),
        message=finding.message(settings.language),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(href=url) if url else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if deletes and rule.family in _DELETING else None,
        data={"code": finding.code, "fix": fix.applicability if fix else None},
    )


def fault_diagnostics(faults: Iterable[Fault]) -> list[types.Diagnostic]:
    """The faults of one file of configuration."""
    return [
        _remark(fault.cause, fault.line - 1, types.DiagnosticSeverity.Error) for fault in faults
    ]


def page_of(rule: Rule, settings: Settings) -> str:
    """The URL of the rule's page; empty if none is known."""
    return rule.with_url(settings.docs_url).url


def _remark(
    message: str,
    line: int = 0,
    severity: types.DiagnosticSeverity = types.DiagnosticSeverity.Information,
) -> types.Diagnostic:
    start = types.Position(line=line, character=0)
    end = types.Position(line=line, character=1)
    return types.Diagnostic(
        range=types.Range(start=start, end=end), message=message, severity=severity, source=SOURCE
    )

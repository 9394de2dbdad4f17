"""Code actions: the fix of a finding, fixes of a rule or of all, exceptions and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lsprotocol import types

from kanwu.check import Edit
from kanwu.english import said
from kanwu.finding import Finding
from kanwu.lsp.checks import TextResult
from kanwu.lsp.diagnostics import diagnostic
from kanwu.lsp.hovers import mending
from kanwu.lsp.settings import Settings
from kanwu.text import Span

FIX_ALL = "source.fixAll.kanwu"
QUICK_FIX = types.CodeActionKind.QuickFix.value
KINDS = [QUICK_FIX, FIX_ALL]
EXPLAIN, ALLOW = "kanwu.explain", "kanwu.allow"


class Request(NamedTuple):
    """What an editor asks for: a text, and the part of it where a person is."""

    uri: str
    version: int | None  # for edits of the text; None if it was never saved
    checked: TextResult
    settings: Settings
    span: Span
    only: Sequence[str] | None  # the kinds that are wanted; None for all but `source`


def actions(request: Request) -> Iterator[types.CodeAction]:
    """The actions for the findings that touch the part, in the order in which they are offered."""
    if _is_wanted(QUICK_FIX, request.only):
        near = [each for each in request.checked.findings if _touches(each.span, request.span)]
        for finding in near:
            yield from _fixes(finding, request)
        for finding in near:
            yield from _others(finding, request)
    # An editor that asks for nothing in particular shows it by its command; on save it asks for it.
    if request.only and _is_wanted(FIX_ALL, request.only) and has_safe_fix(request.checked):
        title = said(request.settings.language, "勘误：修复全部")
        yield types.CodeAction(title=title, kind=FIX_ALL, data={"uri": request.uri})


def has_safe_fix(checked: TextResult) -> bool:
    return any(_is_safe(finding) for finding in checked.findings)


def edit_of(
    uri: str, version: int | None, edits: Sequence[types.TextEdit]
) -> types.WorkspaceEdit | None:
    """Edits of one text, which hold for its version; None for no edits."""
    if not edits:
        return None
    text = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    change = types.TextDocumentEdit(text_document=text, edits=list(edits))
    return types.WorkspaceEdit(document_changes=[change])


def fixed_together(finding: Finding, checked: TextResult) -> list[Finding]:
    """The findings that are fixed with this one, all or none, such as the items of a list."""
    together = finding.hit.together
    if not together:
        return [finding]
    return [
        each
        for each in checked.findings
        if each.code == finding.code and each.hit.together == together
    ]


def _fixes(finding: Finding, request: Request) -> Iterator[types.CodeAction]:
    fix = finding.shown_fix
    if fix is None:
        return
    settings, code = request.settings, finding.code
    language = settings.language
    group = fixed_together(finding, request.checked)
    fixes = [each.shown_fix for each in group]
    shown = diagnostic(finding, request.checked, settings)
    if all(fixes):
        edits = sorted({edit for each in fixes if each for edit in each.edits})
        yield types.CodeAction(
            title=said(language, "{code}：{change}", code=code, change=mending(finding, language)),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[shown],
            is_preferred=fix.applicability == "safe" and len(group) == 1,
            edit=edit_of(request.uri, request.version, _text_edits(edits, request.checked)),
        )
    same = [each for each in request.checked.findings if each.code == code and each.shown_fix]
    if len(same) > 1:
        safe = any(map(_is_safe, same))
        yield types.CodeAction(
            title=(
                said(language, "这个文件里全部修复 {code}", code=code)
                if safe
                else said(language, "这个文件里全部修复 {code}（请复核）", code=code)
            ),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[shown],
            data={"uri": request.uri, "code": code, "unsafe": not safe},
        )


def _others(finding: Finding, request: Request) -> Iterator[types.CodeAction]:
    language, code = request.settings.language, finding.code
    shown = [diagnostic(finding, request.checked, request.settings)]
    is_markdown = finding.document.format == "markdown"
    place = {"uri": request.uri, "code": code, "span": list(finding.span)}
    title = (
        said(language, "{code}：这里不查（加注释）", code=code)
        if is_markdown
        else said(language, "{code}：保留（记入 kanwu.toml）", code=code)
    )
    kind = types.CodeActionKind.QuickFix
    yield types.CodeAction(title=title, kind=kind, diagnostics=shown, data={**place, "allow": True})
    explain = types.Command(
        title=said(language, "{code}：为什么？", code=code), command=EXPLAIN, arguments=[code]
    )
    yield types.CodeAction(title=explain.title, kind=kind, diagnostics=shown, command=explain)


def _text_edits(edits: Iterable[Edit], checked: TextResult) -> list[types.TextEdit]:
    return checked.positions.edits((edit.span, edit.text) for edit in edits)


def _is_safe(finding: Finding) -> bool:
    fix = finding.shown_fix
    return fix is not None and fix.applicability == "safe"


def _touches(span: Span, other: Span) -> bool:
    return span.start <= other.end and other.start <= span.end


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether the kind, or one that it belongs to, is asked for."""
    return only is None or any(kind == each or kind.startswith(f"{each}.") for each in only if each)

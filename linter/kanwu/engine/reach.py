"""The reach of rules: the formats, the years, the genres and the parts that they speak for."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.document import Document
    from kanwu.finding import Finding
    from kanwu.text import Span


def in_force(findings: list[Finding], document: Document) -> list[Finding]:
    """The findings whose rules reach the document and the part of it where they are.

    Those that the reading of the format makes doubtful are info.
    """
    findings = [finding for finding in findings if document.format not in finding.rule.not_for]
    if any(document.format in finding.rule.info_for for finding in findings):
        findings = [_as_info(finding, document) for finding in findings]
    return _used(_in_regions(_since(findings, document), document), document)


def _as_info(finding: Finding, document: Document) -> Finding:
    """The finding; a doubtful one as info."""
    rule = finding.rule
    if document.format not in rule.info_for or rule.severity == "info":
        return finding
    return type(finding)(rule.but(severity="info"), document, finding.hit)


def _since(findings: list[Finding], document: Document) -> list[Finding]:
    """The findings, without rules that are younger than the document."""
    if not any(finding.rule.since for finding in findings):
        return findings
    from kanwu.structure.age import year_written

    year = document.once(year_written)
    if year is None:
        return findings
    return [finding for finding in findings if finding.rule.since <= year]


def _in_regions(findings: list[Finding], document: Document) -> list[Finding]:
    """The findings in one of the regions of `only-in`, and in none of `not-in`."""
    if not any(finding.rule.only_in or finding.rule.not_in for finding in findings):
        return findings
    from kanwu.structure.regions import is_in

    return [
        finding
        for finding in findings
        if not finding.rule.only_in or is_in(document, finding.span, finding.rule.only_in)
        if not is_in(document, finding.span, finding.rule.not_in)
    ]


def _used(findings: list[Finding], document: Document) -> list[Finding]:
    """The findings without those in Japanese, in a script, or in what the text only speaks of.

    Personal data and characters that are wrong anywhere are found there too, but for scripts.
    """
    if not findings:
        return findings
    from kanwu.structure.script import is_japanese
    from kanwu.structure.spoken_of import is_spoken_of

    def is_used(finding: Finding) -> bool:
        if finding.rule.scope == "text" or finding.rule.masked:
            return not _is_in_script(document, finding.span)
        if is_spoken_of(document, finding.span):
            return False
        return not is_japanese(document, *document.paragraph(finding.span.start))

    return list(filter(is_used, findings))


def _is_in_script(document: Document, span: Span) -> bool:
    """Whether the span is in a script or a style of a page, which nobody sees."""
    block = document.block(span.start) if document.format == "html" else None
    return (
        block is not None
        and block.kind == "code"
        and document.text[block.span.start - 1 : block.span.start] == ">"
    )

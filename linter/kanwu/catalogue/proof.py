"""Rules checked against their own examples, the built-in ones and anyone's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kanwu.catalogue.check_options import with_options
from kanwu.catalogue.specimen import specimen
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import KanwuError, RuleError, Sentence
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.rule import Example, Rule
from kanwu.text import Span


def prove(rule: Rule, catalogue: Iterable[Rule] = ()) -> Iterator[Sentence]:
    """The flaws of the rule that its examples show, each with the number of its example."""
    for number, flaw in flaws(rule, catalogue):
        yield Sentence("第 {number} 个例子：{flaw}", number=number, flaw=flaw)


def flaws(rule: Rule, catalogue: Iterable[Rule] = ()) -> Iterator[tuple[int, Sentence]]:
    """The same flaws, each behind the number (from 1) of its example.

    The catalogue has the rules that an example names beside this one.
    """
    alone = Ruleset([rule])
    for number, example in enumerate(rule.card.examples, 1):
        rules = alone
        try:
            if example.options or example.beside:
                own = with_options(rule, example.options, rule.code) if example.options else rule
                beside = (other for other in catalogue if other.code in example.beside)
                rules = Ruleset([own, *beside])
        except RuleError as error:
            yield number, error
            continue
        for flaw in _flaws(rule.code, example, rules):
            yield number, flaw


def rehearse(rules: Ruleset) -> None:
    """Run the rules on their own examples, so that every expression is compiled."""
    texts: list[str] = []
    for rule in rules.rules:
        compiled(rule.check.sign)
        for example in rule.card.examples:
            for text in (unmark(example.bad)[0], example.good):
                texts.append(text)
                for _ in rule.check(Document("", text)):
                    pass
            if rule.since:  # the engine asks for the year of the text
                rules.lint(Document("", unmark(example.bad)[0]))
    # The expressions of the scanner and the engine, for a short text and a long one.
    for text in ("。", "\n".join(texts)):
        rules.lint(Document("", text))


def unmark(marked: str) -> tuple[str, list[Span]]:
    """The text without its marks ⟦ ⟧, and the spans between them."""
    text, spans, start = "", [], 0
    for char in marked:
        if char == "⟦":
            start = len(text)
        elif char == "⟧":
            spans.append(Span(start, len(text)))
        else:
            text += char
    return text, spans


def _flaws(code: str, example: Example, rules: Ruleset) -> Iterator[Sentence]:
    text, marked = unmark(example.bad)
    document, findings, failures = _linted(code, rules, text, example)
    _, findings_in_good, failures_in_good = _linted(code, rules, example.good, example)
    yield from {str(failure): failure for failure in (*failures, *failures_in_good)}.values()
    yield from _message_flaws(findings)
    spans = [finding.hit.span for finding in findings]
    if spans != marked:
        here, found = _quoted(text, marked), _quoted(text, spans)
        yield Sentence("bad 标出 {marked}，查出 {found}", marked=here, found=found)
    for finding in findings_in_good:
        yield Sentence("good 也查出“{text}”", text=finding.text)
    if example.fixed:
        fixed = _fixed(document.text, findings)
        if fixed != example.fixed:
            words = "fixed 应为 {wanted!r}，得到 {fixed!r}"
            yield Sentence(words, wanted=example.fixed, fixed=fixed)
        elif _linted(code, rules, fixed, example)[1]:
            yield Sentence("fixed 仍查出问题：{fixed!r}", fixed=fixed)


def _message_flaws(findings: list[Finding]) -> Iterator[Sentence]:
    """The flaw of a message that names a value which the check does not give."""
    for language in ("zh", "en"):
        for finding in findings[:1]:
            try:
                finding.message(language)
            except RuleError as error:
                yield Sentence("{language}: {error}", language=language, error=error)


def _linted(
    code: str, rules: Ruleset, text: str, example: Example
) -> tuple[Document, list[Finding], Sequence[KanwuError]]:
    """The text as a document, the findings of the code in it, and the failures of rules."""
    document = specimen(text, example)
    result = rules.lint(document)
    findings = [finding for finding in result.findings if finding.code == code]
    return document, findings, result.failures


def _fixed(text: str, findings: list[Finding]) -> str:
    edits = sorted({edit for finding in findings if finding.fix for edit in finding.fix.edits})
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _quoted(text: str, spans: list[Span]) -> tuple[str, ...] | Sentence:
    return tuple(f"{start}“{text[start:end]}”" for start, end in spans) or Sentence("无")

"""Rules held against their own examples, for our tests and for anyone's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.catalogue.load import with_options
from kanwu.catalogue.specimen import specimen
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import RuleError
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.rule import Example, Rule
from kanwu.text import Span


def prove(rule: Rule, catalogue: Iterable[Rule] = ()) -> Iterator[str]:
    """What the examples show to be wrong with the rule; nothing if they hold.

    The catalogue is where the rules are looked up that an example has beside this one.
    """
    alone = Ruleset([rule])
    for number, example in enumerate(rule.card.examples, 1):
        rules = alone
        if example.options or example.beside:
            own = with_options(rule, example.options, rule.code) if example.options else rule
            rules = Ruleset([own, *(other for other in catalogue if other.code in example.beside)])
        for flaw in _flaws(rule.code, example, rules):
            yield f"第 {number} 个例子：{flaw}"


def rehearse(rules: Ruleset) -> None:
    """Go through the rules' own examples, so that every expression they use is compiled."""
    every: list[str] = []
    for rule in rules.rules:
        compiled(rule.check.sign)
        for example in rule.card.examples:
            for text in (unmark(example.bad)[0], example.good):
                every.append(text)
                for _ in rule.check(Document("", text)):
                    pass
            if rule.since:  # the engine asks when the text was written
                rules.lint(Document("", unmark(example.bad)[0]))
    # What the scanner and the engine use, on short texts and long ones.
    for text in ("。", "\n".join(every)):
        rules.lint(Document("", text))


def unmark(marked: str) -> tuple[str, list[Span]]:
    """The text without its marks ⟦ ⟧, and the spans that they enclosed."""
    text, spans, start = "", [], 0
    for char in marked:
        if char == "⟦":
            start = len(text)
        elif char == "⟧":
            spans.append(Span(start, len(text)))
        else:
            text += char
    return text, spans


def _flaws(code: str, example: Example, rules: Ruleset) -> Iterator[str]:
    text, marked = unmark(example.bad)
    document, found, failures = _found(code, rules, text, example)
    _, found_in_good, failures_in_good = _found(code, rules, example.good, example)
    yield from dict.fromkeys(failures + failures_in_good)
    yield from _unsaid(found)
    spans = [finding.hit.span for finding in found]
    if spans != marked:
        yield f"bad 标出 {_quoted(text, marked)}，查出 {_quoted(text, spans)}"
    for finding in found_in_good:
        yield f"good 也查出“{finding.text}”"
    if example.fixed:
        fixed = _mended(document.text, found)
        if fixed != example.fixed:
            yield f"fixed 应为 {example.fixed!r}，得到 {fixed!r}"
        elif _found(code, rules, fixed, example)[1]:
            yield f"fixed 仍查出问题：{fixed!r}"


def _unsaid(findings: list[Finding]) -> Iterator[str]:
    """What keeps a message from being said: it names a value that the check does not give."""
    for language in ("zh", "en"):
        for finding in findings[:1]:
            try:
                finding.message(language)
            except RuleError as error:
                yield f"{language}: {error}"


def _found(
    code: str, rules: Ruleset, text: str, example: Example
) -> tuple[Document, list[Finding], list[str]]:
    """The text as a document, what the rule of the code finds in it, and which rules gave up on it."""
    document = specimen(text, example)
    linted = rules.lint(document)
    findings = [finding for finding in linted.findings if finding.code == code]
    failures = [str(failure).removeprefix(f"{document.name}: ") for failure in linted.failures]
    return document, findings, failures


def _mended(text: str, findings: list[Finding]) -> str:
    edits = sorted({edit for finding in findings if finding.fix for edit in finding.fix.edits})
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _quoted(text: str, spans: list[Span]) -> str:
    return "、".join(f"{start}“{text[start:end]}”" for start, end in spans) or "无"

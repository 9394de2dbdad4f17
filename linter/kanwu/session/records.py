"""What came of a file as a plain value: for another process, or for another run."""

from __future__ import annotations

import marshal

from kanwu.check import Edit, Hit
from kanwu.document import Document, Part, Told
from kanwu.engine.ruleset import hide_masked
from kanwu.errors import InputError, KanwuError
from kanwu.finding import Finding
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kanwu.engine.suppress import Allowed
    from kanwu.rule import Rule

    _Plain = tuple[str, int, int, dict[str, str], list[tuple[int, int, str]], bool]


def recorded(
    findings: Sequence[Finding], errors: Sequence[KanwuError], allowed: Allowed | None = None
) -> bytes:
    """The findings with all that a reporter may ask of their document but its lines."""
    hits, positions, quotes = [], {}, {}
    suppressed = allowed.suppressed if allowed else []
    every = [*findings, *(each.finding for each in suppressed)]
    for finding in every:
        hit, document = finding.hit, finding.document
        hits.append(_plain(finding.code, hit._replace(values=finding.values)))
        quotes[tuple(hit.span)] = finding.text
        for offset in _offsets(hit):
            positions[offset] = tuple(document.position(offset))
    parts = [tuple(part) for part in every[0].document.parts] if every else []
    who = [tuple(each)[1:] for each in suppressed]
    told = (who, allowed.notes, allowed.used) if allowed else None
    return marshal.dumps((hits, positions, quotes, parts, [str(error) for error in errors], told))


def revived(
    record: bytes, name: str, rules: Mapping[str, Rule], load: Callable[[], Document]
) -> tuple[list[Finding], list[KanwuError], Allowed | None, Document]:
    """The findings and errors again; `load` reads the document if a reporter wants its lines."""
    hits, positions, quotes, parts, errors, said = marshal.loads(record)
    told = Told(positions, quotes, tuple(Part(*part) for part in parts))
    document = Document.unread(name, told, lambda: _read_again(name, quotes, load))
    findings = [
        Finding(rules[code], document, _hit(start, end, values, edits, doubtful))
        for code, start, end, values, edits, doubtful in hits
    ]
    hide_masked(document, findings)
    failures = [KanwuError(error) for error in errors]
    if said is None:
        return findings, failures, None, document
    from kanwu.engine.suppress import Allowed, Suppressed

    who, notes, used = said
    left = findings[: len(findings) - len(who)]
    suppressed = [Suppressed(one, *by) for one, by in zip(findings[len(left) :], who, strict=True)]
    return left, failures, Allowed(left, suppressed, notes, used, []), document


def _read_again(
    name: str, quotes: Mapping[tuple[int, int], str], load: Callable[[], Document]
) -> Document:
    """The document if it still says what was quoted from it, of which parts may be masked."""
    try:
        document = load()
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    for (start, end), quote in quotes.items():
        text = document.text[start:end]
        if len(text) != len(quote) or any(
            told not in (char, "*") for char, told in zip(text, quote, strict=True)
        ):
            raise InputError(f"{name}: 检查之后又被改动")
    return document


def _plain(code: str, hit: Hit) -> _Plain:
    edits = [(*edit.span, edit.text) for edit in hit.edits]
    return code, *hit.span, dict(hit.values), edits, hit.doubtful


def _offsets(hit: Hit) -> Iterator[int]:
    yield from hit.span
    for edit in hit.edits:
        yield from edit.span


def _hit(
    start: int,
    end: int,
    values: dict[str, str],
    edits: list[tuple[int, int, str]],
    doubtful: bool,
) -> Hit:
    mending = tuple(Edit(Span(at, to), text) for at, to, text in edits)
    return Hit(Span(start, end), values, mending, doubtful)

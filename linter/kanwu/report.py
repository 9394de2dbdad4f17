"""One report: its bytes read, linted, and what came of it delivered or revived."""

from __future__ import annotations

from kanwu import files, quick
from kanwu.engine import lint
from kanwu.errors import InputError, KanwuError
from kanwu.readers import open_report
from kanwu.shelf import DIGEST
from kanwu.shelf import digest as digest_of
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.document import Document
    from kanwu.engine import Found, Linted, Ruleset
    from kanwu.finding import Finding
    from kanwu.suppress import Allowed
    from kanwu.workspace import Workspace

_LARGE = 1 << 17  # code points of one document that two processes share
# Families whose document checks take longest: whoever begins with them reads the outline anyway.
_LONGEST = ("numbering", "layout", "pairing")
_SOME = 1 << 14  # bytes of a report that has most of what a report may have


class Checked(NamedTuple):
    """What became of one file."""

    path: str
    findings: list[Finding]
    errors: list[KanwuError]
    allowed: Allowed | None = None
    document: Document | None = None  # where it could be read


class Made(NamedTuple):
    """A file checked just now."""

    checked: Checked
    digest: bytes  # of the bytes that were checked
    record: bytes = b""  # as a worker delivered it


def checked(path: str, workspace: Workspace, jobs: int = 1) -> Made:
    """What becomes of a file; more than one of `jobs` may share a large one."""
    try:
        data = files.read_bytes(path)
    except InputError as error:
        return Made(Checked(path, [], [InputError(f"{path}: {error}")]), b"\0" * DIGEST)
    return Made(check_bytes(path, data, workspace, jobs), digest_of(data))


def check_bytes(path: str, data: bytes, workspace: Workspace, jobs: int = 1) -> Checked:
    """A report given as bytes, checked as if it stood at the path."""
    try:
        document = open_report(path, data, workspace.request.encoding).document
    except InputError as error:
        return Checked(path, [], [InputError(f"{path}: {error}")])
    rules = workspace.ruleset(path)
    if len(data) >= _SOME:
        quick.load(quick.REPORT)
    if jobs > 1 and len(document.text) >= _LARGE:
        return Checked(path, *_linted_by_two(document, rules), document)
    return Checked(path, *lint(document, rules), document)


def _linted_by_two(document: Document, rules: Ruleset) -> Linted:
    """One large document: while this process does the local checks, a fork begins with the others.

    Those are done family by family, by whichever of the two has time.
    """
    from kanwu import pool, results

    if not pool.can_fork():
        return lint(document, rules)
    families = list(dict.fromkeys([*_LONGEST, *(rule.family for rule in rules.rules)]))
    turns = pool.Shared(len(families))

    def hits_of(family: str, failures: list[KanwuError]) -> Iterator[Found]:
        return rules.document_hits(document, failures, lambda rule: rule.family == family)

    def work(family: str) -> bytes:
        failures: list[KanwuError] = []
        return results.dumped(hits_of(family, failures), failures)

    there = pool.forked([[family] for family in families], turns, work)
    failures: list[KanwuError] = []
    found = list(rules.local_hits(document, failures))
    left = dict(enumerate(families))
    for number in turns:
        found += hits_of(left.pop(number), failures)
    turns.close()
    while delivery := there.read():
        number, (data,) = delivery
        hits, failed = results.loaded(data, rules.by_code)
        del left[number]
        found += hits
        failures += failed
    there.end()
    for family in left.values():  # that died with the fork
        found += hits_of(family, failures)
    return rules.judged(document, found, failures)


def delivered(path: str, workspace: Workspace) -> bytes:
    """What comes of a file, as a worker delivers it."""
    from kanwu import results

    made = checked(path, workspace)
    one = made.checked
    return made.digest + results.recorded(one.findings, one.errors, one.allowed)


def revived(path: str, record: bytes, workspace: Workspace) -> Checked:
    """What a record tells of a file, which is read again only for its lines."""
    from kanwu import results

    def load() -> Document:
        return open_report(path, files.read_bytes(path), workspace.request.encoding).document

    return Checked(path, *results.revived(record, path, workspace.ruleset(path).by_code, load))

"""Rulesets as bytes and back: resolved and compiled once, at hand for the next run.

The bytes hold plain values only (`marshal`, no pickle), behind a checksum and the versions that
they hold for. What does not fit is no error: it is as if nothing were stored.
"""

from __future__ import annotations

import marshal
import sys

from kanwu import __version__, expression, late
from kanwu.engine import Prepared, Ruleset
from kanwu.rule import LocalCheck, Rule
from kanwu.scanner import Plan
from kanwu.value import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Mapping
    from re import Match
    from typing import Any

    from kanwu.document import Document
    from kanwu.hit import Hit
    from kanwu.rule import Check

DIGEST = 16  # bytes


def packed(value: Any) -> bytes:
    """A plain value as bytes that only this kanwu on this Python will unpack."""
    payload = marshal.dumps(value)
    return _versions() + digest(payload) + payload


def unpacked(data: bytes) -> Any:
    """The value; None if the bytes are torn, or of another kanwu or Python."""
    versions = _versions()
    start = len(versions) + DIGEST
    payload = data[start:]
    if data[:start] != versions + digest(payload):
        return None
    return marshal.loads(payload)


def dumped(rules: Ruleset) -> Any:
    """The ruleset as a plain value, with the programs of every expression compiled so far."""
    return (
        [_dumped_rule(rule) for rule in rules.rules],
        tuple(rules.prepared.plan),
        dict(rules.prepared.yielding),
        rules.protected,
        expression.programs(),
        expression.guarded(),
    )


def restored(value: Any) -> Ruleset:
    """The ruleset that was dumped."""
    rules, plan, yielding, protected, programs, guarded = value
    expression.start_from(programs)
    expression.guard(guarded)
    prepared = Prepared(Plan(*plan), yielding)
    return Ruleset([_restored_rule(*rule) for rule in rules], prepared, protected)


def digest(data: bytes) -> bytes:
    """A checksum that no two files share."""
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than this run

    return bytes(blake2b(data, digest_size=DIGEST).digest())


def _dumped_rule(rule: Rule) -> tuple[str, dict[str, Any], bool, dict[str, Any]]:
    kind, local = type(rule.check), isinstance(rule.check, LocalCheck)
    fields = rule.fields()
    # What is told of a rule is read from its file; a run needs only what it prints.
    for unneeded in ("check", "why", "basis", "profiles", "examples"):
        del fields[unneeded]
    return f"{kind.__module__}:{kind.__qualname__}", rule.check.fields(), local, fields


def _restored_rule(kind: str, options: dict[str, Any], local: bool, fields: dict[str, Any]) -> Rule:
    check: Check = _Unbuilt(kind, options) if local else late.named(kind)(**options)
    return Rule(check=check, why="", basis="", **fields)


class _Unbuilt(LocalCheck):
    """A local check that is built, and its module imported, when something matches."""

    kind: str
    options: Mapping[str, Any]

    @property
    def expression(self) -> str:
        return self._check.expression

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        return self._check.hit(document, match)

    @cached_property
    def _check(self) -> LocalCheck:
        built: LocalCheck = late.named(self.kind)(**self.options)
        return built


def _versions() -> bytes:
    from _sre import MAGIC  # type: ignore[import-not-found]

    return f"kanwu {__version__} {sys.implementation.cache_tag} {MAGIC}\n".encode()

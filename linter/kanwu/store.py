"""Rulesets as bytes and back: resolved and compiled once, at hand for the next run.

The bytes hold plain values only (`marshal`, no pickle), behind a checksum and the versions that
they hold for. What does not fit is no error: it is as if nothing were stored.
"""

from __future__ import annotations

import marshal
import sys

from kanwu import __version__, expression, late
from kanwu.engine import Prepared, Ruleset
from kanwu.rule import Check, LocalCheck, Rule
from kanwu.scanner import Plan
from kanwu.value import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Match
    from typing import Any

    from kanwu.document import Document
    from kanwu.hit import Hit

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
    """The ruleset as a plain value."""
    return (
        [_dumped_rule(rule) for rule in rules.rules],
        tuple(rules.prepared.plan),
        dict(rules.prepared.yielding),
        rules.protected,
        [tuple(allowance) for allowance in rules.allowances],
        expression.guarded(),
    )


def restored(value: Any) -> Ruleset:
    """The ruleset that was dumped."""
    rules, plan, yielding, protected, allowances, guarded = value
    expression.guard(guarded)
    prepared = Prepared(Plan(*plan), yielding)
    if allowances:
        from kanwu.allowances import Allowance

        allowances = [Allowance(*allowance) for allowance in allowances]
    return Ruleset([_restored_rule(*rule) for rule in rules], prepared, protected, allowances)


def digest(data: bytes) -> bytes:
    """A checksum that no two files share."""
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than this run

    return bytes(blake2b(data, digest_size=DIGEST).digest())


def _dumped_rule(rule: Rule) -> tuple[dict[str, Any], bytes, str, bytes, bool, str]:
    kind, fields = type(rule.check), rule.fields()
    for unneeded in ("check", "profiles", "examples"):
        del fields[unneeded]
    at_once = {name: fields.pop(name) for name in _AT_ONCE}
    options = marshal.dumps(rule.check.fields())
    name = f"{kind.__module__}:{kind.__qualname__}"
    local = isinstance(rule.check, LocalCheck)
    return at_once, marshal.dumps(fields), name, options, local, rule.check.sign


def _restored_rule(
    at_once: dict[str, Any], later: bytes, kind: str, options: bytes, local: bool, sign: str
) -> Rule:
    check = _UnbuiltLocal(kind, options) if local else _Unbuilt(kind, options, sign)
    rule = _Stored.__new__(_Stored)
    rule.__dict__.update(at_once, check=check, later=later)
    return rule


# What a run asks of every rule; the rest, only of those that find something.
_AT_ONCE = ("code", "family", "scope", "masked", "since")


class _Later:
    """A field of a rule that is read, with all such fields, when it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, rule: Rule | None, _: type[Rule]) -> Any:
        if rule is None:
            return self
        rule.__dict__.update(marshal.loads(rule.__dict__["later"]))
        return rule.__dict__[self._name]


class _Stored(Rule):
    """A rule as a run needs it."""


for _name in set(Rule.FIELDS).difference(_AT_ONCE):
    setattr(_Stored, _name, _Later(_name))


class _Unbuilt(Check):
    """A document check that is built, and its module imported, for a text that it may concern."""

    kind: str
    options: bytes
    sign: str

    def __call__(self, document: Document) -> Iterable[Hit]:
        return self._check(document)

    @cached_property
    def _check(self) -> Check:
        built: Check = late.named(self.kind)(**marshal.loads(self.options))
        return built


class _UnbuiltLocal(LocalCheck):
    """A local check that is built, and its module imported, when something matches."""

    kind: str
    options: bytes

    @property
    def expression(self) -> str:
        return self._check.expression

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        return self._check.hit(document, match)

    @cached_property
    def _check(self) -> LocalCheck:
        built: LocalCheck = late.named(self.kind)(**marshal.loads(self.options))
        return built


def _versions() -> bytes:
    from _sre import MAGIC  # type: ignore[import-not-found]

    return f"kanwu {__version__} {sys.implementation.cache_tag} {MAGIC}\n".encode()

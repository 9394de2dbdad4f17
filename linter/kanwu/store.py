"""Rulesets as bytes and back: resolved and compiled once, at hand for the next run.

The bytes hold plain values only (`marshal`, no pickle), behind a checksum and the versions that
they hold for. What does not fit is no error: it is as if nothing were stored. What few runs ask
for lies on a shelf and is made a value again when it is asked for.
"""

from __future__ import annotations

import marshal
import sys

from kanwu import __version__, expression, late
from kanwu.engine import Prepared, Ruleset
from kanwu.literals import Table
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


class Shelf:
    """Plain values in a row of bytes, each read when it is asked for."""

    def __init__(self, data: bytes = b"") -> None:
        self._data: bytes | bytearray = data

    def put(self, value: Any) -> int:
        """Lay the value down; its place, by which it is found again."""
        if isinstance(self._data, bytes):
            self._data = bytearray(self._data)
        place = len(self._data)
        self._data += marshal.dumps(value)
        return place

    def at(self, place: int) -> Any:
        return marshal.loads(memoryview(self._data)[place:])

    def __bytes__(self) -> bytes:
        return bytes(self._data)


def packed(value: Any) -> bytes:
    """A plain value as bytes that only this kanwu on this Python will unpack."""
    payload = marshal.dumps(value)
    return _head(payload) + payload


def unpacked(data: bytes) -> Any:
    """The value; None if the bytes are torn, or of another kanwu or Python."""
    payload = memoryview(data)[data.find(b"\n") + 1 + _CHECKSUM :]
    if data[: len(data) - len(payload)] != _head(payload):
        return None
    return marshal.loads(payload)


def dumped(rules: Ruleset, shelf: Shelf) -> Any:
    """The ruleset as a plain value, most of it on the shelf."""
    sources, literals, *plan = rules.prepared.plan
    return (
        [_dumped_rule(rule, shelf) for rule in rules.rules],
        [[shelf.put(sources[number]) for number in range(len(sources))], tuple(literals), *plan],
        dict(rules.prepared.yielding),
        rules.protected,
        [tuple(allowance) for allowance in rules.allowances],
        expression.guarded(),
    )


def restored(value: Any, shelf: Shelf) -> Ruleset:
    """The ruleset that was dumped."""
    rules, (sources, literals, *plan), yielding, protected, allowances, guarded = value
    expression.guard(guarded)
    prepared = Prepared(Plan(_OnShelf(sources, shelf), Table(*literals), *plan), yielding)
    if allowances:
        from kanwu.allowances import Allowance

        allowances = [Allowance(*allowance) for allowance in allowances]
    every = [_restored_rule(shelf, *rule) for rule in rules]
    return Ruleset(every, prepared, protected, allowances)


def digest(data: bytes) -> bytes:
    """A checksum that no two files share."""
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than this run

    return bytes(blake2b(data, digest_size=DIGEST).digest())


class _OnShelf:
    """Texts on a shelf, by their number."""

    def __init__(self, places: list[int], shelf: Shelf) -> None:
        self._places = places
        self._shelf = shelf
        self._read: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int, /) -> str:
        if number not in self._read:
            self._read[number] = self._shelf.at(self._places[number])
        return self._read[number]


def _dumped_rule(rule: Rule, shelf: Shelf) -> tuple[dict[str, Any], int, str, int, str | None]:
    kind, fields = type(rule.check), rule.fields()
    for unneeded in ("check", "profiles", "examples"):
        del fields[unneeded]
    at_once = {name: fields.pop(name) for name in _AT_ONCE}
    options = shelf.put(rule.check.fields())
    sign = None if isinstance(rule.check, LocalCheck) else rule.check.sign
    return at_once, shelf.put(fields), f"{kind.__module__}:{kind.__qualname__}", options, sign


def _restored_rule(
    shelf: Shelf, at_once: dict[str, Any], later: int, kind: str, options: int, sign: str | None
) -> Rule:
    unbuilt = _UnbuiltLocal if sign is None else _Unbuilt
    check: Check = unbuilt.__new__(unbuilt)
    check.__dict__.update(kind=kind, shelf=shelf, options=options, sign=sign)
    rule = _Stored.__new__(_Stored)
    rule.__dict__.update(at_once, check=check, shelf=shelf, later=later)
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
        rule.__dict__.update(rule.__dict__["shelf"].at(rule.__dict__["later"]))
        return rule.__dict__[self._name]


class _Stored(Rule):
    """A rule as a run needs it."""


for _name in set(Rule.FIELDS).difference(_AT_ONCE):
    setattr(_Stored, _name, _Later(_name))


def _built(check: _Unbuilt | _UnbuiltLocal) -> Any:
    return late.named(check.kind)(**check.shelf.at(check.options))


class _Unbuilt(Check):
    """A document check that is built, and its module imported, for a text that it may concern."""

    kind: str
    shelf: Shelf
    options: int
    sign: str

    def __call__(self, document: Document) -> Iterable[Hit]:
        return self._check(document)

    @cached_property
    def _check(self) -> Check:
        built: Check = _built(self)
        return built


class _UnbuiltLocal(LocalCheck):
    """A local check that is built, and its module imported, when something matches."""

    kind: str
    shelf: Shelf
    options: int

    @property
    def expression(self) -> str:
        return self._check.expression

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        return self._check.hit(document, match)

    @cached_property
    def _check(self) -> LocalCheck:
        built: LocalCheck = _built(self)
        return built


_CHECKSUM = 4  # bytes


def _head(payload: bytes | memoryview) -> bytes:
    from _sre import MAGIC  # type: ignore[import-not-found]
    from zlib import crc32  # a fifth of the time of a digest, and enough to tell what is torn

    versions = f"kanwu {__version__} {sys.implementation.cache_tag} {MAGIC}\n".encode()
    return versions + crc32(payload).to_bytes(_CHECKSUM, "big")

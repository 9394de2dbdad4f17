"""Rules for tests: as short as what they are about, the rest as usual."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kanwu.check import Check
from kanwu.engine.records import recorded
from kanwu.finding import Finding
from kanwu.record import Record
from kanwu.rule import Card, Rule, Whole


def rule_of(
    code: str, name: str, title: str, message: str, why: str, basis: str, check: Check, **more: Any
) -> Rule:
    """A rule of a check."""
    card = {field: more.pop(field) for field in ("english", "examples") if field in more}
    parts = Whole(
        check=check, card=Card(title=title, message=message, why=why, basis=basis, **card)
    )
    return Rule(code=code, name=name, parts=parts, **more)


def records_of(findings: Iterable[Finding]) -> list[Record]:
    """The records of findings, which may be of several documents."""
    return [record for finding in findings for record in recorded([finding])]

"""Permits for Python programs: entries of `[[allow]]` that let findings stand."""

from __future__ import annotations

from collections.abc import Iterable

from kanwu.config.allow import add_allow
from kanwu.engine.records import recorded
from kanwu.finding import Finding


def allow(configuration: str, place: str, findings: Iterable[Finding], reason: str) -> str:
    """The text of the configuration at the place, with an entry of `[[allow]]` for each finding.

    The entries quote the findings, with the reason. KanwuError for a configuration with errors.
    """
    pairs = [(recorded([finding])[0], finding.document) for finding in findings]
    return add_allow(configuration, pairs, reason, place).text

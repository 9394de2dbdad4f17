"""A rule file as it is written: the keys that it may have, and their types."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Format = Literal["text", "markdown", "html", "docx", "odt", "pdf"]  # of a document


class _TypesettingTable(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    paper: tuple[float, float] | None = None
    margins: tuple[float, float, float, float] | None = None
    type: dict[str, str] = {}
    pitch: float = 0


class ExampleTable(msgspec.Struct, forbid_unknown_fields=True):
    bad: str = ""
    good: str = ""
    fixed: str = ""
    note: str = ""
    format: Literal["text", "markdown"] = "text"
    typesetting: _TypesettingTable | None = None
    options: dict[str, Any] | None = None
    beside: list[str] = []


class _English(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    message: str


class RuleTable(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    """A rule file as it is written."""

    title: str
    message: str
    why: str
    basis: str
    check: dict[str, Any]
    example: list[ExampleTable]
    severity: Literal["error", "warning", "info"] = "warning"
    not_for: list[Format] = []
    fix: Literal["safe", "unsafe", "none"] = "none"
    default: Literal["on", "off"] = "on"
    scope: Literal["prose", "text"] = "prose"
    masked: bool = False
    since: int = 0
    yields_to: list[str] = []
    profile: dict[str, dict[str, Any]] = {}
    en: _English | None = None

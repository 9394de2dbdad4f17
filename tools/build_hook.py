"""Compiles the rules when the package is built, so that no run has to."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "linter" / "kanwu"
NAME = "catalogue.kanwu"


class CompiledRules(BuildHookInterface[BuilderConfig]):
    """The hook that hatchling calls for a wheel, be it an editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled rules: into the package of a checkout, or beside it for a wheel."""
        sys.path.insert(0, str(ROOT / "linter"))
        from kanwu.session.catalogue_file import compiled

        if version == "editable":
            (PACKAGE / NAME).write_bytes(compiled(is_installed=False))
            return
        self._folder = TemporaryDirectory(prefix="kanwu-")
        path = Path(self._folder.name) / NAME
        path.write_bytes(compiled(is_installed=True))
        build_data["force_include"][str(path)] = f"kanwu/{NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file that was packed."""
        if version != "editable":
            self._folder.cleanup()

"""Modules of this package, read straight from their compiled files: a tenth of a short run less.

What importlib would do for each of sixty modules, with all kinds of files to look for in all kinds
of places, is here three calls of the system. Where anything is not as usual, importlib does it.
"""

from __future__ import annotations

import os
import sys
from marshal import loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec, SourceFileLoader
    from importlib.util import MAGIC_NUMBER
    from types import CodeType
else:  # the same; `importlib` itself would have to be loaded
    from _frozen_importlib import ModuleSpec
    from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader

# Objects after which garbage is looked for: what is loaded stays, and what linting makes goes when it
# is no longer needed, but for the trees of Markdown, which are cycles.
SELDOM = 1 << 17
_HEAD = MAGIC_NUMBER + bytes(4)  # of a file that is newer than its source, by the time it tells
_BEFORE_CODE = len(_HEAD) + 8
_ENOUGH = 1 << 16  # bytes: more than any module of the package has


def imports() -> None:
    """Have the package's modules come this way, where Python compiles and keeps them as usual."""
    if not sys.flags.optimize and sys.pycache_prefix is None:
        sys.meta_path.insert(0, _Finder)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code


class _Finder:
    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: object = None
    ) -> ModuleSpec | None:
        """The module, if it is one of this package and its compiled file holds."""
        if path is None or not name.startswith("kanwu."):
            return None
        folder, own = path[0], name.rpartition(".")[2]
        source = f"{folder}{os.sep}{own}.py"
        compiled = f"{folder}{os.sep}__pycache__{os.sep}{own}.{sys.implementation.cache_tag}.pyc"
        try:
            state = os.stat(source)
            data = _read(compiled)
        except OSError:
            return None
        made_of = b"".join(
            (number & 0xFFFFFFFF).to_bytes(4, "little")
            for number in (int(state.st_mtime), state.st_size)
        )
        if data[:_BEFORE_CODE] != _HEAD + made_of or len(data) == _ENOUGH:
            return None
        loader = _Loader(name, source, loads(memoryview(data)[_BEFORE_CODE:]))
        spec = ModuleSpec(name, loader, origin=source)
        spec.has_location = True
        spec.cached = compiled
        return spec


def _read(path: str) -> bytes:
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(file, _ENOUGH)
    finally:
        os.close(file)

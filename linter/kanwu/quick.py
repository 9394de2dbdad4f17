"""Modules of this package, read straight from their compiled files: a fifth of a short run less.

What importlib would do for each of seventy modules, with all kinds of files to look for in all kinds
of places, is here three calls of the system; and what every run needs is not even asked for one by
one. Where anything is not as usual, importlib does it.
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
    from types import CodeType, ModuleType
else:  # the same; `importlib` itself would have to be loaded
    from _frozen_importlib import ModuleSpec
    from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader

    ModuleType = type(sys)

# Objects after which garbage is looked for: what is loaded stays, and what linting makes goes when it
# is no longer needed, but for the trees of Markdown, which are cycles.
SELDOM = 1 << 17
# The modules that a check of any file needs, each behind those that it imports; packages with a dot.
CHECK = """
    value late text hit reporters. arguments files.cache errors files.reading readers. selectors
    files.walking files. document expression enclosure finding reporters.terminal rule literals
    scanner engine shelf report run console store workspace cli totals reporters.totals checking
    readers.decode readers.text
"""
# And those that one needs which finds in a text what a report has: headings, series, pairs, sums.
REPORT = """
    checks. structure. numerals structure.figures structure.units structure.quantities
    structure.divisions checks.sum_mismatch checks.part_exceeds_whole checks.collocation
    structure.contents structure.outline structure.series checks.series_forms checks.pattern
    checks.placeholder structure.law checks.paired_list checks.line_ends checks.mixed_indent
    checks.duplicates structure.bracketed structure.decimals structure.groups checks.headings
    checks.markers checks.levels checks.series checks.stated_count checks.heading_end
    structure.marks structure.nesting structure.quotations structure.pairs checks.pairs
    checks.nested checks.quotes checks.pair_places checks.paragraph_end checks.item_semicolon
    checks.number checks.thousands checks.page_number checks.name_consistency
    checks.quote_consistency checks.latin_case structure.age
"""
_LOADED: set[str] = set()  # lists that were asked for
_HEAD = MAGIC_NUMBER + bytes(4)  # of a file that is newer than its source, by the time it tells
_BEFORE_CODE = len(_HEAD) + 8
_ENOUGH = 1 << 15  # bytes: more than any module of the package has


def imports() -> None:
    """Have the package's modules come this way, where Python compiles and keeps them as usual."""
    if not sys.flags.optimize and sys.pycache_prefix is None:
        sys.meta_path.insert(0, _Finder)
        load(CHECK)


def load(names: str) -> None:
    """Have modules at hand that will be imported; none if one of them is not as usual."""
    if names in _LOADED or _Finder not in sys.meta_path:
        return
    _LOADED.add(names)
    root = sys.modules["kanwu"].__path__[0]
    wanted = [name for name in names.split() if f"kanwu.{name.rstrip('.')}" not in sys.modules]
    found = [_found(f"kanwu.{name.rstrip('.')}", *_place(root, name)) for name in wanted]
    modules = {loader: _module(loader.spec()) for loader in found if loader}
    if len(modules) < len(wanted):
        return
    # A module of a package may come before what the package itself makes of it.
    sys.modules |= {one.__name__: one for one in modules.values() if "__path__" in one.__dict__}
    for loader, module in modules.items():
        sys.modules[loader.name] = module
        loader.exec_module(module)
        within, _, own = loader.name.rpartition(".")
        setattr(sys.modules[within], own, module)


class _Loader(SourceFileLoader):
    """A module whose code is at hand."""

    def __init__(self, name: str, path: str, compiled: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._compiled = compiled
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code

    def spec(self) -> ModuleSpec:
        """What importlib would have found."""
        spec = ModuleSpec(self.name, self, origin=self.path)
        spec.has_location = True
        spec.cached = self._compiled
        if self.path.endswith("__init__.py"):
            spec.submodule_search_locations = [self.path.rpartition(os.sep)[0]]
        return spec


class _Finder:
    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: object = None
    ) -> ModuleSpec | None:
        """The module, if it is one of this package and its compiled file holds."""
        if path is None or not name.startswith("kanwu."):
            return None
        loader = _found(name, path[0], name.rpartition(".")[2])
        return loader.spec() if loader else None


def _place(root: str, name: str) -> tuple[str, str]:
    """The folder of a module of `CHECK` or `REPORT`, and its file's name without `.py`."""
    within, _, own = name.rpartition(".")
    return os.sep.join([root, *within.split(".")]) if within else root, own or "__init__"


def _found(name: str, folder: str, own: str) -> _Loader | None:
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
    return _Loader(name, source, compiled, loads(memoryview(data)[_BEFORE_CODE:]))


def _module(spec: ModuleSpec) -> ModuleType:
    """The module, still empty, with what importlib would tell it of itself."""
    module = ModuleType(spec.name)
    told = module.__dict__
    told["__spec__"] = spec
    told["__loader__"] = spec.loader
    told["__package__"] = spec.parent
    told["__file__"] = spec.origin
    told["__cached__"] = spec.cached
    if spec.submodule_search_locations is not None:
        told["__path__"] = spec.submodule_search_locations
    return module


def _read(path: str) -> bytes:
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(file, _ENOUGH)
    finally:
        os.close(file)

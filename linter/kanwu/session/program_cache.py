"""The programs of expressions, kept in one file for every configuration."""

from __future__ import annotations

from kanwu import __version__
from kanwu.catalogue.packed import Packed, TornError, packed, unpacked
from kanwu.programs import Programs, version
from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.programs import Program

_NAME = "programs"
_MOST_BYTES = 16 << 20  # of the file; a larger one is begun anew


class ProgramCache:
    """The programs of earlier runs, and the new programs of this run."""

    def __init__(self) -> None:
        self._holds_for = f"programs {__version__} {version()}"
        self._places, self._parts = self._read()
        self.programs = Programs(self._places, self._program)

    def write(self) -> None:
        """Keep the new programs of this run, if there are any."""
        if not self.programs.new or not version():
            return
        # Another run may have written programs meanwhile.
        places, parts = self._read()
        if len(bytes(parts)) > _MOST_BYTES:
            places, parts = {}, Packed()
        for name, program in self.programs.new.items():
            if name not in places:
                places[name] = parts.put(program)
        files.write_cached(_NAME, packed(places, parts, self._holds_for))
        self.programs.new.clear()

    def _program(self, place: int) -> Program | None:
        try:
            program: Program = self._parts.at(place)
        except TornError:
            return None
        return program

    def _read(self) -> tuple[dict[bytes, int], Packed]:
        values = unpacked(files.open_cached(_NAME).read, self._holds_for)
        return values if values is not None else ({}, Packed())

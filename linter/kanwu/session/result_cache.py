"""The results of earlier runs, valid until a file or its rules change."""

from __future__ import annotations

import time

from kanwu import __version__
from kanwu.catalogue.packed import Packed, digest, packed, unpacked
from kanwu.errors import InputError
from kanwu.record import Record
from kanwu.session import files
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kanwu.session.lint_file import FileResult
    from kanwu.session.workspace import Workspace

_MOST_FINDINGS = 2_000  # in one file; reading more is no faster than checking again
_MOST_FILES = 50_000
_SETTLED = 2_000_000_000  # nanoseconds; any change after that gives a file a new time


class _Entry(NamedTuple):
    """The state of a file, and its result."""

    size: int
    changed: int  # in nanoseconds; 0 if too fresh to reveal another change
    digest: bytes
    result: bytes


class ResultCache:
    """The results of files, looked up before a run and kept after it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._start = time.time_ns()  # before any file is read
        self._entries: dict[str, dict[str, _Entry]] = {}  # by the name of the cache file, by path
        self._identities: dict[str, bytes] = {}
        self._states: dict[
            str, tuple[int, int]
        ] = {}  # size and settled time of change, when looked up
        self._changed: set[str] = set()  # names of cache files

    def result(self, path: str) -> bytes | None:
        """The result of the file; None if there is none or the file has changed."""
        state = files.state(path)
        if state is None:
            return None
        settled = self._settled(state[1])
        self._states[path] = state[0], settled
        name = self._name(path)
        entry = self._entries[name].get(path)
        if entry is None or entry.size != state[0]:
            return None
        if entry.changed != state[1]:
            if self._digest(path) != entry.digest:
                return None
            self._put(name, path, entry._replace(changed=settled))
        return entry.result

    def wants(self, result: FileResult) -> bool:
        """Whether the result is worth keeping."""
        is_short = len(result.records) <= _MOST_FINDINGS
        return result.path in self._states and not result.errors and is_short

    def keep(self, path: str, digest: bytes, result: bytes) -> None:
        """Remember the result of a file, by the digest of its bytes."""
        self._put(self._name(path), path, _Entry(*self._states[path], digest, result))

    def write(self) -> None:
        """Keep all results for the next run."""
        for name in self._changed:
            newest = list(self._entries[name].items())[-_MOST_FILES:]
            entries = {path: tuple(entry) for path, entry in newest}
            front = self._identities[name], entries
            files.write_cached(name, packed(front, Packed(), _holds_for()))

    def _digest(self, path: str) -> bytes:
        try:
            return digest(files.read_bytes(path))
        except InputError:  # reported when the file is checked
            return b""

    def _put(self, name: str, path: str, entry: _Entry) -> None:
        self._entries[name].pop(path, None)  # newest entries come last
        self._entries[name][path] = entry
        self._changed.add(name)

    def _settled(self, changed: int) -> int:
        return changed if self._start - changed > _SETTLED else 0

    def _name(self, path: str) -> str:
        """The name of the cache file for the file's rules; its entries are read once."""
        name, identity = self._workspace.identity(path)
        if name not in self._entries:
            values = unpacked(files.open_cached(name).read, _holds_for())
            kept_identity, entries = values[0] if values is not None else (b"", {})
            entries = entries if kept_identity == identity else {}
            self._entries[name] = {key: _Entry(*entry) for key, entry in entries.items()}
            self._identities[name] = identity
        return name


def _holds_for() -> str:
    return f"results {__version__} {Record._fields}"

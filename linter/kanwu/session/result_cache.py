"""What came of each file in earlier runs, as long as neither the file nor its rules have changed."""

from __future__ import annotations

import time

from kanwu.catalogue.packed import digest, packed, unpacked
from kanwu.errors import InputError
from kanwu.session import files
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kanwu.finding import Finding
    from kanwu.session.workspace import Workspace

_MOST_FINDINGS = 2_000  # in one file: with more, reading them is no faster than checking again
_MOST_FILES = 50_000
_SETTLED = 2_000_000_000  # nanoseconds after which a time of change tells of any later change


class _Entry(NamedTuple):
    """A file as it was, and what came of it."""

    size: int
    changed: int  # in nanoseconds; 0 if it was too fresh to tell of a change right after
    digest: bytes
    record: bytes


class Remembered:
    """The records of a run, looked up before and kept after; without a cache there are none."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._cache = workspace.request.cache
        self._start = time.time_ns()  # before any file is looked at, however long checking takes
        self._files: dict[str, dict[str, _Entry]] = {}  # by the name of the cache file
        self._identities: dict[str, bytes] = {}
        self._states: dict[str, tuple[int, int]] = {}  # size and settled change, when looked up
        self._news: set[str] = set()

    def record(self, path: str) -> bytes | None:
        """What came of the file; None if that is not known or it has changed since."""
        state = files.state(path) if self._cache else None
        if state is None:
            return None
        settled = self._settled(state[1])
        self._states[path] = state[0], settled
        name = self._name(path)
        entry = self._files[name].get(path)
        if entry is None or entry.size != state[0]:
            return None
        if entry.changed != state[1]:
            if self._digest(path) != entry.digest:
                return None
            self._put(name, path, entry._replace(changed=settled))
        return entry.record

    def _digest(self, path: str) -> bytes:
        try:
            return digest(files.read_bytes(path))
        except InputError:  # which is told of when the file is checked
            return b""

    def wants(self, path: str, findings: Sequence[Finding]) -> bool:
        """Whether it is worth keeping what was found in the file."""
        return path in self._states and len(findings) <= _MOST_FINDINGS

    def keep(self, path: str, digest: bytes, record: bytes) -> None:
        """Remember what came of the file whose bytes have the digest."""
        entry = _Entry(*self._states[path], digest, record)
        self._put(self._name(path), path, entry)

    def write(self) -> None:
        """Keep all of it for the next run."""
        for name in self._news:
            newest = list(self._files[name].items())[-_MOST_FILES:]
            entries = {path: tuple(entry) for path, entry in newest}
            files.write_cached(name, packed((self._identities[name], entries)))

    def _put(self, name: str, path: str, entry: _Entry) -> None:
        self._files[name].pop(path, None)  # what is put last is dropped last
        self._files[name][path] = entry
        self._news.add(name)

    def _settled(self, changed: int) -> int:
        return changed if self._start - changed > _SETTLED else 0

    def _name(self, path: str) -> str:
        """The cache file for the file's rules, read at the first asking."""
        name, identity = self._workspace.identity(path)
        if name not in self._files:
            kept, _ = unpacked(files.read_cached(name).read)
            entries = kept[1] if kept and kept[0] == identity else {}
            self._files[name] = {each: _Entry(*entry) for each, entry in entries.items()}
            self._identities[name] = identity
        return name

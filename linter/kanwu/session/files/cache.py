"""The cache folder: bytes kept by name for another run, and stamps that tell whether files changed.

Nothing depends on it: a file that cannot be read or written is as if it were not there. The folder
is bounded: of its files the oldest go first.
"""

from __future__ import annotations

import os
import sys
from time import time

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_ENDING = ".kanwu"
_DIGEST = 16  # bytes
_OTHERS_MAY_WRITE = 0o022
MOST_FILES, MOST_BYTES = 200, 256 << 20  # of the cache folder
_DAY = 86_400  # seconds, after which a file that is read is marked as in use


def cache_folder() -> str:
    """The folder that KANWU_CACHE_DIR names, else the user's own for caches."""
    if given := os.environ.get("KANWU_CACHE_DIR"):
        return given
    if sys.platform.startswith("linux"):
        # What platformdirs says here too; importing it takes longer than a whole run.
        home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        return os.path.join(home, "kanwu")
    from platformdirs import user_cache_dir

    return user_cache_dir("kanwu", appauthor=False)


class Opened:
    """A file whose bytes are read when they are asked for; without a descriptor, none."""

    def __init__(self, descriptor: int | None = None, size: int = 0) -> None:
        self._descriptor = descriptor
        self._size = size

    def read(self, start: int, size: int) -> bytes:
        """The bytes from a place on, at most so many; fewer where the file ends."""
        size = min(size, self._size - start)
        if self._descriptor is None or size <= 0:
            return b""
        if sys.platform != "win32":
            return os.pread(self._descriptor, size, start)  # of forks each at its own place
        os.lseek(self._descriptor, start, os.SEEK_SET)
        return os.read(self._descriptor, size)

    def __del__(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)


def open_file(path: str) -> Opened:
    """The file at the path; empty if it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return Opened()
    return Opened(descriptor, os.fstat(descriptor).st_size)


def open_cached(name: str) -> Opened:
    """The bytes under the name; none if nothing was kept, or if others could have written it."""
    path = _path(name)
    try:
        state = os.stat(path)
        if time() - state.st_mtime > _DAY:
            os.utime(path)
    except OSError:
        return Opened()
    return open_file(path) if _is_own(state) else Opened()


def forget_cached(name: str) -> None:
    """Keep nothing under the name."""
    _remove(_path(name))


def _is_own(state: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):
        return True
    return state.st_uid == os.geteuid() and not state.st_mode & _OTHERS_MAY_WRITE


def write_cached(name: str, data: bytes) -> None:
    """Keep the bytes under the name; a reader finds the old ones or the new, never a part."""
    path = _path(name)
    new = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        os.replace(new, path)
        _prune(os.path.dirname(path))
    except OSError:
        _remove(new)  # as much as a full disk took of it


def _prune(folder: str) -> None:
    """Remove the oldest files until the folder is within its bounds."""
    with os.scandir(folder) as entries:
        found = [(entry.stat(), entry.path) for entry in entries if _ENDING in entry.name]
    newest_first = sorted(found, key=lambda file: file[0].st_mtime_ns, reverse=True)
    size = 0
    for number, (state, path) in enumerate(newest_first, 1):
        size += state.st_size
        if number > MOST_FILES or (size > MOST_BYTES and number > 1):
            _remove(path)


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return


def clear_cache() -> int:
    """Remove all that is kept; how many files it was."""
    count = 0
    try:
        names = os.listdir(cache_folder())
    except OSError:
        return 0
    for name in names:
        if _ENDING in name:
            os.remove(os.path.join(cache_folder(), name))
            count += 1
    return count


def stamp(path: str) -> Any:
    """What changes when the file, or any rule or program below the folder, does: a plain value."""
    from _blake2 import blake2b
    from marshal import dumps

    try:
        if os.path.isdir(path):
            return blake2b(dumps(sorted(_stamps_below(path))), digest_size=_DIGEST).digest()
        return _stamp_of(os.stat(path))
    except OSError:
        return None


def state(path: str) -> tuple[int, int] | None:
    """Size in bytes and time of change in nanoseconds of a file; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _stamps_below(folder: str) -> list[tuple[str, tuple[int, int, int]]]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _stamps_below(entry.path)
            elif entry.name.endswith((".toml", ".tsv", ".py")):
                found.append((entry.path, _stamp_of(entry.stat())))
    return found


def _stamp_of(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _path(name: str) -> str:
    return os.path.join(cache_folder(), name + _ENDING)

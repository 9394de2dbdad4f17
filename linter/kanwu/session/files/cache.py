"""The cache folder: bytes kept by name for later runs, and stamps that change with files.

Nothing depends on it: a file that cannot be read or written counts as missing. The folder is
bounded, and its oldest files are removed first.
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
_WINDOW = 1 << 16  # bytes that are read at a time, or more
_OTHERS_MAY_WRITE = 0o022
MOST_FILES, MOST_BYTES = 200, 256 << 20  # of the cache folder
_DAY = 86_400  # seconds; older files are marked as in use when read


def cache_folder() -> str:
    """The folder in KANWU_CACHE_DIR, else the user's own cache folder."""
    if given := os.environ.get("KANWU_CACHE_DIR"):
        return given
    if sys.platform.startswith("linux"):
        # The same as in platformdirs; importing that takes longer than a whole run.
        home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        return os.path.join(home, "kanwu")
    from platformdirs import user_cache_dir

    return user_cache_dir("kanwu", appauthor=False)


class Opened:
    """A file whose bytes are read on demand; empty without a descriptor."""

    def __init__(self, descriptor: int | None = None, size: int = 0) -> None:
        self._descriptor = descriptor
        self._size = size
        self._window = b""  # the bytes read last, and their start
        self._start = 0

    def read(self, start: int, size: int) -> bytes:
        """The bytes from `start` on, at most `size`; fewer at the end of the file."""
        first = start - self._start
        if not 0 <= first <= len(self._window) - size:
            self._window, self._start = self._bytes(start, max(size, _WINDOW)), start
            first = 0
        return self._window[first : first + size]

    def _bytes(self, start: int, size: int) -> bytes:
        size = min(size, self._size - start)
        if self._descriptor is None or size <= 0:
            return b""
        if sys.platform != "win32":
            return os.pread(
                self._descriptor, size, start
            )  # forks share the position of the descriptor
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
    """The bytes under the name; empty if there are none, or if others could have written them."""
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
    """Keep the bytes under the name; a reader gets the old bytes or the new ones, never a part."""
    path = _path(name)
    new = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        os.replace(new, path)
        _prune(os.path.dirname(path))
    except OSError:
        _remove(new)  # the part that a full disk took


def _prune(folder: str) -> None:
    """Remove the oldest files until the folder is within its bounds."""
    with os.scandir(folder) as entries:
        states = [(entry.stat(), entry.path) for entry in entries if _ENDING in entry.name]
    newest_first = sorted(states, key=lambda file: file[0].st_mtime_ns, reverse=True)
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
    """Remove all cached files; return their number."""
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
    """A plain value that changes with the file, or with any rule or program below the folder."""
    from _blake2 import blake2b
    from marshal import dumps

    try:
        if os.path.isdir(path):
            return blake2b(dumps(sorted(_stamps_below(path))), digest_size=_DIGEST).digest()
        return _stamp_of(os.stat(path))
    except OSError:
        return None


def state(path: str) -> tuple[int, int] | None:
    """Size in bytes and time of change in nanoseconds of a file; None if there is no file."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def _stamps_below(folder: str) -> list[tuple[str, tuple[int, int, int]]]:
    stamps = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    stamps += _stamps_below(entry.path)
            elif entry.name.endswith((".toml", ".tsv", ".py")):
                stamps.append((entry.path, _stamp_of(entry.stat())))
    return stamps


def _stamp_of(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _path(name: str) -> str:
    return os.path.join(cache_folder(), name + _ENDING)

"""Replacing a report: whole or not at all, and only if it has not changed since it was read."""

from __future__ import annotations

import os
import sys

from kanwu.errors import ConfigError, InputError
from kanwu.session.files.read import cause, read_bytes
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def replace(path: str, old: bytes, new: bytes) -> None:
    """Put the new bytes in place of the old ones; on InputError, nothing has changed.

    A link stays a link, and its target is written. The mode is kept, and the owner if allowed.
    """
    path = os.path.realpath(path)
    try:
        state = os.stat(path)
        if read_bytes(path) != old:
            raise InputError("读取之后又被改动，没有写入")
        if not os.access(path, os.W_OK):
            raise InputError("没有写入的权限")
        _put(path, new, state)
    except OSError as error:
        raise InputError("不能写入：{cause}", cause=cause(error)) from error


def write_bytes(path: str, data: bytes) -> None:
    """Write a file, over an older one whole or not at all; ConfigError if that fails."""
    try:
        if os.path.isfile(path):
            _put(os.path.realpath(path), data, os.stat(path))
            return
        with open(path, "wb") as file:
            file.write(data)
    except OSError as error:
        raise ConfigError("{path}: 不能写入：{cause}", path=path, cause=cause(error)) from error


def write_copy(path: str, data: bytes) -> None:
    """Write a file as `write_bytes` does, with the folders above it."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        raise ConfigError("{path}: 不能写入：{cause}", path=path, cause=cause(error)) from error
    write_bytes(path, data)


def identity(path: str) -> tuple[int, int] | None:
    """The same for all names of a file: links, other spellings; None if there is no file."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_dev, state.st_ino


def is_shared(path: str) -> bool:
    """Whether the file has other names, which will keep the old content."""
    return os.stat(path).st_nlink > 1


def leads_out(path: str, folders: Iterable[str]) -> bool:
    """Whether the path is a link, or lies behind one, to a place in none of the folders."""
    real = os.path.realpath(path)
    tops = (os.path.join(os.path.realpath(folder), "") for folder in folders)
    return not any(real.startswith(top) for top in tops)


def _put(path: str, data: bytes, state: os.stat_result) -> None:
    """Write the file; Ctrl-C and SIGTERM wait until then, so that no part is left behind."""
    if sys.platform == "win32":
        _put_at_once(path, data, state)
        return
    import signal

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        _put_at_once(path, data, state)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _put_at_once(path: str, data: bytes, state: os.stat_result) -> None:
    """Write a file beside the old one, then move it into place."""
    from tempfile import mkstemp

    handle, beside = mkstemp(prefix=".kanwu-", suffix=".tmp", dir=os.path.dirname(path))
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            _take_over(file.fileno(), beside, path, state)
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _take_over(handle: int, beside: str, path: str, state: os.stat_result) -> None:
    """Give a file the mode of another, and its owner and attributes if allowed."""
    if sys.platform == "win32":
        os.chmod(beside, state.st_mode)
        return
    try:
        os.fchown(handle, state.st_uid, state.st_gid)
    except PermissionError:  # another's file in a shared folder: it becomes ours
        pass
    os.fchmod(handle, state.st_mode & 0o7777)
    if sys.platform == "linux":
        _take_attributes(handle, path)


def _take_attributes(handle: int, path: str) -> None:
    """Copy access lists, labels and notes of file managers."""
    try:
        names = os.listxattr(path)
    except OSError:  # the file system has none
        return
    for name in names:
        try:
            os.setxattr(handle, name, os.getxattr(path, name))
        except OSError:  # only the system may set it
            continue

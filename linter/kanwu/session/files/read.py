"""Files read whole, and those that tell how to check: configurations and rules."""

from __future__ import annotations

import os

from kanwu.errors import ConfigError, InputError
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

BASELINE = ".kanwu-baseline.json"  # in the folder that kanwu is run in
PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))


def read_bytes(path: str) -> bytes:
    """What the file holds; InputError with the cause if it cannot be had."""
    try:
        if not os.path.isfile(path):
            os.stat(path)  # says what is wrong if there is nothing
            raise InputError("不是普通文件")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise InputError(cause(error)) from error


def read_text(path: str) -> str:
    """A configuration; ConfigError if it cannot be had or is not UTF-8."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except InputError as error:
        raise ConfigError(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: 不是 UTF-8") from error


def writing(path: str) -> IO[str]:
    """The file, made anew, to write lines of output into."""
    try:
        return open(path, "w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ConfigError(f"{path}: 不能写入：{cause(error)}") from error


def write_new(path: str, data: bytes) -> bool:
    """Write a file that is not there yet; False, and nothing changed, if there is one."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    except OSError as error:
        raise ConfigError(f"{path}: 不能写入：{cause(error)}") from error
    return True


def existing(folder: str, names: Iterable[str]) -> list[str]:
    """Those of the named files that the folder has."""
    paths = (os.path.join(folder, name) for name in names)
    return [path for path in paths if os.path.isfile(path)]


def builtin_rules() -> str:
    """The folder of the rules as shipped in the wheel, or as they stand in the checkout."""
    shipped = os.path.join(PACKAGE, "rules")
    if os.path.isdir(shipped):
        return shipped
    return os.path.normpath(os.path.join(PACKAGE, "..", "..", "rules"))


def is_installed() -> bool:
    """Whether the package is as its wheel has it, with the rules inside, and no checkout."""
    return os.path.isdir(os.path.join(PACKAGE, "rules"))


def read_rules(folder: str) -> dict[str, str]:
    """The texts of the rule files and lists below a folder, by their paths within it."""
    if not os.path.isdir(folder):
        raise ConfigError(f"{folder}: 没有这个规则文件夹")
    texts = {}
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".toml", ".tsv")) and not name.startswith("."):
                path = os.path.join(parent, name)
                texts[os.path.relpath(path, folder).replace(os.sep, "/")] = read_text(path)
    return texts


def cause(error: OSError) -> str:
    """What went wrong, in a few words for the user."""
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, FileNotFoundError):
        return "没有这个文件或文件夹"
    if isinstance(error, IsADirectoryError):
        return "是文件夹"
    from errno import ELOOP

    if error.errno == ELOOP:
        return "链接绕回了自己"
    return error.strerror or str(error)

"""Reading and writing whole files: reports, configurations and rules."""

from __future__ import annotations

import os

from kanwu.errors import ConfigError, InputError, Sentence
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

BASELINE = ".kanwu-baseline.json"
CONFIGURATIONS = ("kanwu.toml", ".kanwu.toml", "pyproject.toml")
_SAVING = "在记事本里用“另存为”，编码选 UTF-8（Excel 选“CSV UTF-8”）"
PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))


def read_bytes(path: str) -> bytes:
    """The bytes of the file; InputError with the cause if it cannot be read."""
    try:
        if not os.path.isfile(path):
            os.stat(path)  # raises the right error if there is no file
            raise InputError("不是普通文件")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise InputError("{cause}", cause=cause(error)) from error


def read_text(path: str) -> str:
    """The text of a configuration; ConfigError if it cannot be read, or its encoding is doubtful."""
    try:
        data = read_bytes(path)
    except InputError as error:
        raise ConfigError("{path}: {error}", path=path, error=error) from error
    from kanwu.readers.decode import decode

    try:
        return decode(data).text
    except InputError as error:
        known = error if error.line else InputError("认不准编码")
        raise ConfigError(
            "{error}；{saving}", error=known.of(path), saving=Sentence(_SAVING)
        ) from error


def writing(path: str) -> IO[str]:
    """A new file, open for lines of output."""
    try:
        return open(path, "w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ConfigError("{path}: 不能写入：{cause}", path=path, cause=cause(error)) from error


def write_new(path: str, data: bytes) -> bool:
    """Write a new file; return False, with nothing changed, if the file exists."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    except OSError as error:
        raise ConfigError("{path}: 不能写入：{cause}", path=path, cause=cause(error)) from error
    return True


def existing(folder: str, names: Iterable[str]) -> list[str]:
    """The paths of the named files that exist in the folder."""
    paths = (os.path.join(folder, name) for name in names)
    return [path for path in paths if os.path.isfile(path)]


def upwards(folder: str) -> Iterator[str]:
    """The absolute path of the folder, then of each folder above it."""
    folder = os.path.abspath(folder)
    yield folder
    while (parent := os.path.dirname(folder)) != folder:
        yield parent
        folder = parent


def nearest(folder: str, name: str) -> str:
    """The path of the file of this name in the folder, or else in the nearest above; "" for none."""
    paths = (os.path.join(each, name) for each in upwards(folder))
    return next(filter(os.path.isfile, paths), "")


def builtin_rules() -> str:
    """The folder of the shipped rules, in the wheel or in the checkout."""
    shipped = os.path.join(PACKAGE, "rules")
    if os.path.isdir(shipped):
        return shipped
    return os.path.normpath(os.path.join(PACKAGE, "..", "..", "rules"))


def is_installed() -> bool:
    """Whether the package comes from a wheel, with the rules inside, and not from a checkout."""
    return os.path.isdir(os.path.join(PACKAGE, "rules"))


def read_rules(folder: str) -> dict[str, str]:
    """The texts of the rule files and lists below a folder, by their paths within it."""
    if not os.path.isdir(folder):
        raise ConfigError("{folder}: 没有这个规则文件夹", folder=folder)
    texts = {}
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            is_rule = name.endswith((".toml", ".tsv")) and name not in CONFIGURATIONS
            if is_rule and not name.startswith("."):
                path = os.path.join(parent, name)
                texts[os.path.relpath(path, folder).replace(os.sep, "/")] = read_text(path)
    return texts


def cause(error: OSError) -> Sentence:
    """The cause of the error, in a few words for the user."""
    if isinstance(error, PermissionError):
        return Sentence("没有权限")
    if isinstance(error, FileNotFoundError):
        return Sentence("没有这个文件或文件夹")
    if isinstance(error, IsADirectoryError):
        return Sentence("是文件夹")
    from errno import ELOOP

    if error.errno == ELOOP:
        return Sentence("链接绕回了自己")
    return Sentence("{cause}", cause=error.strerror or str(error))

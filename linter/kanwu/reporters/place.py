"""Paths as other programs write them."""

from __future__ import annotations

import os
import sys
from urllib.parse import quote


def slashed(path: str) -> str:
    """The path as repositories write it: with slashes, and no `./` in front."""
    return path.replace(os.sep, "/").removeprefix("./")


def uri(path: str) -> str:
    """The path as a reference of RFC 3986: all but ASCII is percent-encoded."""
    errors = sys.getfilesystemencodeerrors()  # a name need not be UTF-8
    slashes = slashed(path)
    if not os.path.isabs(path):
        return quote(slashes, errors=errors)
    return "file://" + quote("/" + slashes.removeprefix("/"), safe="/:", errors=errors)


def file_url(path: str, folder_url: str) -> str:
    """The URL of a file; a path that is not absolute stands below the folder of the URL."""
    errors = sys.getfilesystemencodeerrors()
    quoted = quote(os.path.normpath(path).replace(os.sep, "/"), safe="/:", errors=errors)
    if not os.path.isabs(path):
        return f"{folder_url}/{quoted}"
    host = folder_url.removeprefix("file://").partition("/")[0]
    return f"file://{host}/{quoted.lstrip('/')}"

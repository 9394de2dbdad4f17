"""The only package that touches the disk."""

from kanwu.session.files.cache import (
    cache_folder,
    clear_cache,
    forget_cached,
    open_cached,
    open_file,
    stamp,
    state,
    write_cached,
)
from kanwu.session.files.find import Warned, find, select
from kanwu.session.files.read import (
    BASELINE,
    PACKAGE,
    builtin_rules,
    existing,
    is_installed,
    nearest,
    read_bytes,
    read_rules,
    read_text,
    upwards,
    write_new,
    writing,
)

__all__ = [
    "BASELINE",
    "PACKAGE",
    "Warned",
    "builtin_rules",
    "cache_folder",
    "clear_cache",
    "existing",
    "find",
    "forget_cached",
    "is_installed",
    "nearest",
    "open_cached",
    "open_file",
    "read_bytes",
    "read_rules",
    "read_text",
    "select",
    "stamp",
    "state",
    "upwards",
    "write_cached",
    "write_new",
    "writing",
]

"""The only package that touches the disk."""

from kanwu.session.files.cache import (
    Cached,
    cache_folder,
    clear_cache,
    forget_cached,
    read_cached,
    stamp,
    state,
    write_cached,
)
from kanwu.session.files.find import Warned, find
from kanwu.session.files.read import (
    BASELINE,
    PACKAGE,
    builtin_rules,
    existing,
    program,
    read_bytes,
    read_rules,
    read_text,
    write_new,
    writing,
)

__all__ = [
    "BASELINE",
    "PACKAGE",
    "Cached",
    "Warned",
    "builtin_rules",
    "cache_folder",
    "clear_cache",
    "existing",
    "find",
    "forget_cached",
    "program",
    "read_bytes",
    "read_cached",
    "read_rules",
    "read_text",
    "stamp",
    "state",
    "write_cached",
    "write_new",
    "writing",
]

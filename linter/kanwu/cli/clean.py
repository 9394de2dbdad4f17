"""The command `clean`: the cache, removed."""

from __future__ import annotations

from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.cli.options import CleanOptions


def run(_: CleanOptions) -> int:
    """Remove the files of the cache; return the exit status."""
    print(f"已删去 {files.clear_cache()} 个缓存文件（{files.cache_folder()}）")
    return 0

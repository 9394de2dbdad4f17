"""The command `clean`: it removes the cache."""

from __future__ import annotations

from kanwu.cli.options import CleanOptions
from kanwu.session import files


def run(_: CleanOptions) -> int:
    """Remove the files of the cache; return the exit status."""
    print(f"已删去 {files.clear_cache()} 个缓存文件（{files.cache_folder()}）")
    return 0

"""The command `clean`: it removes the cache."""

from __future__ import annotations

from kanwu.cli.options import CleanOptions
from kanwu.english import said
from kanwu.session import files


def run(options: CleanOptions) -> int:
    """Remove the files of the cache; return the exit status."""
    words, folder = "已删去 {count} 个缓存文件（{folder}）", files.cache_folder()
    print(said(options.lang, words, count=files.clear_cache(), folder=folder))
    return 0

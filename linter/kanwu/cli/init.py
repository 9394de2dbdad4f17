"""The command `init`: it writes a first configuration, and settings for pre-commit and CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import NamedTuple

from kanwu import __version__
from kanwu.cli.console import complain
from kanwu.cli.options import InitOptions
from kanwu.errors import ConfigError
from kanwu.session import files
from kanwu.session.workspace import configuration_in


class _Snippet(NamedTuple):
    """The settings for another program, and the option that writes them."""

    name: str
    source: str
    path: str
    option: str


_SNIPPETS = (
    _Snippet("pre-commit", "pre-commit-config.yaml", ".pre-commit-config.yaml", "--pre-commit"),
    _Snippet("GitHub", "github.yml", ".github/workflows/kanwu.yml", "--github"),
    _Snippet("GitLab", "gitlab-ci.yml", ".gitlab-ci.yml", "--gitlab"),
)


def run(options: InitOptions) -> int:
    """Write the files that do not exist yet, and print other settings; return the exit status."""
    folder, unwritten = options.folder, list(_SNIPPETS)
    if not os.path.isdir(folder):
        raise ConfigError(f"{folder}: 没有这个文件夹")
    if place := configuration_in(folder):
        complain(f"{os.path.normpath(place)} 已有，没有改动")
    else:
        _write(os.path.join(folder, "kanwu.toml"), _text("kanwu.toml"))
    for snippet in _wanted(options, folder):
        if _write(os.path.join(folder, snippet.path), _text(snippet.source)):
            unwritten.remove(snippet)
    for snippet in unwritten:
        print(*_lines(snippet), sep="\n")
    return 0


def _wanted(options: InitOptions, folder: str) -> list[_Snippet]:
    """The snippets to write; without an option for any, ask a user at a terminal."""
    wanted = (options.pre_commit, options.github, options.gitlab)
    named = [snippet for snippet, is_wanted in zip(_SNIPPETS, wanted, strict=True) if is_wanted]
    if named or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return named
    return [snippet for snippet in _SNIPPETS if _has_agreed(os.path.join(folder, snippet.path))]


def _has_agreed(path: str) -> bool:
    try:
        answer = input(f"写 {os.path.normpath(path)} 吗？[y/N] ")
    except EOFError:
        print()
        return False
    return answer.strip().lower() in ("y", "yes", "是")


def _write(path: str, text: str) -> bool:
    path = os.path.normpath(path)
    if files.write_new(path, text.encode()):
        print(f"写了 {path}")
        return True
    complain(f"{path} 已有，没有改动")
    return False


def _lines(snippet: _Snippet) -> Iterator[str]:
    yield ""
    yield f"# {snippet.name}：写在 {snippet.path}（{snippet.option} 代写）"
    yield from _text(snippet.source).splitlines()


def _text(name: str) -> str:
    text = files.read_text(os.path.join(files.PACKAGE, "start", name))
    return text.replace("{version}", __version__)

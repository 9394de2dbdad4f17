"""The command `init`: a first configuration, and settings for pre-commit, CI and VS Code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import NamedTuple

from kanwu import __version__
from kanwu.cli.console import complain
from kanwu.cli.options import InitOptions
from kanwu.english import said
from kanwu.errors import ConfigError, Sentence
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
_VSCODE = (
    _Snippet("VS Code", "vscode-settings.json", ".vscode/settings.json", "--vscode"),
    _Snippet("VS Code", "vscode-extensions.json", ".vscode/extensions.json", "--vscode"),
)

_PRESENT = "{path} 已有，没有改动"


def run(options: InitOptions) -> int:
    """Write the files that do not exist yet, and print other settings; return the exit status."""
    folder = options.folder
    unwritten = [*_SNIPPETS, *(_VSCODE if options.vscode else ())]
    if not os.path.isdir(folder):
        raise ConfigError("{folder}: 没有这个文件夹", folder=folder)
    if place := configuration_in(folder):
        complain(Sentence(_PRESENT, path=os.path.normpath(place)), options.lang)
    else:
        source = "kanwu.en.toml" if options.lang == "en" else "kanwu.toml"
        _write(os.path.join(folder, "kanwu.toml"), _text(source), options.lang)
    for snippet in (*_wanted(options, folder), *(_VSCODE if options.vscode else ())):
        if _write(os.path.join(folder, snippet.path), _text(snippet.source), options.lang):
            unwritten.remove(snippet)
    for snippet in unwritten:
        print(*_lines(snippet, options.lang), sep="\n")
    return 0


def _wanted(options: InitOptions, folder: str) -> list[_Snippet]:
    """The snippets for pre-commit and CI; without an option, ask a user at a terminal."""
    wanted = (options.pre_commit, options.github, options.gitlab)
    named = [snippet for snippet, is_wanted in zip(_SNIPPETS, wanted, strict=True) if is_wanted]
    if named or options.vscode or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return named
    paths = {snippet: os.path.join(folder, snippet.path) for snippet in _SNIPPETS}
    return [snippet for snippet, path in paths.items() if _has_agreed(path, options.lang)]


def _has_agreed(path: str, language: str) -> bool:
    try:
        answer = input(said(language, "写 {path} 吗？[y/N] ", path=os.path.normpath(path)))
    except EOFError:
        print()
        return False
    return answer.strip().lower() in ("y", "yes", "是")


def _write(path: str, text: str, language: str) -> bool:
    path = os.path.normpath(path)
    if files.write_new(path, text.encode()):
        print(said(language, "写了 {path}", path=path))
        return True
    complain(Sentence(_PRESENT, path=path), language)
    return False


def _lines(snippet: _Snippet, language: str) -> Iterator[str]:
    yield ""
    words = "# {name}：写在 {path}（{option} 代写）"
    yield said(language, words, name=snippet.name, path=snippet.path, option=snippet.option)
    yield from _text(snippet.source).splitlines()


def _text(name: str) -> str:
    text = files.read_text(os.path.join(files.PACKAGE, "start", name))
    return text.replace("{version}", __version__)

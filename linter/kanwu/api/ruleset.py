"""Rules loaded for a Python program, with errors at once and by the name of the argument."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import get_args

from kanwu.config.selection import Selection, require_known
from kanwu.engine import ruleset as engine
from kanwu.errors import ConfigError, suggestion
from kanwu.rule import Rule
from kanwu.session import files
from kanwu.session.workspace import Request, Workspace

NAMELESS = "-"  # the name of a text that has none


class Ruleset:
    """The rules that are on for each path, with their settings; load it once, and use it often.

    It reads a configuration for the first path that needs it, and does not see later changes.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @classmethod
    def load(
        cls,
        config: str | os.PathLike[str] | None = None,
        *,
        isolated: bool = False,
        profile: str | None = None,
        select: Iterable[str] | None = None,
        extend_select: Iterable[str] = (),
        ignore: Iterable[str] = (),
    ) -> Ruleset:
        """The rules as `config` sets them, or without it the nearest configuration upwards of a path.

        `isolated` ignores all configurations. The rest is as on the command line: `profile` is
        draft, publish, anonymised or gongwen; rules are named by code, prefix, name or family.
        Raises TypeError for an argument of a wrong type, and KanwuError for a configuration with
        errors (without `config`, that of the working folder) or an unknown name.
        """
        path = _path(config)
        if not isinstance(isolated, bool):
            raise TypeError(f"isolated 应为 True 或 False，不是 {isolated!r}")
        if profile is not None:
            _require_profile(profile)
        only = None if select is None else _selectors("select", select)
        more, fewer = _selectors("extend_select", extend_select), _selectors("ignore", ignore)
        selection = Selection(profile, only, more, fewer)
        workspace = Workspace(Request(selection, config_path=path, isolated=isolated))
        known = workspace.known(NAMELESS)
        for argument, words in (("select", only), ("extend_select", more), ("ignore", fewer)):
            for selector in words or ():
                require_known(selector, known, argument)
        return cls(workspace)

    def rules(self, path: str | os.PathLike[str] = NAMELESS) -> tuple[Rule, ...]:
        """The rules that are on for a path; KanwuError for a configuration with errors."""
        return self.of(os.fspath(path)).rules

    def configuration(self, path: str | os.PathLike[str] = NAMELESS) -> str:
        """The path of the configuration file for a path; empty without one."""
        return self.workspace.origin(os.fspath(path))[0]

    def of(self, path: str) -> engine.Ruleset:
        """The rules for a path, ready to run."""
        return self.workspace.ruleset(path)


def required(rules: Ruleset | None) -> Ruleset:
    """The rules, or without any the nearest configuration of each path."""
    if rules is None:
        return Ruleset(Workspace(Request()))
    if not isinstance(rules, Ruleset):
        raise TypeError(f"rules 应为 kanwu.Ruleset.load() 所得，不是 {type(rules).__name__}")
    return rules


def _path(config: object) -> str | None:
    """The path of the configuration; an error names the argument."""
    if config is None:
        return None
    if not isinstance(config, (str, os.PathLike)):
        raise TypeError(f"config 应为配置文件的路径，不是 {type(config).__name__}")
    path = os.fspath(config)
    if not isinstance(path, str):
        raise TypeError("config 应为文字的路径，不是 bytes")
    try:
        files.read_text(path)
    except ConfigError as error:
        raise ConfigError("config: {error}", error=error) from error
    return path


def _require_profile(profile: object) -> None:
    from kanwu.config.settings import Profile  # needs modules that few programs need

    known: tuple[str, ...] = get_args(Profile)
    if profile not in known:
        raise ConfigError(
            "profile 不能是 {profile!r}，只能是 {known}{hint}",
            profile=profile,
            known=known,
            hint=suggestion(str(profile), known),
        )


def _selectors(argument: str, selectors: object) -> tuple[str, ...]:
    """The selectors of an argument; TypeError if they are no list of words."""
    if isinstance(selectors, str):
        raise TypeError(f"{argument} 应为一列选择符，如 [{selectors!r}]，不是一个 str")
    words = tuple(selectors) if isinstance(selectors, Iterable) else None
    if words is None or not all(isinstance(word, str) for word in words):
        raise TypeError(f"{argument} 应为一列选择符，不是 {selectors!r}")
    return words

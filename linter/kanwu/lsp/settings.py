"""Settings that an editor sends, for all its folders or for one."""

from __future__ import annotations

import os
from typing import Literal

import msgspec

from kanwu.errors import ConfigError

LONGEST_DEBOUNCE = 2000  # milliseconds


class Settings(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """The settings of the section `kanwu`; names are camelCase on the wire."""

    enable: bool = True
    run: Literal["onType", "onSave"] = "onType"
    debounce: int = (
        50  # milliseconds of rest after which a text is checked, where results are pushed
    )
    max_problems: int = 1000  # diagnostics of a text
    formatting: bool = False  # whether to format a text is to make its safe fixes
    # Who shows the explanation of a rule: the server in a message, or the client by itself.
    explanations: Literal["message", "client"] = "message"
    lang: Literal["", "zh", "en"] = ""
    docs_url: str = ""  # of the page about a rule, with {code} in it
    config: str = ""  # the path of a configuration, instead of the nearest one
    profile: str = ""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        return self.lang or ("en" if os.environ.get("KANWU_LANG") == "en" else "zh")

    @property
    def rest(self) -> float:
        """The rest after a change, in seconds."""
        return min(max(0, self.debounce), LONGEST_DEBOUNCE) / 1000


def settings_of(value: object) -> tuple[Settings, list[str]]:
    """The settings in a value of the client, and the names in it that are no settings.

    ConfigError for a value of a wrong kind.
    """
    table = value.get("kanwu", value) if isinstance(value, dict) else value
    if table is None:
        table = {}
    if not isinstance(table, dict):
        raise ConfigError("kanwu: 应为一组设置，不是 {value!r}", value=table)
    set_ones = {name: setting for name, setting in table.items() if setting is not None}
    known = {field.encode_name for field in msgspec.structs.fields(Settings)}
    try:
        settings = msgspec.convert(set_ones, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError("kanwu: {error}", error=error) from error
    return settings, sorted(set_ones.keys() - known)

"""The terminal of a command: when it is coloured, and when it has links."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.cli.terminal import has_color, has_links

PAINT = "\x1b["


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "told", "on_terminal", "in_pipe"),
    [
        ("auto", {}, True, False),
        ("auto", {"TERM": "dumb"}, False, False),
        ("auto", {"INSIDE_EMACS": "29.1,compile"}, False, False),
        ("auto", {"INSIDE_EMACS": "29.1,comint"}, True, False),
        ("auto", {"CLICOLOR": "0"}, False, False),
        ("auto", {"NO_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": ""}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, True, True),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, True, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
    ],
)
def test_color_is_as_chosen_or_as_the_environment_says(
    choice: str,
    told: Mapping[str, str],
    on_terminal: bool,
    in_pipe: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in told.items():
        monkeypatch.setenv(name, value)

    assert has_color(choice, Terminal()) is on_terminal
    assert has_color(choice, io.StringIO()) is in_pipe


@pytest.mark.parametrize(
    "command", ["check --isolated .", "check --isolated --diff .", "rule PH001"]
)
def test_every_command_with_colours_takes_the_option(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_text("水清,岸绿，投资XX万元。\n", "utf-8")
    shown = {}
    for choice in ("always", "auto", "never"):
        main([*command.split(), "--color", choice])
        shown[choice] = capsys.readouterr().out

    assert PAINT in shown["always"]
    assert PAINT not in shown["auto"] + shown["never"]


def test_forced_colour_does_not_reach_a_file_unless_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("a.txt").write_text("投资XX万元。\n", "utf-8")
    monkeypatch.setenv("FORCE_COLOR", "1")
    written = []
    for choice in ("auto", "always"):
        main(["check", "--isolated", "--color", choice, "--output-file", "out", "a.txt"])
        written.append(PAINT in Path("out").read_text("utf-8"))

    assert written == [False, True]


@pytest.mark.parametrize(
    ("told", "color", "has"),
    [
        ({"TERM_PROGRAM": "WezTerm"}, True, True),
        ({"VTE_VERSION": "6800"}, True, True),
        ({"VTE_VERSION": "4600"}, True, False),
        ({"TERM": "xterm-kitty"}, True, True),
        ({"TERM": "xterm-kitty"}, False, False),
        ({"TERM": "tmux-256color", "WT_SESSION": "1"}, True, False),
        ({"TERM": "xterm-kitty", "CI": "true"}, True, False),
        ({"CI": "true", "FORCE_HYPERLINK": "1"}, False, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, True, False),
        ({}, True, False),
    ],
)
def test_links_only_on_a_terminal_known_to_take_them(
    told: Mapping[str, str], color: bool, has: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CI", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in told.items():
        monkeypatch.setenv(name, value)

    assert has_links(Terminal(), color=color) is has
    assert has_links(io.StringIO(), color=color) is ("FORCE_HYPERLINK" in told and has)

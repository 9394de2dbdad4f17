"""The table of commands: from it come both readings of the command line and the options' classes."""

from __future__ import annotations

import inspect
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from kanwu.cli import arguments
from kanwu.cli.commands import COMMANDS
from kanwu.cli.main import main
from kanwu.cli.options import CheckOptions, RulesOptions
from kanwu.cli.parser import parser
from kanwu.errors import ConfigError
from kanwu.values import imported

CHECK = COMMANDS["check"]
WATCH = "kanwu.cli.watch"


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KANWU_LANG", raising=False)


def values(given: Mapping[str, Sequence[str]]) -> dict[str, object]:
    return {option.field: option.value(given.get(option.field)) for option in CHECK.arguments()}


@pytest.mark.parametrize("name", COMMANDS)
def test_table_and_class_have_the_same_fields_and_defaults(name: str) -> None:
    command = COMMANDS[name]
    table = {option.field: option.usual for option in command.arguments()}
    fields = {field: getattr(command.options, field, None) for field in command.options.FIELDS}

    assert fields == table


@pytest.mark.parametrize("name", COMMANDS)
def test_annotations_of_a_class_say_what_the_table_reads(name: str) -> None:
    command = COMMANDS[name]
    annotations: dict[str, str] = {}
    for cls in reversed(command.options.__mro__):
        annotations |= inspect.get_annotations(cls)
    for option in command.arguments():
        text = (option.choices or ("1",))[-1]
        kind = type(option.value([text])).__name__

        assert annotations[option.field].replace("Severity", "str").startswith(kind)
        assert annotations[option.field].endswith("None") == (
            option.usual is None and option.name != "shell"
        )


@pytest.mark.parametrize("name", COMMANDS)
def test_module_of_a_command_takes_the_options_of_its_class(name: str) -> None:
    command = COMMANDS[name]
    modules = [command.module, WATCH] if name == "check" else [command.module]
    for module in modules:
        taken, result = imported(f"{module}:run").__annotations__.values()

        assert (taken, result) == (command.options.__name__, "int")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "a.txt b",
        "--select PH,RS --select=PT001 --ignore NB, a.txt",
        "--fix --lang en --output-format json -",
        "--jobs 3 --exclude a,b --exclude=c --max-density 1,错别字=2",
        "--profile draft --profile=publish --config=b.toml a.txt",
        "--sel PH --exit-z -- a.txt -b",
        *(f"{option.name} {(option.choices or ('7',))[0]}"
          for option in CHECK.arguments() if not option.is_flag),
        *(option.name for option in CHECK.arguments() if option.is_flag),
    ],
)  # fmt: skip
def test_command_line_is_read_as_by_argparse(line: str) -> None:
    words = shlex.split("check " + line.replace("paths ", ""))
    namespace = vars(parser().parse_args(words))

    assert namespace.pop("command") == "check"
    assert values(arguments.read_given(words)) == values({
        field: value if isinstance(value, list) else [value] for field, value in namespace.items()
    })  # fmt: skip


def test_values_have_their_types() -> None:
    command, options = arguments.read(
        ["check", "a", "--jobs", "2", "--select", "PH,,RS", "--strict"]
    )

    assert command is CHECK
    assert options == CheckOptions(paths=("a",), jobs=2, select=("PH", "RS"), strict=True)
    read = arguments.read(["rules", "--coverage", "a", "--samples", "2"])
    assert read[1] == RulesOptions(coverage="a", samples=2)
    assert arguments.read(["check", "--jobs=auto"])[1] == CheckOptions()


def test_surroundings_choose_language_and_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANWU_LANG", "en")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert arguments.read(["check"])[1] == CheckOptions(lang="en", output_format="full")
    assert arguments.read(["check", "--lang", "zh"])[1] == CheckOptions(output_format="full")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("check --jobs 0", "--jobs 应为正整数或 auto，不是 0"),
        ("check --jobs=-1", "--jobs 应为正整数或 auto，不是 -1"),
        ("rules --coverage a --samples many", "--samples 应为不小于零的整数，不是 many"),
    ],
)
def test_numbers_are_checked_when_they_are_read(line: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        arguments.read(shlex.split(line))


def test_column_unit_is_refused_where_the_format_has_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.txt").write_text("投资XX万元。\n", "utf-8")
    status = main(["check", "--isolated", "--column-unit", "bytes", "--output-format", "json", "."])

    assert status == 2
    assert "--column-unit 不能与 --output-format json 同用" in capsys.readouterr().err

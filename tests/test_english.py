"""English where English was asked for: each sentence has its English, and no run forgets it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from kanwu.cli.commands import COMMANDS
from kanwu.cli.main import main
from kanwu.english import said, worded
from kanwu.english.table import ENGLISH
from kanwu.errors import InputError, Sentence, either
from kanwu.measures.error_rate import CAVEAT, CLASSES
from kanwu.reporters import FORMATS
from tests.commands import ROOT
from tests.shipped import RULES

PACKAGE = ROOT / "linter" / "kanwu"
HAN = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
# What takes a template, and which of its arguments that is.
SPEAKERS = {
    **dict.fromkeys(("Sentence", "KanwuError", "ConfigError", "RuleError", "InputError"), 0),
    **dict.fromkeys(("WritingError", "error_type", "kind", "fault"), 0),
    "said": 1,
}


class Said(NamedTuple):
    """A template in the source, and the fields for which a call gives values; None if unknown."""

    place: str
    template: str
    fields: frozenset[str] | None


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def templates() -> Iterator[Said]:
    """Every template that the source holds as it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        constants = _constants(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            at = SPEAKERS.get(name, len(call.args))
            if at >= len(call.args):
                continue
            place = f"{path.relative_to(PACKAGE).as_posix()}:{call.lineno}"
            given = [keyword.arg for keyword in call.keywords]
            is_whole = isinstance(call.args[at], ast.Constant) and None not in given
            named = frozenset(filter(None, given)) if is_whole else None
            for template in _values(call.args[at], constants):
                yield Said(place, template, named)
    page = (PACKAGE / "reporters" / "page" / "report.html").read_text("utf-8")
    for match in re.finditer(r'say\("(?P<template>[^"]*)"(?P<rest>[^{}]*)\)', page):
        named = frozenset(re.findall(r"(\w+)=", match["rest"]))
        yield Said("report.html", match["template"], named)


def _constants(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """The values that names are given, in the whole module."""
    constants: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            constants.setdefault(node.targets[0].id, []).append(node.value)
    return constants


def _values(node: ast.expr, constants: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The texts that an expression may be, as far as the module itself says."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _values(node.body, constants)
        yield from _values(node.orelse, constants)
    elif isinstance(node, ast.Subscript):
        yield from _values(node.value, constants)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _values(value, constants)
    elif isinstance(node, ast.Name):
        others = {name: values for name, values in constants.items() if name != node.id}
        for value in constants.get(node.id, ()):
            yield from _values(value, others)


def in_tables() -> set[str]:
    """The words of the tables of commands and of classes of errors, which are templates too."""
    words = {CAVEAT, "正整数或 auto", "不小于零的整数"}
    words |= {error_class.name for error_class in CLASSES.values()}
    for command in COMMANDS.values():
        words |= {command.help, *command.groups}
        for option in command.arguments():
            words |= {option.help, option.metavar}
    return words


def test_every_template_has_its_english() -> None:
    every = list(templates())
    chinese = {each.template: each.place for each in every if HAN.search(each.template)}

    assert len(chinese) > 250
    assert {t: place for t, place in chinese.items() if t not in ENGLISH} == {}
    assert {words for words in in_tables() if HAN.search(words)} - ENGLISH.keys() == set()


def test_every_template_is_given_its_values() -> None:
    wrong = [each for each in templates() if each.fields not in (None, fields(each.template))]

    assert not wrong


@pytest.mark.parametrize(("chinese", "english"), ENGLISH.items())
def test_english_has_the_fields_of_the_chinese(chinese: str, english: str) -> None:
    assert fields(english) == fields(chinese)
    assert not HAN.search(english)


def test_no_english_is_left_without_its_chinese() -> None:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    page = (PACKAGE / "reporters" / "page" / "report.html").read_text("utf-8")
    tables = "".join(path.read_text("utf-8") for path in (PACKAGE / "english").glob("*.py"))
    known = {each.template for each in templates()} | in_tables()
    unused = {
        words
        for words in ENGLISH.keys() - known
        if source.count(words) == tables.count(words) and words not in page
    }

    assert unused == set()


def test_sentence_is_said_in_both_languages() -> None:
    near = Sentence("；是否要写 {nearest}？", nearest=either(["a", "b", "c"]))
    error = InputError("没有这种编码：{encoding}", 3, encoding="x{y}").of("a.txt")
    listed = Sentence(
        "{folder}: 没有可检查的文件（{extensions}）", folder="b", extensions=(".c", ".d")
    )

    assert str(near) == "；是否要写 a、b 或 c？"
    assert worded(near, "en") == "; did you mean a, b or c?"
    assert str(error) == worded(error, "zh") == "a.txt:3: 没有这种编码：x{y}"
    assert worded(error, "en") == "a.txt:3: no such encoding: x{y}"
    assert worded(listed, "en") == "b: no files to check (.c, .d)"
    assert said("en", "写了 {path}", path="写了") == "wrote 写了"


RULE = """
title = "A title"
message = "“{text}” is wrong"
basis = "none"
why = "because"
[check]
name = "pattern"
pattern = "abc"
"""
EXAMPLES = '[[example]]\nbad = "⟦abc⟧"\n[[example]]\ngood = "ab"\n'


def _files(**texts: str | bytes) -> None:
    """The files of these texts, with an underscore for a dot in their names, two for a slash."""
    for name, text in texts.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def _nothing() -> None:
    pass


def _zip(path: str, *names: str) -> None:
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")


def _configured(text: str) -> Callable[[], None]:
    return lambda: _files(kanwu_toml=text, a_txt="XX\n")


def _ruled(rule: str, words: str | None = None, **more: str) -> Callable[[], None]:
    def write() -> None:
        _files(kanwu_toml='[rules]\nfolders = ["house"]\n', a_txt="abc\n", **more)
        Path("house").mkdir()
        Path("house/ZZ001-a-name.toml").write_text(rule, "utf-8")
        if words is not None:
            Path("house/ZZ001-a-name.tsv").write_text(words, "utf-8")

    return write


# A user's own key, classes of errors, and titles of rules that quote Chinese stand as they are.
OWN = ["选", *CLASSES, *(rule.card.english["title"] for rule in RULES)]

# What stands in the folder, and a line for the shell, of which every word is told in English.
RUNS: list[tuple[Callable[[], None], str]] = [
    (_nothing, "check none.txt"),
    (_nothing, "check"),
    (lambda: Path("a.txt").symlink_to("a.txt"), "check a.txt"),
    (lambda: _files(a_txt=b"\x00\x01\x02"), "check a.txt"),
    (lambda: _files(a_txt=b"\xb0\xa1\xff\xff"), "check a.txt"),
    (lambda: _files(a_txt=b"\xff\xfe\x41"), "check a.txt"),
    (lambda: _files(a_txt="a"), "check --encoding no-such a.txt"),
    (lambda: _files(a_txt="a" * 2000), "check --max-file-size 1K a.txt"),
    (lambda: _files(a_txt="a"), "check --max-file-size much a.txt"),
    (lambda: _files(a_docx=b""), "check a.docx"),
    (lambda: _files(a_docx=b"{\\rtf1"), "check a.docx"),
    (lambda: _files(a_docx=b"PK\x03\x04 and no more"), "check a.docx"),
    (lambda: _zip("a.docx", "a.xml"), "check a.docx"),
    (lambda: _zip("a.odt", "a.xml"), "check a.odt"),
    (lambda: _files(a_odt=b"none"), "check a.odt"),
    (lambda: _files(a_pdf=b"none"), "check a.pdf"),
    (lambda: _files(a_doc=b"none"), "check a.doc"),
    (lambda: _files(a_txt="version https://git-lfs.github.com/spec/v1\n"), "check a.txt"),
    (lambda: _files(a_md="<!-- kanwu: of ZZ -->\n\n<!-- kanwu: on -->\n"), "check a.md"),
    (lambda: _files(a_md="<!-- kanwu: off ZZ -->\n\n<!-- kanwu: off PH001 -->\n"), "check a.md"),
    (lambda: _files(a_txt="a"), "check --select NONE a.txt"),
    (lambda: _files(a_txt="a"), "check --max-density none=1 a.txt"),
    (lambda: _files(a_txt="a"), "check --max-density x a.txt"),
    (lambda: _files(a_txt="XX"), "check --max-density 1 a.txt"),
    (lambda: _files(a_txt="a"), "check --diff-base none a.txt"),
    (lambda: _files(a_txt="a"), "check --annotate b.docx a.txt"),
    (lambda: _files(a_txt="a"), "check --exclude ***a***b***c a.txt"),
    (lambda: _files(a_txt="XX"), "check --output-file no/such/folder a.txt"),
    (lambda: _files(a_txt="XX"), "check --fix a.txt"),
    (lambda: _files(a_txt="XX"), "check --fix-only none.txt a.txt"),
    (lambda: _files(a_txt="XX"), "check --diff a.txt none.txt"),
    (lambda: _files(a_txt="XX"), "check --timing a.txt"),
    (lambda: _files(a_txt="XX"), "check --statistics a.txt"),
    (lambda: _files(a_txt="XX\n" * 99), "check --output-format full a.txt"),
    (lambda: _files(a_txt="XX"), "check --add-allow --reason r a.txt"),
    (lambda: _files(a_txt="XX"), "check --add-allow --reason r --diff a.txt"),
    (lambda: _files(a_txt="a"), "check --add-allow --reason r a.txt"),
    (_configured("select = 3\n"), "check"),
    (_configured("nothing = 3\n"), "check"),
    (_configured("select = [\n"), "check"),
    (_configured("选 = 3\n"), "check"),
    (_configured('profile = "none"\n'), "check"),
    (_configured('extend = "kanwu.toml"\n'), "check"),
    (_configured('extend = "none.toml"\n'), "check"),
    (_configured('max-file-size = "1K"\n'), "check"),
    (_configured('rule-url = "none"\n'), "check"),
    (_configured('rule-url = "https://a.b/"\n'), "check"),
    (_configured("[max]\nPH001 = -1\n"), "check"),
    (_configured("[max]\nPH001 = 0\n"), "check"),
    (_configured("[max]\nPH001 = 9\n"), "check --strict"),
    (_configured("[rules]\nfolders = 3\n"), "check"),
    (_configured('[rules]\nfolders = ["none"]\n'), "check"),
    (_configured('[rules.PH001]\nseverity = "grave"\n'), "check"),
    (_configured("[rules.PH001]\nnothing = 1\n"), "check"),
    (_configured("[rules]\nPH001 = 1\n"), "check"),
    (_configured('[[allow]]\npath = "a.txt"\ncode = "PT"\nreason = "r"\n'), "check"),
    (_configured('[[allow]]\npath = "a.txt"\ncode = "PT"\nreason = ""\n'), "check"),
    (_configured('[[allow]]\npath = ""\ncode = "PT"\nreason = "r"\n'), "check"),
    (_configured('allow-text = ["("]\n'), "check"),
    (_configured('allow-text = ["a*"]\n'), "check"),
    (_configured('[[files]]\nmatch = "b.txt"\nignore = ["PH001"]\n'), "check"),
    (_configured('[terms]\nreplace = {a = "a"}\n'), "check"),
    (_configured('[terms]\nfiles = ["none.tsv"]\n'), "check"),
    (lambda: _files(kanwu_toml='[terms]\nfiles = ["t.tsv"]\n', a_txt="", t_tsv="a\tb\n"), "check"),
    (lambda: _files(a_txt="", **{"_kanwu-baseline_json": "{"}), "check"),
    (lambda: _files(a_txt="", **{"_kanwu-baseline_json": "{}"}), "check"),
    (_ruled(RULE), "check"),
    (_ruled(RULE), "prove house"),
    (_ruled(RULE + EXAMPLES), "prove house"),
    (_ruled(RULE + EXAMPLES.replace("⟦abc⟧", "abc")), "prove house"),
    (_ruled(RULE + EXAMPLES.replace('"ab"', '"abc"')), "prove house"),
    (_ruled(RULE.replace('"abc"', '"("') + EXAMPLES), "prove house"),
    (_ruled(RULE.replace("pattern =", "patern =") + EXAMPLES), "prove house"),
    (_ruled(RULE.replace('name = "pattern"', "")), "prove house"),
    (_ruled(RULE.replace('"pattern"\n', '"none"\n')), "prove house"),
    (_ruled(RULE.replace("why =", "reason =")), "prove house"),
    (_ruled(RULE.replace('"because"', '""') + EXAMPLES), "prove house"),
    (_ruled(RULE.replace("{text}", "{nothing}") + EXAMPLES), "prove house"),
    (_ruled(RULE.replace("{text}", "{text:9}") + EXAMPLES), "prove house"),
    (_ruled(RULE + EXAMPLES, "wrong\tright\na\n"), "prove house"),
    (_nothing, "prove none"),
    (_nothing, "rule none-such"),
    (_nothing, "rule"),
    (lambda: _files(a_txt="XX"), "baseline"),
    (_nothing, "baseline --prune"),
    (lambda: _files(a_txt="XX"), "report a.txt"),
    (_nothing, "init"),
    (_nothing, "init none"),
    (_nothing, "clean"),
    (_nothing, "config"),
    (_configured('exclude = ["b"]\nselect = ["PH"]\n[rules.PH001]\nseverity = "info"\n'), "config"),
    (_nothing, "rules"),
    (_nothing, "rule PT"),
    (lambda: _files(a__a_txt="XX"), "rules --coverage a --samples 1"),
    (_nothing, "completion bash"),
]


@pytest.mark.parametrize(("write", "line"), RUNS, ids=[line for _, line in RUNS])
def test_every_line_is_in_english(
    write: Callable[[], None],
    line: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write()
    monkeypatch.setenv("KANWU_LANG", "en")
    main(line.split())
    lines = "".join(capfd.readouterr()).splitlines()

    assert lines
    own = re.compile("|".join(map(re.escape, sorted(OWN, key=len, reverse=True))))
    assert [line for line in lines if HAN.search(own.sub("", line))] == []


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("text", ["XX\nTotal: XX and XX\n", "nothing\n"])
def test_every_format_is_in_english(
    name: str, text: str, capfd: pytest.CaptureFixture[str]
) -> None:
    _files(a_txt=text, b_txt=text)
    main(["check", "--isolated", "--lang", "en", "--output-format", name, "a.txt", "b.txt"])
    out = capfd.readouterr().out

    # Why a rule is right, and what it rests on, is told in Chinese only.
    out = re.sub(
        r"<dd>[^<]*(?:<cite>[^<]*</cite>)?</dd>|<style>.*?</style>|>勘误<", "", out, flags=re.S
    )
    out = re.sub(r'"(?:fullDescription|help)": \{.*?\}|(?<=message=")[^>]*>[^<]*', "", out)
    assert out or (name in ("github", "jsonl") and "XX" not in text)
    assert HAN.findall(out) == []


def test_commands_take_the_language_too(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert any(option.name == "--lang" for option in COMMANDS[command].arguments())
    status = main(["clean", "--lang", "en"])

    assert status == 0
    assert capsys.readouterr().out.startswith("files removed from the cache: ")


def test_no_table_is_read_for_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("kanwu.english.")]:
        monkeypatch.delitem(sys.modules, name)
    main(["check", "none.txt"])

    assert "kanwu.english.table" not in sys.modules

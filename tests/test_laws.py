"""Laws that hold of any text, any configuration and any bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanwu import checks, expressions
from kanwu.catalogue import load as catalogue
from kanwu.catalogue.check_options import with_options
from kanwu.config import config
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import InputError, KanwuError, RuleError
from kanwu.readers import READERS, open_report
from kanwu.readers.decode import decode, encode
from tests import laws, strategies
from tests.shipped import RULES, by_default

# How many times as many examples are tried: `nox -s reliability` asks for more.
TIMES = int(os.environ.get("KANWU_TEST_TIMES", "1"))


def tried(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=count * TIMES, deadline=None, suppress_health_check=checks)


@pytest.fixture(autouse=True, scope="module")
def _guards_of_their_own() -> Iterator[None]:
    """What is guarded for users' rules here is not guarded in the tests that follow."""
    before = set(expressions.limited())
    yield
    for source in set(expressions.limited()) - before:
        expressions._LIMITED.pop(source, None)
        expressions._COMPILED.pop(source, None)


NAMES = st.sampled_from(["a.txt", "a.md", "a.html"])


@given(strategies.texts, NAMES)
@tried(150)
def test_findings_say_what_stands_at_their_place(text: str, name: str) -> None:
    laws.see_findings(open_report(name, text.encode(), "utf-8").document)


@given(strategies.texts, NAMES)
@tried(60)
def test_findings_are_the_same_every_time(text: str, name: str) -> None:
    laws.see_determinism(text, name)


@given(strategies.texts, st.booleans(), NAMES)
@tried(60)
def test_fixes_are_made_once_and_bring_no_error(text: str, unsafe: bool, name: str) -> None:
    laws.see_fixes(text, unsafe=unsafe, name=name)


@given(strategies.texts)
@tried(60)
def test_comment_for_a_file_leaves_nothing(text: str) -> None:
    laws.see_suppression(text)


@given(strategies.texts, st.sampled_from(["a.txt", "=甲\udcff<&\"'\x1b\n.md", "@,;.txt"]))
@tried(40)
def test_reports_read_back(text: str, name: str) -> None:
    laws.see_reports(by_default().lint(Document(name, text)).findings, name)


@given(strategies.any_texts)
@tried(100)
def test_bytes_come_back(text: str) -> None:
    laws.see_bytes(text.encode("utf-8", "ignore").decode())


@given(
    st.one_of(
        st.binary(max_size=200),
        strategies.any_texts.map(lambda text: text.encode("gb18030", "ignore")),
        strategies.any_texts.map(lambda text: text.encode("utf-16-le", "surrogatepass")),
        strategies.any_texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
        strategies.any_texts.map(lambda text: text.encode("big5", "replace")),
        strategies.any_texts.map(lambda text: text.encode("utf-7", "replace")),
    ),
    st.sampled_from([None, None, "utf-8", "gbk", "big5", "utf-16", "utf-32", "utf-7", "shift_jis",
                     "unicode_escape", "idna", "hz", "punycode", "raw_unicode_escape", "cp037"]),
)  # fmt: skip
@tried(300)
def test_bytes_are_decoded_whole_or_refused(data: bytes, encoding: str | None) -> None:
    try:
        found = decode(data, encoding=encoding)
    except InputError:
        return
    found.text.encode("utf-8")  # no halves of surrogates: what is read can be shown and kept
    try:
        assert decode(encode(*found), encoding=found.encoding).text == found.text
    except InputError:
        pass  # it is not written then


@pytest.mark.parametrize("ending", [one for one in READERS if one not in (".doc", ".wps", ".rtf")])
@given(st.one_of(st.binary(max_size=120), strategies.texts.map(str.encode)))
@tried(40)
def test_readers_read_or_refuse(ending: str, data: bytes) -> None:
    for start in (b"", b"PK\3\4", b"%PDF-1.4\n", b"\xff\xfe", b"<!DOCTYPE html>"):
        try:
            opened = open_report("a" + ending, start + data)
        except InputError:
            continue
        assert len(opened.document.prose) == len(opened.document.text)
        for block in opened.document.blocks:
            assert 0 <= block.span.start <= block.span.end <= len(opened.document.text)


WORDS = st.one_of(
    st.sampled_from(["PH001", "PT", "PT0", "placeholder", "ALL", "", "甲", "{text}", "{", "{0}", "(甲|", "甲*",
                     "[", "\\", "safe", "info", "on", "pattern", "words", "draft", "../..", "a.md", "*", "!",
                     "64M", "1K", "kanwu.toml"]),
    st.text(max_size=5),
)  # fmt: skip
VALUES: st.SearchStrategy[object] = st.recursive(
    st.one_of(WORDS, st.integers(-(2**62), 2**62), st.booleans(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=5,
)
KEYS = st.sampled_from(
    ["profile", "select", "extend-select", "ignore", "extend", "exclude", "rules", "terms", "files", "allow",
     "allow-text", "max-file-size", "tool", "甲"]
)  # fmt: skip
TERMS = st.fixed_dictionaries(
    {}, optional={"names": VALUES, "protected": VALUES, "replace": VALUES, "files": VALUES}
)
ENTRIES = st.lists(
    st.dictionaries(st.sampled_from(["match", "path", "code", "text", "reason", "ignore", "pattern"]), VALUES),
    max_size=2,
)  # fmt: skip


@pytest.mark.parametrize("value", ["{text:>999999999}", "{text!r}", "{0.real}", "{:9}"])
def test_option_of_ones_own_formats_nothing(value: str) -> None:
    (rule,) = [rule for rule in RULES if rule.code == "NB014"]
    for option in (value, [value], {value: value}):
        with pytest.raises(RuleError, match="花括号里只能写名称"):
            with_options(rule, {"gap": option}, "kanwu.toml", own=True)
    assert with_options(rule, {"gap": "{expected}"}, "kanwu.toml", own=True)


def test_rule_of_ones_own_may_use_a_check_as_it_is() -> None:
    file = FILE.format(title='"甲"', message='"甲"', name='"fullwidth"', options="")
    rules = Ruleset(catalogue.load([("rules", {"ZZ001-a.toml": file})], own=True))
    linted = rules.lint(Document("a.txt", "增长１２％。" * 30))

    assert linted.failures == ()
    assert len(linted.findings) == 1


PATTERNS = st.sampled_from(["[甲乙，。、一]", "(?P<kind>[^一-龥])", "甲(?=乙)|，", "(XX|%)+"])
FIELDS = sorted({name.replace("_", "-") for rule in RULES for name in rule.check.FIELDS})
OPTIONS = st.sampled_from([*FIELDS, "severity", "fix", "default"])
# Half a second for each ruleset of all; these are a family each, and those that are named below.
FEW = [rule for rule in RULES if rule.code[2:] == "001" or rule.code == "PT012"]
OWN_RULES = st.dictionaries(
    st.sampled_from(["PH001", "PT012", "GW001", "TM001", "QT001", "numbering", "folders", "ZZ"]),
    st.one_of(st.dictionaries(OPTIONS, VALUES, max_size=2), VALUES),
    max_size=2,
)


def toml(value: object) -> str:
    """The value as TOML writes it within a line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(char):08X}" for char in value) + '"'
    return str(value).lower().replace("inf", "1e999")


@given(
    st.dictionaries(KEYS, VALUES, max_size=3),
    st.fixed_dictionaries({}, optional={"terms": TERMS, "files": ENTRIES, "allow": ENTRIES, "rules": OWN_RULES}),
    st.one_of(st.just(""), strategies.texts),
    strategies.texts,
)  # fmt: skip
@tried(150)
def test_configuration_holds_or_says_why_not(
    some: dict[str, object], more: dict[str, object], behind: str, text: str
) -> None:
    written = "".join(f"{toml(key)} = {toml(value)}\n" for key, value in (some | more).items())
    known = RULES if TIMES > 1 else FEW
    try:
        of = config.read("kanwu.toml", written + behind, lambda path: behind)
        of.require_known_rules(known)
        rules = Ruleset(
            of.rules_for("a.txt", known), protected=of.terms.protected, permits=of.permits
        )
        assert of.max_file_size
        for finding in rules.lint(Document("a.txt", text)).findings:
            assert finding.message()
    except KanwuError as error:
        assert "\n" not in str(error)


FILE = """
title = {title}
message = {message}
severity = "warning"
basis = "无"
why = "甲"
[check]
name = {name}
{options}
[[example]]
bad = "⟦甲⟧"
[[example]]
good = "乙"
"""


@given(
    st.one_of(st.just("pattern"), st.sampled_from(checks.names())),
    st.one_of(WORDS, st.sampled_from(["{kind}", "{text!r}", "{text:>999999999}", "{text.upper}", "{text[0]}", "}"])),
    st.dictionaries(OPTIONS, VALUES, max_size=3),
    PATTERNS,
    strategies.texts,
)  # fmt: skip
@tried(200)
def test_rule_holds_or_says_why_not(
    name: str, message: str, options: dict[str, object], pattern: str, text: str
) -> None:
    if name == "pattern":
        options = {**options, "pattern": pattern}
    lines = "\n".join(f"{key} = {toml(value)}" for key, value in options.items())
    file = FILE.format(title=toml("甲"), message=toml(message), name=toml(name), options=lines)
    try:
        rules = catalogue.load([("rules", {"ZZ001-a.toml": file})], own=True)
        linted = Ruleset(rules).lint(Document("a.txt", text))
        for finding in linted.findings:
            finding.message()
        assert [one for one in map(str, linted.failures) if "超时" not in one] == []
    except KanwuError as error:
        assert "\n" not in str(error)

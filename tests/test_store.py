"""The stored catalogue: the same findings with it and without, and never an answer from a stale one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu import expressions
from kanwu.catalogue import packed as packing
from kanwu.catalogue import proof
from kanwu.catalogue.packed import Shelf, packed, unpacked
from kanwu.catalogue.proof import unmark
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.rule import Rule
from kanwu.session import files, ruleset_cache
from kanwu.session.workspace import Request, Workspace
from tests.test_rules import RULES
from tests.test_scanner import texts

RULE = (
    'title = "称谓"\nmessage = "“{text}”应称“各股室”"\nbasis = "本单位规定"\nwhy = "统一称谓。"\n'
    "[check]\nname = 'pattern'\npattern = '各科室'\n"
    '[[example]]\nbad = "⟦各科室⟧负责人"\ngood = "各股室负责人"\n'
)


# The flaws of every rule that needs no more than text.
EXAMPLES = (rule.examples[0] for rule in RULES)
PROVEN = "\n\n".join(unmark(example.bad)[0] for example in EXAMPLES).replace("\0", "")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KANWU_CACHE_DIR", str(tmp_path / "cache"))


def cached_file() -> Path:
    (file,) = Path("cache").glob("rules-*.kanwu")
    return file


def codes(workspace: Workspace, text: str = "各科室投资XX万元,已动工。") -> list[str]:
    findings = workspace.ruleset("a.txt").lint(Document("a.txt", text)).findings
    return [finding.code for finding in findings]


def told(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [(f.code, f.severity, f.hit, f.message(), f.message("en"), f.fix) for f in findings]


MADE = Ruleset(RULES)


def reading(data: bytes) -> Callable[[int, int], bytes]:
    return lambda start, size: data[start : start + size]


def whole(data: bytes) -> object:
    return unpacked(reading(data))[0]


def again() -> Ruleset:
    raise AssertionError("nothing is torn")


SHELF = Shelf()
KEPT = ruleset_cache.restored(whole(packed(ruleset_cache.dumped(MADE, SHELF))), SHELF, again)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_findings_are_the_same_from_the_store(text: str) -> None:
    document = Document("", text)

    assert told(KEPT.lint(document).findings) == told(MADE.lint(document).findings)


@given(st.binary(max_size=200))
def test_bytes_of_another_kind_are_nothing(data: bytes) -> None:
    assert whole(data) is None


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_wrong_byte_is_nothing(at: int, by: int) -> None:
    data = bytearray(packed({"a": [1, 2, ("三", None)]}))
    data[at % len(data)] ^= by

    assert whole(bytes(data)) is None


@cache
def programs() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Every expression that rules use, as `re` compiles it and from what is kept of it."""
    proof.rehearse(MADE)
    kept = {expressions._name(source): source for source in expressions._COMPILED}
    return [
        (re.compile(kept[name], re.MULTILINE), from_program(kept[name], program))
        for name, program in expressions.programs()
    ]


def from_program(source: str, program: expressions.Program) -> re.Pattern[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(expressions, "_kept", lambda _: program)
        return expressions._compiled(source)


@given(texts)
@settings(max_examples=50, deadline=None)
def test_kept_program_matches_what_its_source_does(text: str) -> None:
    for usual, kept in programs():
        found = [(match.span(), match.groupdict()) for match in usual.finditer(text)]

        assert [(match.span(), match.groupdict()) for match in kept.finditer(text)] == found


def test_second_run_reads_no_rule_files(monkeypatch: pytest.MonkeyPatch) -> None:
    first = codes(Workspace(Request()))
    monkeypatch.setattr(files, "read_rules", lambda folder: pytest.fail("read again"))

    assert codes(Workspace(Request())) == first == ["PH001", "PT001"]


def test_without_the_cache_nothing_is_kept() -> None:
    codes(Workspace(Request(cache=False)))

    assert not Path("cache").exists()


@pytest.mark.parametrize("spoil", [b"", b"nonsense", None])
def test_spoilt_store_is_made_anew(spoil: bytes | None) -> None:
    first = codes(Workspace(Request()))
    data = cached_file().read_bytes()
    assert whole(data)
    cached_file().write_bytes(data[: len(data) // 2] if spoil is None else spoil)

    assert codes(Workspace(Request())) == first
    assert codes(Workspace(Request())) == first  # which keeps it, if only the shelf was torn
    assert whole(cached_file().read_bytes())


TORN = """
import sys
from kanwu.session import files
from kanwu.cli.main import main
whole = files.Cached.read
def read(self, start, size):  # every value on the shelf is torn, the one before it is not
    data = whole(self, start, size)
    return data if start < 100 else bytes(len(data))
files.Cached.read = read
sys.exit(main(["check", "a.txt"]))
"""


def test_torn_shelf_is_made_anew() -> None:
    Path("a.txt").write_text(PROVEN, "utf-8")

    def run(program: str) -> str:
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.stderr == ""
        return done.stdout

    first = run("import sys; from kanwu.cli.main import main; sys.exit(main(['check', 'a.txt']))")
    for file in Path("cache").glob("results-*"):
        file.unlink()

    assert run(TORN) == first
    assert first.count("PH001") > 0
    assert not list(Path("cache").glob("rules-*"))  # the next run makes it


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights")
def test_store_that_others_may_write_is_not_read() -> None:
    codes(Workspace(Request()))
    name = cached_file().name.removesuffix(".kanwu")

    assert files.read_cached(name).read(0, 5) == b"kanwu"
    cached_file().chmod(0o666)
    assert files.read_cached(name).read(0, 5) == b""


def test_changed_configuration_is_seen() -> None:
    Path("kanwu.toml").write_text('ignore = ["PT"]\n')
    before = codes(Workspace(Request()))
    Path("kanwu.toml").write_text('ignore = ["PH"]\n')

    assert (before, codes(Workspace(Request()))) == (["PH001"], ["PT001"])


def test_file_elsewhere_is_held_to_no_configuration_of_the_folder() -> None:
    Path("here").mkdir()
    Path("there").mkdir()
    os.chdir("here")
    Path("kanwu.toml").write_text('exclude = ["a.txt"]\nignore = ["PT"]\n')
    workspace = Workspace(Request())

    assert workspace.exclude("../there/a.txt") == []
    assert {"PT001"} < {rule.code for rule in workspace.ruleset("../there/a.txt").rules}
    assert workspace.exclude("a.txt") != []


def test_changed_base_of_a_configuration_is_seen() -> None:
    Path("kanwu.toml").write_text('extend = "base.toml"\n')
    Path("base.toml").write_text('ignore = ["PT"]\n')
    before = codes(Workspace(Request()))
    Path("base.toml").write_text('ignore = ["PH"]\n')

    assert (before, codes(Workspace(Request()))) == (["PH001"], ["PT001"])


def test_changed_rule_is_seen() -> None:
    Path("kanwu.toml").write_text('[rules]\nfolders = ["house"]\n')
    Path("house").mkdir()
    Path("house/HX001-office.toml").write_text(RULE, "utf-8")
    before = codes(Workspace(Request()))
    Path("house/HX001-office.toml").write_text(RULE.replace("各科室", "各科组"), "utf-8")
    after = codes(Workspace(Request()))
    Path("house/HX001-office.toml").unlink()

    assert before == ["HX001", "PH001", "PT001"]
    assert after == codes(Workspace(Request())) == ["PH001", "PT001"]


def test_each_choice_of_the_command_line_is_kept_apart() -> None:
    assert codes(Workspace(Request(ignore=("PT",)))) == ["PH001"]
    assert codes(Workspace(Request(ignore=("PH",)))) == ["PT001"]
    assert codes(Workspace(Request(profile="draft"))) == ["PH001", "PT001"]
    assert len(list(Path("cache").glob("rules-*"))) == 3


def test_another_version_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed([1])
    monkeypatch.setattr(packing, "__version__", "0.0.1")

    assert whole(data) is None


def test_entries_for_files_are_kept_apart() -> None:
    Path("kanwu.toml").write_text('[[files]]\nmatch = "old/"\nignore = ["PH"]\n')
    for _ in range(2):
        workspace = Workspace(Request())
        kept = [{rule.code for rule in workspace.ruleset(p).rules} for p in ("a.txt", "old/a.txt")]

        assert kept[0] - kept[1] == {
            rule.code for rule in RULES if rule.code[:2] == "PH" and rule.on
        }


def test_folder_of_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_cache_dir

    monkeypatch.delenv("KANWU_CACHE_DIR")

    assert files.cache_folder() == user_cache_dir("kanwu", appauthor=False)


def test_cleared_cache_is_empty() -> None:
    codes(Workspace(Request()))

    assert files.clear_cache() == 1
    assert files.clear_cache() == 0


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check.sign], ids=lambda r: r.code)
def test_what_a_check_finds_has_its_sign(rule: Rule) -> None:
    for example in rule.examples:
        document = Document("", unmark(example.bad)[0])
        if any(True for _ in rule.check(document)):
            assert compiled(rule.check.sign).search(document.prose)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_a_text_without_a_sign_has_no_findings(text: str) -> None:
    document = Document("", text)
    for rule in RULES:
        if rule.check.sign and not compiled(rule.check.sign).search(document.prose):
            assert list(rule.check(document)) == []


@given(st.lists(st.one_of(st.integers(), st.text(), st.binary())))
def test_what_is_laid_on_a_shelf_is_found_again(values: list[object]) -> None:
    made = Shelf()
    places = [made.put(value) for value in values]
    kept = Shelf(reading(b"head" + bytes(made)), 4)

    assert [kept.at(place) for place in places] == values
    assert kept.put("more") == len(bytes(made))
    assert [kept.at(place) for place in places] == values


@given(st.lists(st.text(), min_size=1), st.data())
def test_what_is_torn_on_a_shelf_is_nothing(values: list[str], data: st.DataObject) -> None:
    made = Shelf()
    places = [made.put(value) for value in values]
    torn = bytearray(bytes(made))
    torn[data.draw(st.integers(0, len(torn) - 1))] ^= data.draw(st.integers(1, 255))
    told: list[None] = []
    kept = Shelf(reading(bytes(torn)), 0, lambda: told.append(None))

    found = [kept.at(place) for place in places]

    assert len(told) == 1
    assert [one for one in found if one is not None] == [
        value for value, one in zip(values, found, strict=True) if one is not None
    ]


EXPRESSIONS = """
from kanwu import expressions
from kanwu.session.workspace import Request, Workspace
Workspace(Request(isolated=True)).ruleset("a.txt")
print(*sorted(map(repr, expressions.programs())), sep="\\n")
"""


def test_expressions_are_the_same_in_every_process() -> None:
    shown = [
        subprocess.run(
            [sys.executable, "-c", EXPRESSIONS],
            env={**os.environ, "PYTHONHASHSEED": seed, "KANWU_CACHE_DIR": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    ]

    assert shown[0] == shown[1]
    assert shown[0].count(b"\n") > len(RULES)

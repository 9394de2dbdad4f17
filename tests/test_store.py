"""What is stored of rules and programs: the same findings with it and without, and nothing stale."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu import programs
from kanwu.catalogue.packed import Packed, TornError, packed, reading, unpacked
from kanwu.catalogue.proof import unmark
from kanwu.catalogue.stored import Catalogue, catalogue_of, restored, stored
from kanwu.check import LocalCheck
from kanwu.config.selection import Selection
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.rule import Rule
from kanwu.session import files
from kanwu.session.workspace import Request, Workspace
from tests.shipped import RULES
from tests.test_scanner import texts

pytestmark = pytest.mark.usefixtures("own_cache")
RULE = (
    'title = "称谓"\nmessage = "“{text}”应称“各股室”"\nbasis = "本单位规定"\nwhy = "统一称谓。"\n'
    "[check]\nname = 'pattern'\npattern = '各科室'\n"
    '[[example]]\nbad = "⟦各科室⟧负责人"\ngood = "各股室负责人"\n'
)


def codes(workspace: Workspace, text: str = "各科室投资XX万元,已动工。") -> list[str]:
    findings = workspace.ruleset("a.txt").lint(Document("a.txt", text)).findings
    return [finding.code for finding in findings]


def summaries(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [(f.code, f.severity, f.hit, f.message(), f.message("en"), f.fix) for f in findings]


def stored_again(catalogue: Catalogue) -> Catalogue:
    parts = Packed()
    values = unpacked(reading(packed(stored(catalogue, parts), parts, "test")), "test")
    assert values is not None
    return restored(*values)


MADE = catalogue_of(RULES)
KEPT = stored_again(MADE)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_findings_are_the_same_from_the_store(text: str) -> None:
    document = Document("", text)
    kept, made = (Ruleset(catalogue.rules, [catalogue.plan]) for catalogue in (KEPT, MADE))

    assert summaries(kept.lint(document).findings) == summaries(made.lint(document).findings)


def test_stored_rules_are_values_like_others() -> None:
    for kept, made in zip(KEPT.rules, MADE.rules, strict=True):
        assert kept == made
        assert made == kept
        assert hash(kept) == hash(made)
        assert repr(kept) == repr(made)


def test_stored_rules_are_built_when_they_are_needed() -> None:
    fresh = stored_again(MADE)
    for rule in fresh.rules:
        assert "check" not in vars(rule.parts)
        assert "card" not in vars(rule.parts)


@given(texts, st.sets(st.sampled_from([rule.code for rule in RULES])))
@settings(max_examples=8, deadline=None)
def test_plan_serves_every_selection(text: str, off: set[str]) -> None:
    document = Document("", text)
    rules = [rule for rule in KEPT.rules if rule.code not in off]
    by_plan = Ruleset(rules, [KEPT.plan]).lint(document).findings

    assert summaries(by_plan) == summaries(Ruleset(rules).lint(document).findings)


@given(texts, st.sets(st.sampled_from([rule.code for rule in RULES]), max_size=5))
@settings(max_examples=12, deadline=None)
def test_rules_that_are_set_otherwise_have_a_plan_of_their_own(text: str, others: set[str]) -> None:
    document = Document("", text)
    rest = catalogue_of([rule for rule in RULES if rule.code in others])
    rules = [*rest.rules, *(rule for rule in KEPT.rules if rule.code not in others)]
    by_plans = Ruleset(rules, [KEPT.plan.without(others), rest.plan]).lint(document).findings

    assert summaries(by_plans) == summaries(
        Ruleset(MADE.rules, [MADE.plan]).lint(document).findings
    )


@given(st.binary(max_size=200))
def test_bytes_of_another_kind_are_nothing(data: bytes) -> None:
    assert unpacked(reading(data), "test") is None


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_wrong_byte_is_told(at: int, by: int) -> None:
    parts = Packed()
    place = parts.put("四")
    data = bytearray(packed({"a": [1, 2, ("三", None)]}, parts, "test"))
    data[at % len(data)] ^= by
    torn: list[None] = []
    values = unpacked(reading(bytes(data)), "test", lambda: torn.append(None))

    if values is not None:
        with pytest.raises(TornError):
            values[1].at(place)
        assert len(torn) == 1


def test_bytes_for_something_else_are_nothing() -> None:
    assert unpacked(reading(packed([1], Packed(), "one")), "another") is None


@given(st.lists(st.one_of(st.integers(), st.text(), st.binary())))
def test_packed_values_are_found_again(values: list[object]) -> None:
    parts = Packed()
    places = [parts.put(value) for value in values]
    again = unpacked(reading(packed("front", parts, "test")), "test")
    assert again is not None
    front, kept = again

    assert front == "front"
    assert [kept.at(place) for place in places] == values
    assert kept.at(kept.put("more")) == "more"
    assert [kept.at(place) for place in places] == values


@cache
def patterns() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Every expression of a local check, as `re` compiles it and from its program."""
    sources = {rule.check.expression for rule in RULES if isinstance(rule.check, LocalCheck)}
    made = programs.Programs()
    pairs = [(re.compile(source, re.MULTILINE), made.pattern(source)) for source in sorted(sources)]
    return [(usual, kept) for usual, kept in pairs if kept is not None]


@given(texts)
@settings(max_examples=50, deadline=None)
def test_program_matches_as_its_source_does(text: str) -> None:
    assert patterns()
    for usual, kept in patterns():
        matches = [(match.span(), match.groupdict()) for match in usual.finditer(text)]

        assert [(match.span(), match.groupdict()) for match in kept.finditer(text)] == matches


def test_second_run_reads_no_rule_files(monkeypatch: pytest.MonkeyPatch) -> None:
    files.clear_cache()
    first = codes(Workspace(Request()))
    monkeypatch.setattr(files, "read_rules", lambda folder: pytest.fail("read again"))

    assert codes(Workspace(Request())) == first == ["PH001", "PT001"]


def test_without_the_cache_nothing_is_kept(own_cache: Path) -> None:
    files.clear_cache()
    codes(Workspace(Request(cache=False)))

    assert list(own_cache.iterdir()) == []


@pytest.mark.parametrize("spoil", [b"", b"nonsense", None])
def test_spoilt_cache_is_made_anew(spoil: bytes | None) -> None:
    Path("kanwu.toml").write_text('[rules]\nfolders = ["house"]\n')
    Path("house").mkdir()
    Path("house/HX001-office.toml").write_text(RULE, "utf-8")
    first = codes(Workspace(Request()))
    cached = sorted(Path("cache").iterdir())
    for file in cached:
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2] if spoil is None else spoil)

    assert codes(Workspace(Request())) == first == ["HX001", "PH001", "PT001"]
    assert cached


def test_changed_configuration_is_seen() -> None:
    Path("kanwu.toml").write_text('ignore = ["PT"]\n')
    before = codes(Workspace(Request()))
    Path("kanwu.toml").write_text('ignore = ["PH"]\n')

    assert (before, codes(Workspace(Request()))) == (["PH001"], ["PT001"])


def test_file_elsewhere_is_held_to_no_configuration_of_the_folder() -> None:
    Path("there").mkdir()
    Path("here").mkdir()
    Path("here/kanwu.toml").write_text('exclude = ["a.txt"]\nignore = ["PT"]\n')
    workspace = Workspace(Request())

    assert workspace.exclude("there/a.txt") == []
    assert {"PT001"} < {rule.code for rule in workspace.ruleset("there/a.txt").rules}
    assert workspace.exclude("here/a.txt") != []


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


SELECTIONS = [
    Selection(ignore=("PT",)),
    Selection(ignore=("PH",)),
    Selection(profile="draft"),
    Selection(profile="anonymised"),
    Selection(profile="gongwen"),
    Selection(select=("PT001", "PH")),
    Selection(extend_select=("TM010",)),
]
CONFIGURATIONS = [
    "",
    'ignore = ["QT"]\n',
    'profile = "draft"\nextend-select = ["TM010"]\n',
    '[rules.PH001]\nseverity = "info"\n[rules.NB007]\ndefault = "off"\n',
    '[terms.replace]\n"甲乙" = "乙甲"\n',
    '[[files]]\nmatch = "a.txt"\nignore = ["PT"]\n',
]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.parametrize("configuration", CONFIGURATIONS)
@pytest.mark.parametrize("cache", [True, False])
def test_rules_for_a_path_are_those_of_the_whole_configuration(
    configuration: str, selection: Selection, cache: bool
) -> None:
    Path("kanwu.toml").write_text(configuration, "utf-8")
    request = Request(selection, cache=cache)
    for _ in range(2):
        workspace = Workspace(request)
        config = workspace.config("a.txt")
        rules = config.rules_for("a.txt", workspace.catalogue(config))

        assert workspace.ruleset("a.txt").rules == rules


def test_another_selection_reads_and_keeps_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    codes(Workspace(Request()))
    kept = sorted(Path("cache").iterdir())
    monkeypatch.setattr(files, "read_rules", lambda folder: pytest.fail("read again"))

    assert codes(Workspace(Request(Selection(ignore=("PT",))))) == ["PH001"]
    assert codes(Workspace(Request(Selection(profile="draft")))) == ["PH001", "PT001"]
    assert sorted(Path("cache").iterdir()) == kept


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
    Path("kanwu.toml").write_text('ignore = ["QT"]\n')
    codes(Workspace(Request()))

    assert files.clear_cache() > 0
    assert files.clear_cache() == 0


COMPILE = """
import hashlib
from kanwu.session.catalogue_file import compiled
print(hashlib.sha256(compiled(is_installed=True)).hexdigest())
"""


def test_compiled_catalogue_is_the_same_every_time() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", COMPILE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "1234"
    }

    assert len(digests) == 1


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check.sign], ids=lambda r: r.code)
def test_what_a_check_finds_has_its_sign(rule: Rule) -> None:
    for example in rule.card.examples:
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

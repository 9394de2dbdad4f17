"""Every example in every rule file, run as it stands there."""

from __future__ import annotations

import shutil
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from kanwu.catalogue.proof import prove
from kanwu.rule import Rule
from kanwu.session import files
from tests import commands
from tests.shipped import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples_hold(rule: Rule) -> None:
    assert list(prove(rule, RULES)) == []


def test_examples_hold_in_a_folder_of_a_user(tmp_path: Path) -> None:
    """There every expression runs under a time limit, in a process that has no other use of it."""
    shutil.copytree(files.builtin_rules(), tmp_path / "house")

    ran = commands.run(["kanwu", "prove", "house"], tmp_path)

    assert (ran.stderr, ran.returncode) == ("", 0)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_has_two_bad_and_two_good_examples(rule: Rule) -> None:
    bad = [example.bad for example in rule.card.examples if example.bad]
    good = [example.good for example in rule.card.examples if example.good]

    assert len(bad) >= 2
    assert len(good) >= 2


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=lambda rule: rule.code)
def test_rule_with_a_fix_shows_one(rule: Rule) -> None:
    assert any(example.fixed for example in rule.card.examples)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_message_is_an_editors_note(rule: Rule) -> None:
    for text in (rule.card.title, rule.card.message):
        assert not text.endswith(("。", "！", "."))
        assert "请" not in text.replace("请示", "")
        assert "错误：" not in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_speaks_english_too(rule: Rule) -> None:
    assert rule.card.english.keys() == {"title", "message"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_yields_only_to_rules_that_could_be(rule: Rule) -> None:
    assert all(code.isalnum() and code.isupper() for code in rule.yields_to)
    assert rule.code not in rule.yields_to


def test_no_rules_yield_in_a_circle() -> None:
    # Of two findings that yield to each other, none would be left.
    graph = {
        rule.code: {other.code for other in RULES if other.code.startswith(rule.yields_to)}
        for rule in RULES
        if rule.yields_to
    }

    assert list(TopologicalSorter(graph).static_order())

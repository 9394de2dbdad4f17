"""The keys `only-in` and `not-in` of rules: what they drop, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from kanwu.catalogue.check_options import with_options
from kanwu.catalogue.load import load
from kanwu.catalogue.rule_file import Region
from kanwu.catalogue.specimen import specimen
from kanwu.cli.main import main
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import RuleError
from kanwu.finding import Finding
from kanwu.rule import Example, Rule
from kanwu.structure.regions import REGIONS
from tests.shipped import RULES

PAGES = Path(__file__).parent / "genres"


def page(name: str) -> Document:
    return Document(f"{name}.txt", (PAGES / f"{name}.txt").read_text("utf-8"))


def rule(keys: str) -> Rule:
    """A rule that finds 渠道, with more keys in its file."""
    text = (
        f'title = "甲"\nmessage = "乙"\nbasis = "编校惯例"\nwhy = "丙"\n{keys}\n'
        '[check]\nname = "pattern"\npattern = "渠道"\n'
        '[[example]]\nbad = "⟦渠道⟧"\n[[example]]\ngood = "好"\n'
    )
    return load([("house", {"ZZ001-some-flaw.toml": text})])[0]


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ("", [1, 6, 18, 27, 30]),
        ('not-in = ["form"]', [1, 6, 18]),
        ('only-in = ["form", "law"]', [27, 30]),
        ('only-in = ["official"]\nnot-in = ["attachment"]', [1, 6, 18]),
        ('only-in = ["law"]', []),
        ('not-in = ["official"]', []),
        ('not-in = ["unknown"]', [1, 6, 18, 27, 30]),
    ],
)
def test_findings_are_in_the_regions_of_their_rule(keys: str, lines: list[int]) -> None:
    findings = Ruleset([rule(keys)]).lint(page("official")).findings

    assert sorted({finding.line for finding in findings}) == lines


@pytest.mark.parametrize(
    "shipped", [rule for rule in RULES if rule.not_in or rule.only_in], ids=lambda rule: rule.code
)
def test_every_region_of_a_rule_is_proved(shipped: Rule) -> None:
    for region in shipped.not_in:
        others = tuple(other for other in shipped.not_in if other != region)
        assert any(
            example.good and any(flaws(shipped.but(not_in=others), example))
            for example in shipped.card.examples
        ), f"{shipped.code}: a good example of “{region}” must fail without it"


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ('not-in = ["fom"]', "not-in 不能是 fom；是否要写 form？"),
        ('only-in = ["referenses"]', "only-in 不能是 referenses；是否要写 references？"),
        ('not-in = "form"', "not-in 应为列表 […]，不是加引号的文字"),
    ],
)
def test_wrong_regions_are_refused_in_one_line(keys: str, says: str) -> None:
    with pytest.raises(RuleError) as error:
        rule(keys)

    assert says in str(error.value)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('not-in = ["fom"]', "kanwu.toml:2: rules.PH008.not-in 不能是 fom；是否要写 form？"),
        ('not-in = "form"', 'kanwu.toml:2: rules.PH008.not-in 应为列表，如 ["form"]'),
    ],
)
def test_wrong_regions_in_a_configuration_are_refused(
    line: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("kanwu.toml").write_text(f"[rules.PH008]\n{line}\n", "utf-8")
    Path("a.txt").write_text("好\n", "utf-8")

    assert main(["check", "a.txt"]) == 2
    assert says in capsys.readouterr().err


def test_configuration_may_change_the_regions_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text((PAGES / "form.txt").read_text("utf-8"), "utf-8")
    select = ["check", "--select", "PH008", "a.txt"]

    assert main(select) == 0
    for _ in range(2):  # the second run takes the configuration from the cache
        Path("kanwu.toml").write_text("[rules.PH008]\nnot-in = []\n", "utf-8")
        assert main(select) == 1
    assert "PH008" in capsys.readouterr().out


def flaws(rule: Rule, example: Example) -> list[Finding]:
    """The findings of the rule in a good example."""
    own = with_options(rule, example.options, rule.code) if example.options else rule
    return Ruleset([own]).lint(specimen(example.good, example)).findings


def test_rule_files_know_every_region() -> None:
    assert get_args(Region) == REGIONS

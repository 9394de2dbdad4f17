"""Users' own rules: what is told of those that do not hold, and of those that are not proved."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kanwu import checks
from kanwu.catalogue.word_list import COLUMNS
from kanwu.cli.main import main
from tests.commands import ROOT

RULE = """\
title = "称谓"
message = "“{text}”应称“各股室”"
basis = "本单位规定"
why = "统一称谓。"

[check]
name = "pattern"
pattern = '各科室'

[[example]]
bad = "⟦各科室⟧负责人"

[[example]]
good = "各股室负责人"
"""
WITHOUT_GOOD = RULE.replace('\n[[example]]\ngood = "各股室负责人"\n', "")

pytestmark = pytest.mark.usefixtures("few_rules")


def write(path: str, text: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.fixture
def _house() -> None:
    write("kanwu.toml", '[rules]\nfolders = ["house"]\n')
    for number in range(3):
        write(f"{number}.txt", "各科室负责人参加会议。\n")


def test_page_of_checks_has_every_check_option_and_column() -> None:
    known = {name: checks.named(name) for name in checks.modules(checks.__path__[0])}
    for page in ("docs/checks.md", "docs/en/checks.md"):
        text = (ROOT / page).read_text("utf-8")
        sections = dict(re.findall(r"(?ms)^### (\S+)$(.*?)(?=^##|\Z)", text))

        assert sections.keys() == known.keys()
        for name, kind in known.items():
            options = re.findall(r"(?m)^\| `([a-z-]+)` \|", sections[name])
            assert options == [field.replace("_", "-") for field in kind.FIELDS]
        assert [
            column for column in COLUMNS if f"`{column}`" not in text.partition("### ")[0]
        ] == []


def test_check_or_option_without_chinese_words_is_refused(tmp_path: Path) -> None:
    program = (
        "import check_pages, sys\nfrom pathlib import Path\nfrom kanwu.catalogue.families import *\n"
        "from kanwu.session import files\ncheck_pages.SOURCE = Path(sys.argv[1])\n"
        "texts = files.read_rules(files.builtin_rules())\n"
        "check_pages.pages(Path('.'), [], read_families('rules', texts))\n"
    )
    folder = shutil.copytree(ROOT / "tools", tmp_path / "tools")
    source = (folder / "checks.toml").read_text("utf-8")
    for old, new, says in (
        ("[too-long]", "[too-tall]", "no such check: too-tall"),
        ('\nmost = "至多多少字"', "", "[too-long] has no words for most"),
    ):
        assert old in source
        (folder / "checks.toml").write_text(source.replace(old, new), "utf-8")
        command = [sys.executable, "-c", program, str(folder / "checks.toml")]
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder)

        assert says in ran.stderr


@pytest.mark.usefixtures("_house")
def test_house_rule_without_good_examples_warns_in_check(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("house/HX001-wrong-office.toml", RULE)
    status, proved = main(["check", "."]), capsys.readouterr()
    write("house/HX001-wrong-office.toml", WITHOUT_GOOD)
    for _ in range(2):  # read from its file, and from the cache
        assert main(["check", "."]) == status
        unproved = capsys.readouterr()

        assert unproved.out == proved.out
        assert proved.err == ""
        assert unproved.err.endswith(
            "HX001-wrong-office.toml: 缺少 good 例句，这条规则没有经过验证\n"
        )
        assert unproved.err.count("\n") == 1


@pytest.mark.usefixtures("_house")
def test_house_rule_without_good_examples_fails_to_prove(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("house/HX001-wrong-office.toml", WITHOUT_GOOD)

    assert main(["prove", "house"]) == 2
    assert capsys.readouterr().err == "kanwu: house/HX001-wrong-office.toml: 缺少 good 例句\n"


def test_prove_tells_the_faults_of_all_files_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    write("house/HX001-a.toml", RULE.replace("basis", "bases").replace("pattern =", "patern ="))
    write("house/HX002-b.toml", RULE.replace("'各科室'", "'('\nunless = ['[']"))
    write("house/HX003-c.toml", WITHOUT_GOOD.replace("⟦各科室⟧", "⟦各⟧科室"))
    write("house/HX004-d.toml", "title = 称谓\n")
    write("house/HX005-e.toml", RULE.replace("good", "godo").replace("统一称谓。", " "))
    write("house/HX006-f.toml", RULE.replace("各股室负责人", "各科室负责人"))
    write("house/HX007-g.toml", RULE.replace("pattern = '各科室'", "").replace("pattern", "words"))
    write(
        "house/HX007-g.tsv", "wrong\tright\tmode\n甲\t乙\n各科室\t各股室\tsure\n丙\t丁\tdoubtful\n"
    )
    write("house/office.toml", RULE)
    write("house/family.toml", 'prefix = "hx"\ntitle = "甲"\n')

    assert main(["prove", "house"]) == 2
    told = capsys.readouterr().err.replace("kanwu: house/", "").splitlines()
    assert sorted(told) == sorted(
        [
            "HX001-a.toml:3: 没有 bases 这一项；是否要写 basis？",
            "HX001-a.toml:8: 没有选项 check.patern；是否要写 pattern？（有 pattern、replace、unless、"
            "unless-paragraph、unless-document、doubtful）",
            "HX001-a.toml: 检查 pattern 缺少选项 pattern",
            'HX001-a.toml: 缺少 basis，要写一行 basis = "…"',
            "HX002-b.toml:8: 模式不成立：missing ) at position 1：(",
            "HX002-b.toml:9: 模式不成立：unterminated character set at position 1：[",
            "HX003-c.toml:10: 第 1 个例子：bad 标出 0“各”，查出 0“各科室”",
            "HX003-c.toml: 缺少 good 例句",
            "HX004-d.toml:1:9: 不是有效的 TOML：值不成立，文字要加引号",
            "HX005-e.toml:14: 没有 example.godo 这一项；是否要写 good？（有 bad、good、fixed、"
            "note、format、typesetting、options、beside）",
            "HX005-e.toml: why 是空的",
            "HX006-f.toml:13: 第 2 个例子：good 也查出“各科室”",
            "HX007-g.tsv:2: 每行应有 3 列，这里有 2 列",
            "HX007-g.tsv:3: mode 不能是 sure，只能留空或写 doubtful、off",
            "family.toml:1: prefix 应为两个大写字母，不是 'hx'",
            "office.toml: 文件名应为“两个字母加三位数字-英文短名.toml”",
        ]
    )


def test_key_is_told_once_whatever_its_value_would_have_to_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = 'check = 1\nexample = "甲"\nyields-to = [1, 2]\nsince = "去年"\nprofile = {draft = 1}\n'
    write("house/HX001-a.toml", table + RULE.partition("[check]")[0])

    assert main(["prove", "house"]) == 2
    told = capsys.readouterr().err.replace("kanwu: house/HX001-a.toml", "").splitlines()
    assert sorted(told)[:5] == [
        ":1: check 应为一节，不是整数",
        ":2: example 应为列表 […]，不是加引号的文字",
        ":3: yields-to 应为加引号的文字，不是整数",
        ":4: since 应为整数，不是加引号的文字",
        ":5: profile.draft 应为一节，不是整数",
    ]

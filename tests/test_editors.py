"""The recipes of docs/editors.md: the editors themselves stop on the right character."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.text import LENGTHS
from tests.commands import ROOT, run

PAGE = (ROOT / "docs" / "editors.md").read_text("utf-8")
# Before the place stand wide, ambiguous and narrow characters, one beyond U+FFFF, and a tab.
LINES = ("# 样稿", "", "　　全年“争取”\t资金𠮷ab：XX万元，新建水库一座。", "　　其中……XX户受益。")
STOPS = ["XX万", "XX户"]
CONFIGURATION = 'select = ["PH001"]\n'


@pytest.fixture(autouse=True)
def _report() -> None:
    Path("kanwu.toml").write_text(CONFIGURATION, "utf-8")
    Path("报告.md").write_text("\n".join(LINES) + "\n", "utf-8")


def needed(editor: str) -> str:
    if (path := shutil.which(editor)) is None:
        pytest.skip(f"{editor} is not installed")
    return path


def recipe(heading: str, language: str) -> str:
    """The first block of the language below the heading."""
    _, _, section = PAGE.partition(f"\n### {heading}\n")
    block = re.search(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert block
    return block[1]


def stops_in_vim(recipe: str) -> list[str]:
    """The three characters that Vim stops before, for each finding."""
    Path("recipe.vim").write_text(f"set encoding=utf-8\n{recipe}", "utf-8")
    stop = 'call add(g:stops, matchstr(getline("."), "...", col(".") - 1))'
    steps = ["let g:stops = []", "edit 报告.md", "silent make", "cfirst", stop, "cnext", stop]
    steps += ['call writefile(g:stops, "stops")', "qall!"]
    commands = [word for step in steps for word in ("-c", step)]
    run([needed("vim"), "--clean", "-es", "-u", "recipe.vim", *commands], Path())
    return Path("stops").read_text("utf-8").split()


def test_recipe_for_vim_stops_on_the_right_character() -> None:
    assert stops_in_vim(recipe("Vim", "vim")) == STOPS


def test_vim_counts_screen_columns_as_the_unit_display_does() -> None:
    by_display = recipe("Vim", "vim").replace("bytes", "display").replace("%c", "%v")

    assert stops_in_vim(by_display) == STOPS
    assert stops_in_vim(recipe("Vim", "vim").replace("bytes", "chars")) != STOPS


EMACS = """
(prefer-coding-system 'utf-8)
(find-file "报告.md")
(kanwu)
(let ((buffer (window-buffer (get-buffer-window next-error-last-buffer t))))
  (while (get-buffer-process buffer) (accept-process-output nil 0.05))
  (dotimes (_ 2)
    (next-error)
    (with-current-buffer "报告.md"
      (princ (concat (buffer-substring (point) (+ 3 (point))) "\\n")))))
"""


@pytest.mark.parametrize("environment", ["UTF-8", "Chinese-GB"])
def test_recipe_for_emacs_stops_on_the_right_character(environment: str) -> None:
    emacs = needed("emacs")
    Path("recipe.el").write_text(recipe("Emacs 的 compile", "elisp"), "utf-8")
    Path("steps.el").write_text(EMACS, "utf-8")
    language = f'(set-language-environment "{environment}")'
    done = run(
        [emacs, "-Q", "--batch", "--eval", language, "-l", "recipe.el", "-l", "steps.el"],
        Path(),
        {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm", "HOME": os.getcwd()},
    )

    assert done.stdout.split() == STOPS


def test_recipe_for_vs_code_counts_as_vs_code_does(capsys: pytest.CaptureFixture[str]) -> None:
    task = json.loads(recipe("VS Code 的任务", "json"))["tasks"][0]
    matcher = task["problemMatcher"]["pattern"]
    main([word.replace("${relativeFile}", "报告.md") for word in task["args"]])
    lines = capsys.readouterr().out.splitlines()
    found = [match for line in lines if (match := re.match(matcher["regexp"], line))]
    stops = []
    for match in found:
        line = LINES[int(match[matcher["line"]]) - 1].encode("utf-16-le")
        start = 2 * (int(match[matcher["column"]]) - 1)
        stops.append(line[start : start + 6].decode("utf-16-le"))

    assert task["command"] == "kanwu"
    assert stops == STOPS
    assert {match[matcher["severity"]] for match in found} <= {"error", "warning", "info"}


def test_page_names_every_unit() -> None:
    assert all(f"| `{unit}` |" in PAGE for unit in LENGTHS)

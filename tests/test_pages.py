"""The documentation: its commands print what the pages show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands import ROOT
from tests.pages import follow, furnished, shown

PAGES = [
    *sorted(ROOT.glob("README*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "en").glob("*.md")),
]


UNRUN = [
    pytest.param(one.reason, id=f"{page.relative_to(ROOT)}:{one.line}")
    for page in PAGES
    for one in shown(page.read_text("utf-8"))
    if one.reason
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    wrong = list(follow(page.read_text("utf-8"), furnished(tmp_path)))

    assert not wrong, "\n".join(wrong)


def test_page_on_reliability_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    names = set(re.findall(r"`(test_\w+)`", page))

    assert len(names) > 10
    assert {name for name in names if f"def {name}(" not in sources} == set()


def test_page_for_contributors_names_paths_that_exist() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = re.findall(r"(?:`|\]\()((?:changelog\.d|docs|linter|rules|tests|tools)/[^`)\s]*)", page)
    patterns = {path: re.sub("<[^>]*>", "*", path).rstrip("/") for path in paths}

    assert len(paths) > 20
    assert [path for path in paths if not list(ROOT.glob(patterns[path]))] == []


@pytest.mark.parametrize("reason", UNRUN)
def test_command_that_is_not_run_has_a_reason(reason: str) -> None:
    pytest.skip(reason)  # so that what stands unproven is seen


def test_page_that_lies_is_caught(tmp_path: Path) -> None:
    page = """```text title="甲/乙.txt"
天
```
```console
$ cat 甲/乙.txt
天
$ printf '一\\n二\\n三\\n'
一
…
$ printf '一二\\n'
一…
$ printf '一\\n二\\n'
一
$ exit 2
```
<!-- not run: 缘故 -->
```console
$ exit 3
```
"""

    assert [wrong.split("\n")[0] for wrong in follow(page, tmp_path)] == [
        "12: $ printf '一\\n二\\n'",
        "14: $ exit 2: status 2",
    ]

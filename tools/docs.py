"""Writes docs/rules from the rule files; with --check, says which pages are out of date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from kanwu import catalogue, files
from kanwu.reporters.rules import set_so, severity
from kanwu.reporters.wording import FAMILIES
from kanwu.rule import Example, Rule

DOCS = Path(__file__).parents[1] / "docs" / "rules"
LONGEST = 2000  # characters of an option that a page still shows
FIXES = {"safe": "可自动修改", "unsafe": "可修改，须人工确认", None: "不提供"}


def pages(rules: list[Rule]) -> dict[Path, str]:
    """Every page by its path: one for each rule, and the list of them."""
    pages = {DOCS / f"{rule.code}.md": page(rule) for rule in rules}
    return {DOCS / "README.md": index(rules)} | pages


def index(rules: list[Rule]) -> str:
    """The list of all rules, a table for each family."""
    parts = ["# 规则", f"共 {len(rules)} 条。由规则文件生成，改规则文件即可，不必改这里。"]
    for family, members in groupby(rules, key=lambda rule: rule.family):
        rows = [
            f"| [{rule.code}]({rule.code}.md) | {rule.title} | `{rule.name}` | {severity(rule)} | {FIXES[rule.fix]} |"
            for rule in members
        ]
        head = ["| 代码 | 说明 | 名称 | 严重度 | 修改 |", "|---|---|---|---|---|"]
        parts += [f"## {FAMILIES[family]}（{family}）", "\n".join([*head, *rows])]
    return "\n\n".join(parts) + "\n"


def page(rule: Rule) -> str:
    """All that there is to say of a rule, its examples included."""
    facts = [
        f"名称：`{rule.name}`",
        f"严重度：{severity(rule)}",
        f"修改：{FIXES[rule.fix]}",
        f"依据：{rule.basis}",
    ]
    if rule.since:
        facts.append(f"适用：{rule.since}年起写成的文稿")
    if rule.yields_to:
        facts.append(f"同一处另有 {'、'.join(rule.yields_to)} 时，只报后者")
    parts = [f"# {rule.code} {rule.title}", "\n".join(f"- {fact}" for fact in facts)]
    parts += ["## 为什么", "".join(rule.why.splitlines())]
    parts += ["## 例子", *(part for example in rule.examples for part in _example(example))]
    if options := list(_options(rule)):
        parts += ["## 选项", "```toml\n" + "\n".join([f"[rules.{rule.code}]", *options]) + "\n```"]
    return "\n\n".join(parts) + "\n"


def _example(example: Example) -> Iterator[str]:
    if example.note:
        yield f"{example.note}："
    if example.typesetting:
        yield f"版面：{set_so(example.typesetting)}"
    for label, text in (("不妥", example.bad), ("改为", example.fixed), ("可以", example.good)):
        if text:
            yield f"{label}：\n\n```text\n{_printable(text)}\n```"


def _options(rule: Rule) -> Iterator[str]:
    for name, value in rule.check.fields().items():
        if value is None or value == ():
            continue
        written = _toml(value)
        if len(written) > LONGEST:
            yield f"# {name.replace('_', '-')} 太长，见规则文件"
        else:
            yield f"{name.replace('_', '-')} = {written}"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = _printable(value)
        quote = "'''" if "\n" in text or "'" in text else "'"
        return f"{quote}{text}{quote}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        rows = (f"{_toml(key)} = {_toml(of)}" for key, of in value.items())
        return f"{{ {', '.join(rows)} }}"
    return str(value)


def _printable(text: str) -> str:
    """The text with invisible characters spelled out, so that the page is plain text itself."""
    spelled = (
        char if char.isprintable() or char in "\n\u3000" else ascii(char)[1:-1] for char in text
    )
    return "".join(spelled).strip("\n")


def main(arguments: list[str]) -> int:
    rules = catalogue.load([("rules", files.read_rules(files.builtin_rules()))])
    wanted = pages(sorted(rules, key=lambda rule: (list(FAMILIES).index(rule.family), rule.code)))
    stale = [path for path, text in wanted.items() if _text(path) != text]
    stale += [path for path in DOCS.glob("*.md") if path not in wanted]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(DOCS.parents[1])}: out of date; run tools/docs.py")
        return bool(stale)
    DOCS.mkdir(parents=True, exist_ok=True)
    for path in stale:
        if path in wanted:
            path.write_text(wanted[path], "utf-8")
        else:
            path.unlink()
    return 0


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

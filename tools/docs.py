"""Writes the pages about rules, standards, checks and options; --check says what is out of date."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import check_pages

from kanwu.catalogue import load as catalogue
from kanwu.catalogue.families import Family, read_families
from kanwu.cli.combinations import COMBINATIONS, MACHINE_FORMAT, STANDARD_INPUT, Combination
from kanwu.cli.commands import COMMANDS
from kanwu.cli.option import Option
from kanwu.english import said
from kanwu.measures.error_rate import CLASSES
from kanwu.reporters.explanation import region_names
from kanwu.reporters.rules import describe_typesetting, severity
from kanwu.rule import Example, Rule
from kanwu.session import files

DOCS = Path(__file__).parents[1] / "docs" / "rules"
STANDARDS = DOCS.parent / "standards.md"
ENGLISH_RULES = DOCS.parent / "en" / "rules.md"
OPTIONS = {"zh": DOCS.parent / "options.md", "en": DOCS.parent / "en" / "options.md"}
# Each document that a basis may name, as it is written there, with what it is.
SOURCES = {
    "GB/T 15834—2011": "《标点符号用法》",
    "GB/T 15835—2011": "《出版物上数字用法》",
    "GB/T 9704—2012": "《党政机关公文格式》",
    "党政机关公文处理工作条例": "2012年印发",
    "《通用规范汉字表》": "2013年公布",
    "GF 1001—2001": "《第一批异形词整理表》",
    "GB/T 35273—2020": "《信息安全技术　个人信息安全规范》",
}
LONGEST = 2000  # characters of an option that a page still shows
FIXES = {"safe": "可自动修改", "unsafe": "可修改，须人工确认", None: "不提供"}


def pages(rules: list[Rule], families: Mapping[str, Family]) -> dict[Path, str]:
    """Every page by its path: one for each rule, and the lists of them."""
    return {
        DOCS / "README.md": index(rules, families),
        ENGLISH_RULES: english(families),
        STANDARDS: standards(rules),
        **{path: options_page(language) for language, path in OPTIONS.items()},
        **check_pages.pages(DOCS.parent, rules, families),
        **{DOCS / f"{rule.code}.md": page(rule) for rule in rules},
    }


def index(rules: list[Rule], families: Mapping[str, Family]) -> str:
    """The list of all rules, a table for each family."""
    parts = ["# 规则", f"共 {len(rules)} 条。由规则文件生成，改规则文件即可，不必改这里。"]
    for name, members in groupby(rules, key=lambda rule: rule.family):
        family = families[name]
        rows = [
            f"| [{rule.code}]({rule.code}.md) | {rule.card.title} | `{rule.name}` | {severity(rule)} | {FIXES[rule.fix]} |"
            for rule in members
        ]
        head = ["| 代码 | 说明 | 名称 | 严重度 | 修改 |", "|---|---|---|---|---|"]
        parts += [f"## {family.title}（{name}）", f"{family.about}。", "\n".join([*head, *rows])]
    return "\n\n".join(parts) + "\n"


def english(families: Mapping[str, Family]) -> str:
    """The families in English."""
    rows = [
        f"| {family.prefix} | {family.en.title} | `{name}` | {family.en.about} |"
        for name, family in families.items()
        if family.en
    ]
    table = "\n".join(
        ["| prefix | family | in configurations | finds |", "|---|---|---|---|", *rows]
    )
    return f"""\
# Rules

The [rules](../rules/README.md) fall into families. Their pages are in Chinese, like the texts that they are for.
`kanwu rules` lists all rules, and `kanwu rule CODE` shows one.

{table}

[Standards](standards.md) lists what the rules are based on.
"""


def options_page(language: str) -> str:
    """Every command with its options, and what goes with what."""
    heads = {
        "zh": ("# 命令和选项", "`kanwu 命令 -h` 在终端上显示同样的说明。选项可以只写开头，只要不止于一种；`--` 之后的都是路径。不起作用的写法一律拒绝，退出状态为 2。由程序生成。",
               "| 写法 | 意思 |", "| 选项 | 要与其中之一同用 | 不能同用 | 缘由 |"),
        "en": ("# Commands and options", "`kanwu COMMAND -h` shows the same on the terminal. The beginning of an option is enough if no other begins with it; what follows `--` is a path. An option that would do nothing is refused with exit status 2. This page is generated.",
               "| argument | meaning |", "| option | needs one of | cannot stand beside | why |"),
    }  # fmt: skip
    title, about, arguments, combinations = heads[language]
    parts = [title, about]
    for name, command in COMMANDS.items():
        rows = [_option_row(option, language) for option in command.arguments()]
        parts += [
            f"## kanwu {name}",
            f"{said(language, command.help)}{'。' if language == 'zh' else '.'}",
        ]
        if rows:
            parts.append("\n".join([arguments, "|---|---|", *rows]))
        if name in COMBINATIONS:
            rows = [_combination_row(row, name, language) for row in COMBINATIONS[name]]
            parts.append("\n".join([combinations, "|---|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _option_row(option: Option, language: str) -> str:
    values = said(language, option.metavar) or " ".join(option.choices)
    name = values if option.is_positional else f"`{option.name}` {values}".rstrip()
    return f"| {name} | {said(language, option.help)} |"


def _combination_row(row: Combination, command: str, language: str) -> str:
    places = {
        option.name: option.metavar
        for option in COMMANDS[command].arguments()
        if option.is_positional
    }
    names = {
        STANDARD_INPUT: "`-`",
        MACHINE_FORMAT: "`--output-format`（`full`、`concise` 除外）" if language == "zh" else "`--output-format` (but `full`, `concise`)",
        **{name: said(language, metavar) for name, metavar in places.items()},
    }  # fmt: skip
    needs, refuses = (
        ("、" if language == "zh" else ", ").join(names.get(name, f"`{name}`") for name in group)
        for group in (row.needs, row.refuses)
    )
    return f"| {names.get(row.option, f'`{row.option}`')} | {needs} | {refuses} | {said(language, row.cause)} |"


def standards(rules: list[Rule]) -> str:
    """What the rules rest on: a table of clauses for each source, with their rules."""
    parts = [
        "# 标准依据",
        "规则依据的标准和文件，以及据以立规的条款。由规则文件生成。其余的规则出自编校惯例，"
        "规则页上写明，不冒充标准。",
    ]
    for source, title in SOURCES.items():
        rows = [
            f"| {clause} | [{rule.code}](rules/{rule.code}.md) {rule.card.title} |"
            for clause, rule in sorted(_resting(rules, source), key=_in_order)
        ]
        head = ["| 条款 | 规则 |", "|---|---|"]
        parts += [f"## {source}", title, "\n".join([*head, *rows])]
    return "\n\n".join(parts) + "\n"


def _resting(rules: list[Rule], source: str) -> Iterator[tuple[str, Rule]]:
    """The rules with the clauses of the source that each rests on."""
    for rule in rules:
        for basis in rule.card.basis.split("；"):
            if basis.startswith(source):
                yield basis.removeprefix(source).strip() or "—", rule


def _in_order(resting: tuple[str, Rule]) -> tuple[bool, list[tuple[int, str]], str]:
    """Clauses by their numbers, those of an annex last."""
    clause, rule = resting
    numbers = [
        (int(number or 0), letters) for number, letters in re.findall(r"(\d+)|([A-Z]+)", clause)
    ]
    return clause[0].isalpha() and clause[0].isascii(), numbers, rule.code


def page(rule: Rule) -> str:
    """All that there is to say of a rule, its examples included."""
    facts = [
        f"名称：`{rule.name}`",
        f"严重度：{severity(rule)}",
        f"修改：{FIXES[rule.fix]}",
        f"依据：{rule.card.basis}",
    ]
    if error_class := CLASSES.get(rule.counts_as):
        facts.append(f"差错类别：{error_class.name}")
    if rule.not_for:
        facts.append(f"不用于：{'、'.join(rule.not_for)}")
    if rule.only_in:
        facts.append(f"只查：{region_names(rule.only_in)}")
    if rule.info_for:
        facts.append(f"只作提示：{'、'.join(rule.info_for)}")
    if rule.not_in:
        facts.append(f"不查：{region_names(rule.not_in)}")
    if rule.bars_writing:
        facts.append("查出它的文件不改写：文字可能没有读对")
    if rule.since:
        facts.append(f"适用：{rule.since}年起写成的文稿")
    if rule.yields_to:
        facts.append(f"同一处另有 {'、'.join(rule.yields_to)} 时，只报后者")
    parts = [f"# {rule.code} {rule.card.title}", "\n".join(f"- {fact}" for fact in facts)]
    parts += ["## 为什么", "".join(rule.card.why.splitlines())]
    parts += ["## 例子", *(part for example in rule.card.examples for part in _example(example))]
    if options := list(_options(rule)):
        parts += ["## 选项", "```toml\n" + "\n".join([f"[rules.{rule.code}]", *options]) + "\n```"]
    return "\n\n".join(parts) + "\n"


def _example(example: Example) -> Iterator[str]:
    if example.note:
        yield f"{example.note}："
    if example.typesetting:
        yield f"版面：{describe_typesetting(example.typesetting)}"
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
    texts = files.read_rules(files.builtin_rules())
    wanted = pages(catalogue.load([("rules", texts)]), read_families("rules", texts))
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

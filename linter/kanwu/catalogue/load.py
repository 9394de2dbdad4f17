"""Folders of TOML to rules: one file a rule, the file's name its code and name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from re import compile
from typing import NamedTuple

import msgspec

from kanwu.catalogue.check_options import check_of
from kanwu.catalogue.families import Family, is_family, read_families, require_prefix
from kanwu.catalogue.rule_file import ExampleTable, RuleTable, require_url
from kanwu.catalogue.toml import fit_all, parse
from kanwu.catalogue.toml_places import line_of
from kanwu.check import Check
from kanwu.errors import KanwuError, RuleError, Sentence
from kanwu.rule import Card, Example, Rule, Whole

_FILE_NAME = compile(r"(?P<code>[A-Z]{2}\d{3})-(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)")
_NAME_IN_BRACES = compile(r"\{\{|\}\}|\{[^\W\d]\w*\}")  # in a message
Folder = tuple[str, Mapping[str, str]]  # of rules: its path, and the texts of its files by path


def load(folders: Iterable[Folder], *, own: bool = False) -> list[Rule]:
    """The rules of the folders; RuleError for the first fault of a file."""
    faults: list[KanwuError] = []
    rules = load_all(folders, faults, own=own)
    if faults:
        raise faults[0]
    return list(rules.values())


def load_all(
    folders: Iterable[Folder], faults: list[KanwuError], *, own: bool = False
) -> dict[str, Rule]:
    """The rules by the paths of their files; `faults` takes every fault of the other files."""
    rules: dict[str, Rule] = {}
    places: dict[str, str] = {}  # by code
    for folder, texts in folders:
        families = _families(folder, texts, faults)
        for path, text in sorted(texts.items()):
            if not path.endswith(".toml") or is_family(path):
                continue
            file = _RuleFile(f"{folder}/{path}", path, text)
            words = texts.get(path.removesuffix(".toml") + ".tsv")
            rule, found = file.read(words, families, own=own)
            faults += found
            if rule and rule.code in places:
                words = "代码 {code} 已用于 {other}"
                faults.append(file.fault(words, code=rule.code, other=places[rule.code]))
            elif rule:
                rules[file.place] = rule
                places[rule.code] = file.place
    return rules


def unproved(rule: Rule) -> tuple[str, ...]:
    """The kinds of examples that the rule lacks to be proved, of `bad` and `good`."""
    return tuple(
        kind
        for kind in ("bad", "good")
        if not any(getattr(example, kind) for example in rule.card.examples)
    )


def _families(folder: str, texts: Mapping[str, str], faults: list[KanwuError]) -> dict[str, Family]:
    families: dict[str, Family] = {}
    for path, text in texts.items():
        try:
            families |= read_families(folder, {path: text})
        except RuleError as error:
            faults.append(error)
    return families


class _RuleFile(NamedTuple):
    """The file of a rule: its place for errors, its path in its folder, its text."""

    place: str
    path: str
    text: str

    def fault(self, template: str, **values: object) -> RuleError:
        return RuleError("{place}: {cause}", place=self.place, cause=Sentence(template, **values))

    def read(
        self, words: str | None, families: Mapping[str, Family], *, own: bool
    ) -> tuple[Rule | None, list[KanwuError]]:
        """The rule, and every fault of the file; no rule if there is any."""
        try:
            found = parse(self.text, self.place, RuleError)
            table, faults = fit_all(found, RuleTable, self.place, self.text, RuleError)
        except RuleError as error:
            return None, [error]
        name = self._name(families, faults)
        if not table:
            return None, faults
        check = None
        if table.check or not faults:  # else its own fault is told
            check = check_of(table.check, self.place, self.text, words, faults, own=own)
        faults += self._card_faults(table)
        if faults or not (name and check):
            return None, faults
        folder = self.path.rpartition("/")[0]
        rule = _rule(table, check, name, folder, families.get(folder), own=own)
        # A run warns of a user's unproved rule; `kanwu prove` fails.
        if not own and (kinds := unproved(rule)):
            return None, [self.fault("缺少 {kinds} 例句", kinds=kinds)]
        return rule, []

    def _name(
        self, families: Mapping[str, Family], faults: list[KanwuError]
    ) -> Mapping[str, str] | None:
        """The code and the name of the rule."""
        folder, _, file_name = self.path.rpartition("/")
        match = _FILE_NAME.fullmatch(file_name.removesuffix(".toml"))
        if not match:
            faults.append(self.fault("文件名应为“两个字母加三位数字-英文短名.toml”"))
            return None
        if family := families.get(folder):
            try:
                require_prefix(match["code"], family, self.place)
            except RuleError as error:
                faults.append(error)
        return match.groupdict()

    def _card_faults(self, table: RuleTable) -> Iterator[RuleError]:
        """The faults of messages that cannot be formatted, and of an empty why."""
        for message in (table.message, table.en.message if table.en else ""):
            if {"{", "}"} & set(_NAME_IN_BRACES.sub("", message)):
                yield self.fault("message 的花括号里只能写名称，如 {{text}}")
        if not table.why.strip():
            yield self.fault("why 是空的")
        try:
            require_url(table.url, "url", f"{self.place}:{line_of(self.text, 'url')}", RuleError)
        except RuleError as error:
            yield error


def _rule(
    table: RuleTable,
    check: Check,
    name: Mapping[str, str],
    folder: str,
    family: Family | None,
    *,
    own: bool,
) -> Rule:
    return Rule(
        **name,
        parts=Whole(check=check, card=_card(table)),
        family=folder.rpartition("/")[2],
        family_title=family.title if family else "",
        severity=table.severity,
        counts_as=table.counts_as,
        not_for=tuple(table.not_for),
        info_for=tuple(table.info_for),
        only_in=tuple(table.only_in),
        not_in=tuple(table.not_in),
        fix=None if table.fix == "none" else table.fix,
        on=table.default == "on",
        scope=table.scope,
        masked=table.masked,
        bars_writing=table.bars_writing,
        since=table.since,
        yields_to=tuple(table.yields_to),
        profiles={
            name: table for name, table in msgspec.structs.asdict(table.profile).items() if table
        },
        own=own,
        url=table.url,
    )


def _card(table: RuleTable) -> Card:
    return Card(
        title=table.title,
        message=table.message,
        why=table.why.strip(),
        basis=table.basis,
        english=msgspec.to_builtins(table.en) if table.en else {},
        examples=tuple(_examples(table.example)),
    )


def _examples(tables: Iterable[ExampleTable]) -> Iterator[Example]:
    for table in tables:
        yield Example(**{**msgspec.to_builtins(table), "beside": tuple(table.beside)})

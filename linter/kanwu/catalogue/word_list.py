"""Word lists: tab-separated text beside a rule, a word a row, read as a table for its check."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from kanwu.catalogue.table import rows
from kanwu.errors import KanwuError, RuleError, Sentence, suggestion

# `unless` says where the word is right, `mode` how sure the row is, `source` who says so.
COLUMNS = ("wrong", "right", "unless", "mode", "note", "source")
MODES = ("", "doubtful", "off")


def word_list(text: str, place: str, faults: list[KanwuError]) -> dict[str, dict[str, str]]:
    """The other columns of each row by its `wrong`, without `source`, which is for editors.

    `faults` takes the fault of every row, with the file called by `place`.
    """
    lines = rows(text, place, RuleError)
    first, head = next(lines, (1, []))
    faults += _wrong_columns(head, f"{place}:{first}")
    words: dict[str, dict[str, str]] = {}
    for number, row in lines if "wrong" in head else ():
        columns = dict(zip(head, row, strict=False))
        wrong = columns.pop("wrong", "")
        if cause := _fault(row, head, wrong, columns, words):
            where = f"{place}:{number}"
            faults.append(RuleError("{where}: {cause}", where=where, cause=cause))
            continue
        words[wrong] = {name: cell for name, cell in columns.items() if cell and name != "source"}
    return words


def _fault(
    row: Sequence[str],
    head: Sequence[str],
    wrong: str,
    columns: Mapping[str, str],
    words: Container[str],
) -> Sentence | None:
    """The fault of a row; None if it has none."""
    if len(row) != len(head):
        words = "每行应有 {wanted} 列，这里有 {found} 列"
        return Sentence(words, wanted=len(head), found=len(row))
    if not wrong:
        return Sentence("wrong 是空的")
    if wrong in words:
        return Sentence("“{wrong}”已有一行", wrong=wrong)
    if columns.get("mode", "") not in MODES:
        words = "mode 不能是 {mode}，只能留空或写 {known}"
        return Sentence(words, mode=columns["mode"], known=MODES[1:])
    return None


def _wrong_columns(head: Sequence[str], where: str) -> Iterator[RuleError]:
    for name in head:
        if name not in COLUMNS:
            yield RuleError(
                "{where}: 没有 {name} 这一列{hint}",
                where=where,
                name=name,
                hint=suggestion(name, COLUMNS),
            )
    for name in ("wrong", "right"):
        if name not in head:
            yield RuleError("{where}: 缺少 {name} 这一列", where=where, name=name)

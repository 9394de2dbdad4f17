"""Word lists: tab-separated text beside a rule, a word a row, read as a table for its check."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from kanwu.catalogue.table import rows
from kanwu.errors import KanwuError, RuleError, suggestion

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
            faults.append(RuleError(f"{place}:{number}: {cause}"))
            continue
        words[wrong] = {name: cell for name, cell in columns.items() if cell and name != "source"}
    return words


def _fault(
    row: Sequence[str],
    head: Sequence[str],
    wrong: str,
    columns: Mapping[str, str],
    words: Container[str],
) -> str:
    """The fault of a row; empty if it has none."""
    if len(row) != len(head):
        return f"每行应有 {len(head)} 列，这里有 {len(row)} 列"
    if not wrong:
        return "wrong 是空的"
    if wrong in words:
        return f"“{wrong}”已有一行"
    if columns.get("mode", "") not in MODES:
        return f"mode 不能是 {columns['mode']}，只能留空或写 {'、'.join(MODES[1:])}"
    return ""


def _wrong_columns(head: Sequence[str], where: str) -> Iterator[RuleError]:
    for name in head:
        if name not in COLUMNS:
            yield RuleError(f"{where}: 没有 {name} 这一列{suggestion(name, COLUMNS)}")
    for name in ("wrong", "right"):
        if name not in head:
            yield RuleError(f"{where}: 缺少 {name} 这一列")

"""Word lists: a table beside a rule, a word a row, for its check."""

from __future__ import annotations

from collections.abc import Sequence

from kanwu.catalogue.table import rows
from kanwu.errors import RuleError, suggestion

# `unless` says where the word is right, `mode` how sure the row is, `source` who says so.
_COLUMNS = ("wrong", "right", "unless", "mode", "note", "source")
_MODES = ("", "doubtful", "off")


def word_list(text: str, place: str) -> dict[str, dict[str, str]]:
    """The other columns of each row by its `wrong`, without `source`, which is for editors.

    Errors call the file by `place`.
    """
    lines = rows(text, place, RuleError)
    first, head = next(lines, (1, []))
    _require_columns(head, f"{place}:{first}")
    words: dict[str, dict[str, str]] = {}
    for number, row in lines:
        where = f"{place}:{number}"
        if len(row) != len(head):
            raise RuleError(f"{where}: 每行应有 {len(head)} 列，这里有 {len(row)} 列")
        columns = dict(zip(head, row, strict=True))
        wrong = columns.pop("wrong")
        if not wrong or wrong in words:
            raise RuleError(f"{where}: “{wrong}”已有一行" if wrong else f"{where}: wrong 是空的")
        if columns.get("mode", "") not in _MODES:
            known = "、".join(_MODES[1:])
            raise RuleError(f"{where}: mode 不能是 {columns['mode']}，只能留空或写 {known}")
        words[wrong] = {name: cell for name, cell in columns.items() if cell and name != "source"}
    return words


def _require_columns(head: Sequence[str], where: str) -> None:
    for name in head:
        if name not in _COLUMNS:
            raise RuleError(f"{where}: 没有 {name} 这一列{suggestion(name, _COLUMNS)}")
    for name in ("wrong", "right"):
        if name not in head:
            raise RuleError(f"{where}: 缺少 {name} 这一列")

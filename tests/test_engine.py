"""Rules that are silent: about older documents, and where a format cannot tell."""

from __future__ import annotations

import pytest

from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.structure.age import year_written
from tests.rules import rule_of

BODY = "各项工作进展顺利。" * 200


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"在大会上（2007年3月5日）\n到2020年建成。{BODY}", 2007),
        (f"{BODY}到2020年建成。\n二○○七年三月五日", 2007),
        (f"１９９１年３月２６日\n{BODY}", 1991),
        (f"（2005年5月1日公布，2019年4月3日修订）\n{BODY}", 2019),
        (f"{BODY}2009年完成，2010年验收，2011年移交。{BODY}", 2011),
        (f"{BODY}2009年完成。{BODY}", None),
        ("", None),
    ],
)
def test_year_is_that_of_the_dates_at_either_end(text: str, year: int | None) -> None:
    assert year_written(Document("a.txt", text)) == year


@pytest.mark.parametrize(("date", "count"), [("2007年3月5日", 0), ("2012年3月5日", 1), ("", 1)])
def test_rule_spares_older_documents(date: str, count: int) -> None:
    check = Pattern(pattern="甲")
    rule = rule_of("ZZ001", "flaw", "毛病", "有误", "", "", check, since=2012)

    findings = Ruleset([rule]).lint(Document("a.txt", f"甲\n{date}")).findings

    assert len(findings) == count


def test_finding_is_info_where_the_format_makes_it_doubtful() -> None:
    rule = rule_of(
        "ZZ001", "flaw", "毛病", "有误", "", "", Pattern(pattern="甲"), info_for=("pdf",)
    )

    severities = [
        Ruleset([rule]).lint(Document("a", "甲", format=format)).findings[0].severity
        for format in ("text", "pdf")
    ]

    assert severities == ["warning", "info"]


@pytest.mark.parametrize(
    ("format", "codes"),
    [("text", ["ZZ001", "ZZ002"]), ("pdf", []), ("html", ["ZZ002"]), ("", ["ZZ001", "ZZ002"])],
)
def test_rule_is_silent_where_the_format_cannot_tell(format: str, codes: list[str]) -> None:
    first = rule_of("ZZ001", "flaw", "毛病", "有误", "", "", Pattern(pattern="甲"))
    rules = [first.but(not_for=("pdf", "html")), first.but(code="ZZ002", not_for=("pdf",))]

    findings = Ruleset(rules).lint(Document("a", "甲", format=format)).findings

    assert [finding.code for finding in findings] == codes

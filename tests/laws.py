"""Laws of any text: the tests and the long run hold kanwu to them."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from kanwu.document import Document
from kanwu.engine.fix import fix
from kanwu.measures.totals import Totals
from kanwu.readers import open_report
from kanwu.readers.decode import encode
from kanwu.readers.plain import edited
from kanwu.reporters import FORMATS, Style, reporter
from tests.rules import records_of
from tests.shipped import by_default, every

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kanwu.finding import Finding


def summaries(findings: Sequence[Finding]) -> list[tuple[object, ...]]:
    """The findings as plain values, to be compared."""
    return [(one.code, one.hit.span, one.message(), one.hit.edits) for one in findings]


def see_findings(document: Document) -> list[Finding]:
    """The findings, each of which says what stands in the text, at its place, in order, once."""
    result = every().lint(document)
    findings = result.findings

    assert not result.failures
    assert findings == sorted(findings, key=lambda one: (one.span, one.code))
    known: set[object] = set()
    for finding in findings:
        start, end = finding.span
        assert 0 <= start <= end <= len(document.text), finding.message()
        assert (finding.code, finding.span) not in known, finding.code
        known.add((finding.code, finding.span))
        assert finding.text == document.shown[start:end]
        assert document.hidden or finding.text == document.text[start:end]
        assert finding.message("zh")
        assert finding.message("en")
        _see_edits(document, finding)
    return findings


def _see_edits(document: Document, finding: Finding) -> None:
    fix = finding.fix
    if fix is not None:
        made = edited(document.text, sorted(set(fix.edits)))  # which sees that none meet
        assert made != document.text, finding.code


def see_determinism(text: str, name: str = "a.txt") -> None:
    """The same text has the same findings, whoever asks and how often."""
    first = summaries(every().lint(_document(name, text)).findings)

    assert summaries(every().lint(_document(name, text)).findings) == first


def see_fixes(text: str, *, unsafe: bool, name: str = "a.txt") -> None:
    """Fixing twice is fixing once, and brings no error that was not there."""
    data = text.encode("utf-8")
    once = fix(open_report(name, data, "utf-8"), by_default(), unsafe=unsafe)
    twice = fix(open_report(name, once.opened.data(), "utf-8"), by_default(), unsafe=unsafe)

    if once.is_settled:
        assert twice.opened.data() == once.opened.data(), (once.codes, twice.codes)
    before = by_default().lint(open_report(name, data, "utf-8").document)
    assert _errors(once.result.findings) <= _errors(before.findings)
    if not once.codes:
        assert once.opened.data() == data


def _errors(findings: Sequence[Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)


def see_bytes(text: str) -> None:
    """Encoded text is decoded to the same text, and back to the same bytes."""
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        for bom in (True, False):
            data = encode(text, encoding, bom)
            opened = open_report("a.txt", data, encoding)
            if not bom and opened.document.text != text:
                assert text[:1] == "\ufeff"  # its first character is taken for a mark
            else:
                assert opened.document.text == text
            assert opened.data() == data


def _document(name: str, text: str) -> Document:
    return open_report(name, text.encode("utf-8"), "utf-8").document


def see_reports(findings: Sequence[Finding], name: str) -> None:
    """Each format reads back, has all findings, and can be written as UTF-8."""
    found = [(one.code, *one.position) for one in findings]
    texts = {format: _report(format, findings) for format in FORMATS}
    array = json.loads(texts["json"])
    lines = [json.loads(line) for line in texts["jsonl"].split("\n")[:-1]]
    results = json.loads(texts["sarif"])["runs"][0]["results"]
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in results]
    cases = ElementTree.fromstring(texts["junit"].encode()).iter("testcase")
    rows = list(csv.reader(io.StringIO(texts["csv"].removeprefix("\ufeff"), newline="")))[1:]

    assert array == lines
    assert [(one["code"], one["line"], one["column"]) for one in array] == found
    assert [(one["text"], one["path"]) for one in array] == [(one.text, name) for one in findings]
    assert [one["message"] for one in array] == [one.message() for one in findings]
    assert [one["message"]["text"] for one in results] == [one.message() for one in findings]
    assert [(at["startLine"], at["startColumn"]) for at in regions] == [at[1:] for at in found]
    named = [f"{code} {line}:{column}" for code, line, column in found]
    assert [case.get("name") for case in cases] == (named or ["没有发现问题"])
    assert [(row[7], int(row[2]), int(row[3])) for row in rows] == found
    assert not any(cell.startswith(tuple("=+-@\t\r")) for row in rows for cell in row)
    for format in ("full", "concise"):
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", texts[format]
        )


def _report(format: str, findings: Sequence[Finding]) -> str:
    totals = Totals()
    totals.documents = {finding.document.name: finding.document for finding in findings}
    lines = reporter(format, totals)(iter(records_of(findings)), Style(show_all=True))
    return "".join(line + "\n" for line in lines)


def see_suppression(text: str) -> None:
    """A comment for the whole file leaves nothing, and says of everything that it was there."""
    plain = every().lint(_document("a.md", f"<!-- nothing -->\n\n{text}"))
    linted = every().lint(_document("a.md", f"<!-- kanwu: off-file -->\n\n{text}"))

    assert linted.findings == []
    told = [finding for finding, _ in linted.suppressed]
    if not plain.suppressed:
        assert [one.code for one in told] == [one.code for one in plain.findings]

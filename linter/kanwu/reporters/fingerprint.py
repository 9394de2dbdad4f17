"""Fingerprints: what a finding is known by when other parts of its document have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.catalogue.packed import digest
from kanwu.finding import Record


def fingerprinted(findings: Iterable[Record]) -> Iterator[tuple[Record, str]]:
    """Each finding with a fingerprint that no other has.

    It is made of the path, the code, the text as shown, and which of those with the same text it
    is: not of the line, which changes, and not of what is masked, which could be guessed from it.
    """
    for name, of_document in groupby(findings, key=lambda finding: finding.path):
        seen: Counter[tuple[str, str]] = Counter()
        for finding in of_document:
            known = (finding.code, finding.text)
            seen[known] += 1
            told = "\0".join((name, *known, str(seen[known])))
            yield finding, digest(told.encode("utf-8", "surrogatepass")).hex()

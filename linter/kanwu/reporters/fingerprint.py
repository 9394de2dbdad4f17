"""Fingerprints: what a finding is known by when other parts of its document have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.catalogue.packed import digest
from kanwu.finding import Record


def fingerprinted(records: Iterable[Record]) -> Iterator[tuple[Record, str]]:
    """Each finding with a fingerprint that no other has.

    It is made of the path, the code, the text as shown, and which of those with the same text it
    is: not of the line, which changes, and not of what is masked, which could be guessed from it.
    """
    for name, of_document in groupby(records, key=lambda record: record.path):
        seen: Counter[tuple[str, str]] = Counter()
        for record in of_document:
            known = (record.code, record.text)
            seen[known] += 1
            told = "\0".join((name, *known, str(seen[known])))
            yield record, digest(told.encode("utf-8", "surrogatepass")).hex()

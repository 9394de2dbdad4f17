"""Fingerprints: they stay the same when other parts of the document change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.catalogue.packed import digest
from kanwu.record import Record


def fingerprinted(records: Iterable[Record]) -> Iterator[tuple[Record, str]]:
    """Each finding with a fingerprint that no other has.

    It is made of the path, the code, the text as shown, and the number among findings of the same
    text. The line is no part of it, since it changes; nor is masked text, since it could be guessed.
    """
    for name, of_document in groupby(records, key=lambda record: record.path):
        seen: Counter[tuple[str, str]] = Counter()
        for record in of_document:
            key = (record.code, record.text)
            seen[key] += 1
            words = "\0".join((name, *key, str(seen[key])))
            yield record, digest(words.encode("utf-8", "surrogatepass")).hex()

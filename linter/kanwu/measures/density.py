"""`--max-density`: how many errors 10,000 characters may have, counted as for the 差错率."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.document import Document
from kanwu.errors import ConfigError, suggestion
from kanwu.finding import Record
from kanwu.measures.error_rate import CLASS_NAMES, ErrorRate, class_name, error_rate, together

ALL = ""  # classes together
_LEAST = 1e-9  # tenths add up to a little more than they are


class Density:
    """The limits asked for, `N` for all classes together or `class=N`, and what there is."""

    def __init__(self, asked: Iterable[str], base: str) -> None:
        self.base = base
        self.limits = dict(_limit(each) for some in asked for each in some.split(",") if each)
        self._rates: list[ErrorRate] = []

    def measure(self, document: Document, records: Iterable[Record]) -> None:
        """Count in the findings of one document."""
        self._rates.append(error_rate(document, records))

    def covers(self, record: Record) -> bool:
        """Whether the finding fails nothing by itself, because a limit counts it."""
        name = class_name(record)
        return name is not None and (ALL in self.limits or name in self.limits)

    def exceeded(self) -> Iterator[tuple[str, float, float]]:
        """Each class with more than its limit: its name, how much there is, and the limit."""
        rate = together(self._rates)
        for name, limit in self.limits.items():
            count = rate.errors if name == ALL else rate.counts.get(name, 0.0)
            found = rate.per(rate.base(self.base), count)
            if found - limit > _LEAST:
                yield name, found, limit


def _limit(written: str) -> tuple[str, float]:
    name, _, number = written.rpartition("=")
    if name and name not in CLASS_NAMES:
        raise ConfigError(
            f"--max-density: 没有差错类别 {name}{suggestion(name, CLASS_NAMES)}"
            f"（有：{'；'.join(CLASS_NAMES)}）"
        )
    try:
        limit = float(number)
    except ValueError:
        limit = -1.0
    if not limit >= 0:
        raise ConfigError(f"--max-density 应为不小于零的数，或“类别=数”，不是 {written}")
    return name, limit

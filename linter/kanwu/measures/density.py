"""`--max-density`: limits on the errors in 10,000 characters, counted as for the 差错率."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from kanwu.document import Document
from kanwu.errors import ConfigError, Sentence, suggestion
from kanwu.measures.error_rate import CLASS_NAMES, ErrorRate, class_name, error_rate, together
from kanwu.record import Record

ALL = ""  # the name of all classes together
_TOLERANCE = 1e-9  # a sum of tenths comes out a little too large


class Density:
    """The limits of the command line, `N` for all classes or `class=N`, and the rates so far."""

    def __init__(self, arguments: Iterable[str], base: str) -> None:
        self.base = base
        parts = (part for argument in arguments for part in argument.split(",") if part)
        self.limits = dict(map(_limit, parts))
        self._rates: list[ErrorRate] = []

    def measure(self, document: Document, records: Iterable[Record]) -> None:
        """Count the findings of one document."""
        self._rates.append(error_rate(document, records))

    def covers(self, record: Record) -> bool:
        """Whether the finding fails the run only if a limit is exceeded."""
        name = class_name(record)
        return name is not None and (ALL in self.limits or name in self.limits)

    def exceeded(self) -> Iterator[tuple[str, float, float]]:
        """The name of each class whose limit is exceeded, with its density and the limit."""
        rate = together(self._rates)
        for name, limit in self.limits.items():
            count = rate.errors if name == ALL else rate.counts.get(name, 0.0)
            density = rate.per(rate.base(self.base), count)
            if density - limit > _TOLERANCE:
                yield name, density, limit


def _limit(argument: str) -> tuple[str, float]:
    """The name of the class and its limit."""
    name, _, number = argument.rpartition("=")
    if name and name not in CLASS_NAMES:
        raise ConfigError(
            "--max-density: 没有差错类别 {name}{hint}（有：{known}）",
            name=name,
            hint=suggestion(name, CLASS_NAMES),
            known=_listed(CLASS_NAMES),
        )
    try:
        limit = float(number)
    except ValueError:
        limit = -1.0
    if not limit >= 0:
        raise ConfigError(
            "--max-density 应为不小于零的数，或“类别=数”，不是 {argument}", argument=argument
        )
    return name, limit


def _listed(names: Iterable[str]) -> Sentence:
    """The names, parted by a mark that is in none of them."""
    first, *others = (Sentence("{name}", name=name) for name in names)
    return reduce(
        lambda front, name: Sentence("{front}；{name}", front=front, name=name), others, first
    )

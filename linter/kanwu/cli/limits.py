"""What fails a run, or is told of at its end, besides what was found: limits and idle words."""

from __future__ import annotations

from kanwu.errors import ConfigError
from kanwu.measures.density import Density
from kanwu.measures.error_rate import CAVEAT
from kanwu.reporters.totals import dense, over
from kanwu.session import files
from kanwu.session.unused import Ledger
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.cli.options import CheckOptions
    from kanwu.measures.totals import Totals
    from kanwu.session.lint_file import Checked
    from kanwu.session.workspace import Workspace


class Gates:
    """The limits of a run and its account with its configurations, counted into the totals."""

    def __init__(self, options: CheckOptions, workspace: Workspace, totals: Totals) -> None:
        self._is_whole = not (options.diff_base or options.staged)
        if options.max_density and not self._is_whole:
            raise ConfigError("--max-density 要看全文，不能与 --diff-base、--staged 同用")
        self._language = options.lang
        self._totals = totals
        self._density = Density(options.max_density, options.rate_base)
        self._ledger = Ledger(workspace, options.paths, strict=options.strict)

    def measured(
        self, checked: Iterable[Checked | files.Warned]
    ) -> Iterator[Checked | files.Warned]:
        """What was checked, measured in passing, what the baseline knows too."""
        for one in checked:
            if not isinstance(one, files.Warned) and one.document:
                self._density.measure(one.document, one.findings)
            yield one

    def enter(self, one: Checked) -> None:
        """Take in a file with the findings that are to be told of."""
        counted = [*self._ledger.enter(one), *filter(self._density.covers, one.findings)]
        self._totals.cover(dict.fromkeys(counted))

    def close(self) -> Iterator[str | files.Warned]:
        """What is to be told of when all files are in."""
        for limit, found in self._ledger.exceeded():
            self._totals.exceeded += 1
            yield over(limit, found, self._language)
        exceeded = list(self._density.exceeded())
        for name, rate, most in exceeded:
            self._totals.exceeded += 1
            yield dense(name, rate, most, self._language)
        if exceeded:
            yield CAVEAT
        is_broken = self._totals.errors > 0
        yield from self._ledger.stale(is_broken=is_broken, is_whole=self._is_whole)

"""`check --watch`: it checks files again as they change, and prints new and gone findings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Set

from kanwu.cli.check import records, results
from kanwu.cli.console import complain, style
from kanwu.cli.options import CheckOptions
from kanwu.errors import ConfigError, KanwuError
from kanwu.measures.totals import Totals
from kanwu.record import Record
from kanwu.reporters import reporter
from kanwu.reporters.totals import change_summary, summary
from kanwu.session import baseline, files
from kanwu.session.baseline import Entry
from kanwu.session.run import find
from kanwu.session.workspace import Workspace

# From the roots to the changed paths, a set for each change.
Watch = Callable[[Set[str]], Iterator[Set[str]]]


def run(options: CheckOptions) -> int:
    """Check the files, and changed files again, until interrupted; return the exit status."""
    watch(options, Workspace(options.request()), _changes())
    return 0


def watch(options: CheckOptions, workspace: Workspace, changes: Watch) -> None:
    """Check the files and their changes; begin again when a configuration changes."""
    watched = _Watched(options, workspace)
    watched.check_all()
    while True:
        for paths in changes(watched.roots()):
            if any(map(watched.is_configuration, paths)):
                watched.renew()
                break  # the roots may have changed
            watched.check(paths)
        else:
            return


class _Watched:
    """The watched files, and the findings in each at its last check."""

    def __init__(self, options: CheckOptions, workspace: Workspace) -> None:
        self._sources: set[str] = set()  # configurations, word lists, folders of rules, baselines
        self._options = options
        self._workspace = workspace
        self._folder = os.getcwd()
        self._known: dict[str, tuple[Entry, ...]] = {}  # findings by real path
        self._names: dict[str, str] = {}  # paths as the user wrote them, by real path

    def roots(self) -> set[str]:
        """The paths to watch; for a file its folder, since editors replace files."""
        paths = map(os.path.realpath, self._options.paths)
        folders = {path if os.path.isdir(path) else os.path.dirname(path) for path in paths}
        return set(filter(os.path.exists, folders | self._sources))

    def is_configuration(self, path: str) -> bool:
        """Whether the rules, or the known findings, depend on the path."""
        if os.path.basename(path) in (*files.CONFIGURATIONS, files.BASELINE):
            return True
        return any(f"{path}{os.sep}".startswith(f"{source}{os.sep}") for source in self._sources)

    def check_all(self) -> None:
        """Check every file and print all findings."""
        self._find()
        totals = Totals()
        all_records: list[Record] = []
        lines = reporter(self._options.output_format)(
            _kept(self._records(self._options, totals), all_records),
            style(self._options, sys.stdout),
        )
        for line in lines:
            print(line)
        print(*summary(totals, style(self._options, sys.stdout)), sep="\n", flush=True)
        by_path: dict[str, list[Record]] = {}
        for record in all_records:
            by_path.setdefault(os.path.realpath(record.path), []).append(record)
        self._known = {
            path: baseline.entries_of(records, self._folder) for path, records in by_path.items()
        }

    def renew(self) -> None:
        """Check every file under the new configurations, if these are valid."""
        self._workspace = Workspace(self._workspace.request)
        try:
            self.check_all()
        except KanwuError as error:
            complain(error, self._options.lang)

    def check(self, paths: Iterable[str]) -> None:
        """Check the files among the paths; print new findings and the number of gone ones."""
        earlier = self._names
        try:
            self._find()
            for path in sorted(paths):
                if path in self._names:
                    self._check_again(path)
                elif path in earlier:
                    self._print(earlier[path], [], len(self._known.pop(path, ())), 0)
        except KanwuError as error:
            complain(error, self._options.lang)

    def _check_again(self, path: str) -> None:
        name, totals = self._names[path], Totals()
        options = self._options.but(paths=(name,))
        current = list(self._records(options, totals))
        if totals.errors:
            return
        rules = self._workspace.ruleset(name).by_code
        new, _, gone = baseline.compare(current, self._known.get(path, ()), self._folder, rules)
        self._known[path] = baseline.entries_of(current, self._folder)
        self._print(name, new, len(gone), len(current))

    def _print(self, name: str, new: list[Record], gone: int, left: int) -> None:
        if new or gone:
            lines = reporter(self._options.output_format)(new, style(self._options, sys.stdout))
            summary_line = change_summary(name, len(new), gone, left, self._options.lang)
            print(*lines, summary_line, sep="\n", flush=True)

    def _records(self, options: CheckOptions, totals: Totals) -> Iterator[Record]:
        return records(results(options, self._workspace, totals))

    def _find(self) -> None:
        """Find the files, and the sources of their configurations and known findings."""
        paths = find(self._options.paths, self._workspace, self._options.force_exclude)
        self._names = {os.path.realpath(path): path for path in paths if isinstance(path, str)}
        places = {self._workspace.origin(path)[0] for path in self._names.values()}
        configs = [self._workspace.config(place) for place in places if place]
        folders = {".", *map(os.path.dirname, self._names.values())}
        baselines = (files.nearest(folder, files.BASELINE) for folder in folders)
        sources = {path for config in configs for path in config.sources}
        self._sources = {os.path.realpath(path) for path in sources.union(filter(None, baselines))}


def _kept(records: Iterable[Record], all_records: list[Record]) -> Iterator[Record]:
    """The records as they come, each appended to `all_records`."""
    for record in records:
        all_records.append(record)
        yield record


def _changes() -> Watch:
    """The watching by watchfiles."""
    try:
        from watchfiles import watch
    except ImportError as error:
        hint = "pip install 'kanwu[watch]'"
        raise ConfigError("--watch: 需要 watchfiles，可用 {hint} 安装", hint=hint) from error

    def changes(roots: Set[str]) -> Iterator[Set[str]]:
        for batch in watch(*roots, raise_interrupt=True):
            yield {os.path.realpath(path) for _, path in batch}

    return changes

"""`check --watch`: reports are checked again as they change, and only what changed is told."""

from __future__ import annotations

import os

from kanwu.cli.check import records, results
from kanwu.cli.console import complain, style
from kanwu.errors import ConfigError, KanwuError
from kanwu.measures.totals import Totals
from kanwu.reporters import MACHINE, reporter
from kanwu.reporters.totals import changed, summary
from kanwu.session import baseline
from kanwu.session.run import find
from kanwu.session.workspace import CONFIGURATIONS, Workspace
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Set

    from kanwu.cli.options import CheckOptions
    from kanwu.finding import Record
    from kanwu.session.baseline import Entry

    # Of paths: the paths that changed, whenever some did.
    Watch = Callable[[Set[str]], Iterator[Set[str]]]


def run(options: CheckOptions) -> int:
    """Check what the options name, and again what changes of it, until interrupted."""
    for name, is_given in _unfit(options).items():
        if is_given:
            raise ConfigError(f"--watch 不能与 {name} 同用")
    if options.output_format in MACHINE or options.is_standard_input:
        raise ConfigError("--watch 只能用 full 或 concise 格式，不能用于标准输入")
    watch(options, Workspace(options.request()), _changes())
    return 0


def _unfit(options: CheckOptions) -> Mapping[str, object]:
    """The options that make no sense while watching, as they were given."""
    return {
        "--fix": options.fix,
        "--fix-only": options.fix_only,
        "--diff": options.diff,
        "--annotate": options.annotate,
        "--add-allow": options.add_allow,
        "--reason": options.reason,
        "--output-file": options.output_file,
        "--statistics": options.statistics,
        "--timing": options.timing,
    }


def watch(options: CheckOptions, workspace: Workspace, changes: Watch) -> None:
    """Go on as long as changes come; where a configuration is among them, begin anew."""
    watched = _Watched(options, workspace)
    watched.check_all()
    while True:
        for paths in changes(watched.roots()):
            if any(map(watched.is_of_the_rules, paths)):
                watched.renew()
                break  # other paths may be to be watched
            watched.check(paths)
        else:
            return


class _Watched:
    """Reports, and what was found in each when it was checked last."""

    def __init__(self, options: CheckOptions, workspace: Workspace) -> None:
        self._sources: set[str] = set()  # files and folders that the rules were made from
        self._options = options
        self._workspace = workspace
        self._folder = os.getcwd()
        self._known: dict[str, tuple[Entry, ...]] = {}  # by real path
        self._names: dict[str, str] = {}  # as they are shown, by real path

    def roots(self) -> set[str]:
        """What is to be watched: of reports the folders, where one may take another's place."""
        named = map(os.path.realpath, self._options.paths)
        folders = {path if os.path.isdir(path) else os.path.dirname(path) for path in named}
        return set(filter(os.path.exists, folders | self._sources))

    def is_of_the_rules(self, path: str) -> bool:
        """Whether the path may have a say in what is found."""
        if os.path.basename(path) in CONFIGURATIONS:
            return True
        return any(f"{path}{os.sep}".startswith(f"{source}{os.sep}") for source in self._sources)

    def check_all(self) -> None:
        """Check everything, and tell of all that is found."""
        self._find()
        totals = Totals()
        every: list[Record] = []
        lines = reporter(self._options.output_format)(
            _kept(self._records(self._options, totals), every), style(self._options)
        )
        print(*lines, summary(totals, self._options.lang), sep="\n", flush=True)
        by_path: dict[str, list[Record]] = {}
        for record in every:
            by_path.setdefault(os.path.realpath(record.path), []).append(record)
        self._known = {path: baseline.made(of, self._folder) for path, of in by_path.items()}

    def renew(self) -> None:
        """Check everything under the configurations as they are now, if they hold."""
        self._workspace = Workspace(self._workspace.request)
        try:
            self.check_all()
        except KanwuError as error:
            complain(error)

    def check(self, paths: Iterable[str]) -> None:
        """Check those of the paths that are to be checked, and tell of what is other than before."""
        before = self._names
        try:
            self._find()
            for path in sorted(paths):
                if path in self._names:
                    self._check_again(path)
                elif path in before:
                    self._tell(before[path], [], len(self._known.pop(path, ())), 0)
        except KanwuError as error:
            complain(error)

    def _check_again(self, path: str) -> None:
        name, totals = self._names[path], Totals()
        only = self._options.but(paths=(name,))
        now = list(self._records(only, totals))
        if totals.errors:
            return
        rules = self._workspace.ruleset(name).by_code
        fresh, _, gone = baseline.compared(now, self._known.get(path, ()), self._folder, rules)
        self._known[path] = baseline.made(now, self._folder)
        self._tell(name, fresh, len(gone), len(now))

    def _tell(self, name: str, fresh: list[Record], gone: int, left: int) -> None:
        if fresh or gone:
            lines = reporter(self._options.output_format)(fresh, style(self._options))
            line = changed(name, len(fresh), gone, left, self._options.lang)
            print(*lines, line, sep="\n", flush=True)

    def _records(self, options: CheckOptions, totals: Totals) -> Iterator[Record]:
        return records(results(options, self._workspace, totals))

    def _find(self) -> None:
        """Look for what there is to be checked, and by which configurations."""
        every = find(self._options.paths, self._workspace, self._options.force_exclude)
        self._names = {os.path.realpath(path): path for path in every if isinstance(path, str)}
        places = {self._workspace.origin(path)[0] for path in self._names.values()}
        configs = [self._workspace.config(place) for place in places if place]
        self._sources = {os.path.realpath(path) for of in configs for path in of.sources}


def _kept(records: Iterable[Record], every: list[Record]) -> Iterator[Record]:
    """The records as they come; all of them are kept in `every` too."""
    for record in records:
        every.append(record)
        yield record


def _changes() -> Watch:
    """Changes as watchfiles tells of them."""
    try:
        from watchfiles import watch
    except ImportError as missing:
        hint = "pip install 'kanwu[watch]'"
        raise ConfigError(f"--watch: 需要 watchfiles，可用 {hint} 安装") from missing

    def changes(roots: Set[str]) -> Iterator[Set[str]]:
        for batch in watch(*roots, raise_interrupt=True):
            yield {os.path.realpath(path) for _, path in batch}

    return changes

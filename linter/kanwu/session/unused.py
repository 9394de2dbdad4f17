"""The stage that finds words of configurations that a run did not need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import or_
from os.path import abspath, dirname, isdir, join

from kanwu.config.unused import Ignore
from kanwu.engine.ruleset import Ruleset
from kanwu.engine.suppress.by_entry import Permit, unused
from kanwu.session import files
from kanwu.session.limits import CountedLimits
from kanwu.session.lint_file import FileResult
from kanwu.session.stages import Stage
from kanwu.session.workspace import Workspace


class UnusedWords(Stage):
    """The stage that lets every result pass, and remembers the words that it needed.

    `paths` are the files and folders of the run; in a strict run the ignored rules are tried.
    """

    def __init__(
        self, workspace: Workspace, paths: Iterable[str], limits: CountedLimits, *, strict: bool
    ) -> None:
        self._workspace = workspace
        self._paths = [join(abspath(path), "") for path in paths if isdir(path)]
        self._limits = limits
        self._is_strict = strict
        self._is_broken = False  # some file was not checked, or not to its end
        self._rulesets: set[Ruleset] = set()  # whose permits are known
        self._permits: dict[Permit, bool] = {}  # whether it suppressed something
        self._checked: list[str] = []
        self._matched: dict[str, list[bool]] = {}  # by configuration, which entries did
        self._needed: set[Ignore] = set()
        self._ignored: dict[tuple[str, tuple[bool, ...]], Ruleset] = {}

    def __call__(self, result: FileResult) -> FileResult:
        if result.errors:
            self._is_broken = True
        else:
            self._checked.append(result.path)
            self._see_permits(result)
            self._see_ignores(result)
        return result

    def close(self) -> Iterator[files.Warned]:
        """Lines on the words that could be taken out of the configurations, or lowered.

        Where some file could not be checked, only entries for a file that was are known.
        """
        if self._workspace.request.selection.narrows:
            return
        folders = [] if self._is_broken else list(filter(self._holds, self._folders()))
        idle = (permit for permit, is_used in self._permits.items() if not is_used)
        for line in unused(idle, self._checked, folders):
            yield files.Warned(line, stale=True)
        for ignore in self._idle_ignores() if folders else ():
            if dirname(ignore.place) in folders:
                yield files.Warned(str(ignore), stale=True)
        for limit, warned in self._limits.too_high():
            if dirname(limit.place) in folders:
                yield warned

    def _see_permits(self, result: FileResult) -> None:
        rules = self._workspace.ruleset(result.path)
        if rules not in self._rulesets:
            self._rulesets.add(rules)
            for permit in rules.permits:
                self._permits.setdefault(permit, False)
        for number in result.used:
            self._permits[rules.permits[number]] = True

    def _see_ignores(self, result: FileResult) -> None:
        place, matching = self._workspace.origin(result.path)
        if not matching:
            return
        before = self._matched.get(place, [False] * len(matching))
        self._matched[place] = list(map(or_, before, matching))
        if not (self._is_strict and any(matching) and result.document):
            return
        from kanwu.config.unused import ignored, ignores, needed

        of, key = self._workspace.config(result.path), (place, tuple(matching))
        if key not in self._ignored:
            self._ignored[key] = ignored(of, result.path, self._workspace.catalogue(of))
        entries = [ignore for number, ignore in ignores(of) if matching[number]]
        self._needed |= set(needed(result.document(), self._ignored[key], entries))

    def _idle_ignores(self) -> Iterator[Ignore]:
        """Ignored rules that would find nothing; unless strict, only where no file is ignored."""
        every: dict[Ignore, bool] = {}
        for place, matched in self._matched.items():
            if all(matched) and not self._is_strict:
                continue
            from kanwu.config.unused import ignores

            for number, ignore in ignores(self._workspace.config(place)):
                is_needed = ignore in self._needed if self._is_strict else matched[number]
                every[ignore] = every.get(ignore, False) or is_needed
        return (ignore for ignore, is_needed in every.items() if not is_needed)

    def _folders(self) -> set[str]:
        """The folders of the configurations that words were taken from."""
        places = {permit.place for permit in self._permits}
        places |= {limit.place for limit in self._limits.limits} | self._matched.keys()
        return {dirname(place) for place in places if place}

    def _holds(self, folder: str) -> bool:
        """Whether all files of the folder were to be checked."""
        return any(join(folder, "").startswith(path) for path in self._paths)

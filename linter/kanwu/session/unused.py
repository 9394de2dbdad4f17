"""The stage that finds settings without use in a run."""

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
    """The stage that passes every result on, and remembers the settings that it used.

    `paths` are the files and folders of the run. A strict run tries the ignored rules.
    """

    def __init__(
        self, workspace: Workspace, paths: Iterable[str], limits: CountedLimits, *, strict: bool
    ) -> None:
        self._workspace = workspace
        self._paths = [join(abspath(path), "") for path in paths if isdir(path)]
        self._limits = limits
        self._is_strict = strict
        self._is_broken = False  # checking some file failed or did not finish
        self._rulesets: set[Ruleset] = set()  # with known permits
        self._permits: dict[Permit, bool] = {}  # whether it suppressed a finding
        self._checked: list[str] = []
        self._matched: dict[str, list[bool]] = {}  # by configuration: matched entries
        self._needed: set[Ignore] = set()
        self._ignored: dict[tuple[str, tuple[bool, ...]], Ruleset] = {}

    def __call__(self, result: FileResult) -> FileResult:
        if result.errors:
            self._is_broken = True
        else:
            self._checked.append(result.path)
            self._note_permits(result)
            self._note_ignores(result)
        return result

    def close(self) -> Iterator[files.Warned]:
        """Warnings of settings that could be removed from the configurations, or lowered.

        If checking some file failed, only entries for a single checked file are judged.
        """
        if self._workspace.request.selection.narrows:
            return
        folders = [] if self._is_broken else list(filter(self._holds, self._folders()))
        idle = (permit for permit, is_used in self._permits.items() if not is_used)
        for words in unused(idle, self._checked, folders):
            yield files.Warned(words, stale=True)
        for ignore in self._idle_ignores() if folders else ():
            if dirname(ignore.place) in folders:
                yield files.Warned(ignore.unused(), stale=True)
        for limit, warned in self._limits.too_high():
            if dirname(limit.place) in folders:
                yield warned

    def _note_permits(self, result: FileResult) -> None:
        rules = self._workspace.ruleset(result.path)
        if rules not in self._rulesets:
            self._rulesets.add(rules)
            for permit in rules.permits:
                self._permits.setdefault(permit, False)
        for number in result.used:
            self._permits[rules.permits[number]] = True

    def _note_ignores(self, result: FileResult) -> None:
        place, matching = self._workspace.origin(result.path)
        if not matching:
            return
        before = self._matched.get(place, [False] * len(matching))
        self._matched[place] = list(map(or_, before, matching))
        if not (self._is_strict and any(matching) and result.document):
            return
        from kanwu.config.unused import ignored, ignores, needed

        config, key = self._workspace.config(result.path), (place, tuple(matching))
        if key not in self._ignored:
            self._ignored[key] = ignored(config, result.path, self._workspace.catalogue(config))
        entries = [ignore for number, ignore in ignores(config) if matching[number]]
        self._needed |= set(needed(result.document(), self._ignored[key], entries))

    def _idle_ignores(self) -> Iterator[Ignore]:
        """Ignored rules without findings; unless strict, ignored rules of entries without files."""
        needed: dict[Ignore, bool] = {}
        for place, matched in self._matched.items():
            if all(matched) and not self._is_strict:
                continue
            from kanwu.config.unused import ignores

            for number, ignore in ignores(self._workspace.config(place)):
                is_needed = ignore in self._needed if self._is_strict else matched[number]
                needed[ignore] = needed.get(ignore, False) or is_needed
        return (ignore for ignore, is_needed in needed.items() if not is_needed)

    def _folders(self) -> set[str]:
        """The folders of the configurations in use."""
        places = {permit.place for permit in self._permits}
        places |= {limit.place for limit in self._limits.limits} | self._matched.keys()
        return {dirname(place) for place in places if place}

    def _holds(self, folder: str) -> bool:
        """Whether the run covers the whole folder."""
        return any(join(folder, "").startswith(path) for path in self._paths)

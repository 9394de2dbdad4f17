"""A run's account with its configurations: limits kept, and words that nothing needed."""

from __future__ import annotations

from operator import or_
from os.path import abspath, dirname, isdir, join

from kanwu.config.limit import Limit
from kanwu.engine.suppress.by_entry import unused
from kanwu.rule import matches
from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.config.unused import Ignore
    from kanwu.engine.ruleset import Ruleset
    from kanwu.engine.suppress.by_entry import Allowance
    from kanwu.finding import Finding
    from kanwu.session.lint_file import Checked
    from kanwu.session.workspace import Workspace


class Ledger:
    """What was found under each limit, and which words of the configurations did something.

    `paths` are what was to be checked; strict, what is ignored for some files is looked into.
    """

    def __init__(self, workspace: Workspace, paths: Iterable[str], *, strict: bool) -> None:
        self._workspace = workspace
        self._paths = [join(abspath(path), "") for path in paths if isdir(path)]
        self._is_strict = strict
        self._found: dict[Limit, int] = {}
        self._rulesets: set[Ruleset] = set()  # whose allowances are known
        self._allowances: dict[Allowance, bool] = {}  # whether it let something stand
        self._checked: list[str] = []
        self._matched: dict[str, list[bool]] = {}  # by configuration, which entries did
        self._needed: set[Ignore] = set()
        self._ignored: dict[tuple[str, tuple[bool, ...]], Ruleset] = {}

    def enter(self, one: Checked) -> list[Finding]:
        """Take in a file with the findings that are to be told of.

        Those that a limit counts, and that therefore fail nothing by themselves.
        """
        if not one.errors:
            self._checked.append(one.path)
            self._see_allowances(one)
            self._see_ignores(one)
        limits = [Limit(*limit) for limit in self._workspace.limits(one.path)]
        counted: list[Finding] = []
        for limit in limits:
            under = [each for each in one.findings if matches(limit.selector, each.rule)]
            self._found[limit] = self._found.get(limit, 0) + len(under)
            counted += under
        return counted

    def exceeded(self) -> Iterator[tuple[Limit, int]]:
        """The limits that were not kept, with how many findings there are."""
        return ((limit, found) for limit, found in self._found.items() if found > limit.most)

    def stale(self, *, is_broken: bool, is_whole: bool) -> Iterator[files.Warned]:
        """What could be taken out of the configurations, or lowered.

        `is_broken`, some file could not be checked, and only of entries for one that was is
        anything known; not `is_whole`, findings were left out, and of limits nothing is known.
        """
        if self._workspace.request.narrows:
            return
        folders = [] if is_broken else list(filter(self._holds, self._folders()))
        idle = (allowance for allowance, used in self._allowances.items() if not used)
        for line in unused(idle, self._checked, folders):
            yield files.Warned(line, stale=True)
        for ignore in self._idle_ignores() if folders else ():
            if dirname(ignore.place) in folders:
                yield files.Warned(str(ignore), stale=True)
        for limit, found in self._found.items() if is_whole else ():
            if found < limit.most and dirname(limit.place) in folders:
                cause = f"{limit.selector} 只有 {found} 处，max 可由 {limit.most} 降到 {found}"
                yield files.Warned(f"{limit.place}: {cause}", stale=True)

    def _see_allowances(self, one: Checked) -> None:
        rules = self._workspace.ruleset(one.path)
        if rules not in self._rulesets:
            self._rulesets.add(rules)
            for allowance in rules.allowances:
                self._allowances.setdefault(allowance, False)
        for number in one.allowed.used if one.allowed else ():
            self._allowances[rules.allowances[number]] = True

    def _see_ignores(self, one: Checked) -> None:
        place, matching = self._workspace.origin(one.path)
        if not matching:
            return
        before = self._matched.get(place, [False] * len(matching))
        self._matched[place] = list(map(or_, before, matching))
        if not (self._is_strict and any(matching) and one.document):
            return
        from kanwu.config.unused import ignored, ignores, needed

        of, key = self._workspace.config(one.path), (place, tuple(matching))
        if key not in self._ignored:
            self._ignored[key] = ignored(of, one.path, self._workspace.catalogue(of))
        entries = [ignore for number, ignore in ignores(of) if matching[number]]
        self._needed |= set(needed(one.document, self._ignored[key], entries))

    def _idle_ignores(self) -> Iterator[Ignore]:
        """What is ignored in vain; unless strict, only where no file is that it could be for."""
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
        """The folders of all that words were taken from."""
        places = {allowance.place for allowance in self._allowances}
        places |= {limit.place for limit in self._found} | self._matched.keys()
        return {dirname(place) for place in places if place}

    def _holds(self, folder: str) -> bool:
        """Whether all that the folder holds was to be checked."""
        return any(join(folder, "").startswith(path) for path in self._paths)

"""Known findings: the stage that takes them out, by the baseline of each file.

The baseline of a file is the nearest one upwards of it, as with configurations; if there is none,
the nearest one upwards of the current folder.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from os.path import abspath, dirname, isfile, join, lexists, relpath

from kanwu.errors import Sentence
from kanwu.session import baseline, files
from kanwu.session.baseline import Entry
from kanwu.session.files.replace import write_bytes
from kanwu.session.lint_file import FileResult
from kanwu.session.stages import Stage
from kanwu.session.workspace import Workspace


class Baseline:
    """A baseline file, perhaps a new one, and what a run says of its entries."""

    def __init__(self, path: str) -> None:
        self.path = relpath(path)
        self.folder = dirname(path)
        text = files.read_text(self.path) if isfile(path) else baseline.to_text(())
        self.entries = baseline.parse(text, self.path)
        self.stale: list[Entry] = []
        self.added: list[Entry] = []
        self._by_path = baseline.by_path(self.entries)
        self._seen: set[str] = set()

    def fresh(self, result: FileResult, on: Container[str]) -> FileResult:
        """The result without known findings; note stale entries, if the file was checked in full."""
        comparison = baseline.compare(result.records, self._of(result), self.folder, on)
        if not result.errors:  # after an error, a finding may be missing and still be there
            self.stale += comparison.stale
        return result._replace(records=comparison.fresh)

    def renew(self, result: FileResult, on: Container[str]) -> None:
        """Put the findings of a file in place of its entries of the rules that are on."""
        entries = self._of(result)
        if not result.errors:
            self.stale += (entry for entry in entries if entry.code in on)
            self.added += baseline.entries_of(result.records, self.folder)

    def gone(self, folders: Iterable[str]) -> list[Entry]:
        """The entries of files that are gone from the folders."""
        tops = tuple(join(abspath(folder), "") for folder in folders)
        paths = (path for path in self._by_path if path not in self._seen)
        return [
            entry
            for path in paths
            if (place := os.path.normpath(join(self.folder, path))).startswith(tops)
            and not lexists(place)
            for entry in self._by_path[path]
        ]

    def left(self) -> list[Entry]:
        """The entries without stale ones, and with added ones."""
        return sorted({*self.entries}.difference(self.stale).union(self.added))

    def write(self) -> None:
        """Write the entries that are left."""
        write_bytes(self.path, baseline.to_text(self.left()).encode())

    def _of(self, result: FileResult) -> list[Entry]:
        path = baseline.within(result.path, self.folder)
        self._seen.add(path)
        return self._by_path.get(path, [])


class Baselines:
    """The baselines of files, each read once."""

    def __init__(self) -> None:
        self.used: dict[str, Baseline] = {}
        self._places: dict[str, str] = {}  # of the baseline upwards of each folder; "" for none
        self._own = files.nearest(".", files.BASELINE)

    def of(self, path: str) -> Baseline | None:
        """The baseline of a file; None without any."""
        folder = abspath(dirname(path))
        if folder not in self._places:
            self._places[folder] = files.nearest(folder, files.BASELINE)
        return self._at(self._places[folder] or self._own)

    def own(self) -> Baseline | None:
        """The baseline of the current folder."""
        return self._at(self._own)

    def new(self) -> Baseline:
        """A new baseline in the current folder."""
        self._own = abspath(files.BASELINE)
        return self.used.setdefault(self._own, Baseline(self._own))

    def _at(self, place: str) -> Baseline | None:
        if place and place not in self.used:
            self.used[place] = Baseline(place)
        return self.used.get(place)


class KnownFindings(Stage):
    """The stage that takes out known findings."""

    def __init__(self, workspace: Workspace) -> None:
        self.baselines = Baselines()
        self.baselines.own()  # an error in it is told before any file is checked
        self._workspace = workspace

    def __call__(self, result: FileResult) -> FileResult:
        known = self.baselines.of(result.path)
        if not known:
            return result
        return known.fresh(result, self._workspace.ruleset(result.path).by_code)

    def close(self) -> Iterator[files.Warned]:
        # Entries of deleted files are stale too.
        for known in self.baselines.used.values():
            known.stale += known.gone([os.sep])
        if count := sum(len(known.stale) for known in self.baselines.used.values()):
            words = "基线有 {count} 条已经不再出现，可用 kanwu baseline --prune 删去"
            yield files.Warned(Sentence(words, count=count), stale=True)

"""Reports mended: fixes made in the text of a file, and the file written as it was otherwise."""

from __future__ import annotations

import os
from time import gmtime, strftime

from kanwu.engine.fix import fix
from kanwu.errors import InputError, KanwuError
from kanwu.readers import open_report
from kanwu.session import files
from kanwu.session.files.replace import is_shared, leads_out, replace
from kanwu.session.lint_file import Checked
from kanwu.session.run import found
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.session.workspace import Workspace


class Mended(NamedTuple):
    """What became of one file: what is left in it, the fixes made by code, and its text twice."""

    checked: Checked
    made: list[str]
    before: str
    after: str
    data: bytes  # as it is to be written


def mend(
    paths: Iterable[str],
    workspace: Workspace,
    *,
    unsafe: bool,
    write: bool,
    force_exclude: bool,
    most: str | None = None,
    tracked: bool = False,
) -> Iterator[Mended | files.Warned]:
    """Every report that the paths name or hold, with its fixes made; written if `write`."""
    paths = list(paths)
    named = set(map(os.path.normpath, paths))
    for one in found(paths, workspace, force_exclude, most):
        if not isinstance(one, str):
            yield _unread(one) if isinstance(one, Checked) else one
            continue
        try:
            old = files.read_bytes(one)
        except InputError as error:
            yield _unread(Checked(one, [], [InputError(f"{one}: {error}")]))
            continue
        mended = mended_bytes(one, old, workspace, unsafe=unsafe, tracked=tracked)
        if write and mended.made:
            if os.path.normpath(one) not in named and leads_out(one, paths):
                yield _unwritten(mended, f"{one}: 是指向文件夹之外的链接，没有修改")
                continue
            if is_shared(one):
                yield files.Warned(f"{one}: 有别的硬链接，那边仍是改动前的内容")
            try:
                replace(one, old, mended.data)
            except InputError as error:
                mended = _unwritten(mended, f"{one}: {error}")
        yield mended


def mended_bytes(
    path: str, data: bytes, workspace: Workspace, *, unsafe: bool, tracked: bool = False
) -> Mended:
    """A report given as bytes, with its fixes made; left as it is where that would harm it.

    With `tracked`, a Word file shows them as tracked changes.
    """
    try:
        opened = open_report(path, data, workspace.request.encoding)
        if tracked:
            opened = opened.tracking(strftime("%Y-%m-%dT%H:%M:%SZ", gmtime()))
    except InputError as error:
        return _unread(Checked(path, [], [InputError(f"{path}: {error}")]), data)
    before, rules = opened.document.text, workspace.ruleset(path)
    after, linted, made, settled = fix(opened, rules, unsafe=unsafe)
    errors = linted.failures
    if not settled:
        errors = [*errors, KanwuError(f"{path}: 几条规则的改法互相抵触，改了几轮后停下")]
    checked = Checked(path, linted.findings, errors, linted.allowed, after.document)
    if not made:
        return Mended(checked, made, before, before, data)
    try:
        if opened.data() != data:
            raise InputError("编码不能原样写回")
        return Mended(checked, made, before, after.document.text, after.data())
    except InputError as error:
        original = Checked(path, *rules.lint(opened.document), opened.document)
        return _unwritten(Mended(original, [], before, before, data), f"{path}: {error}，没有修改")


def _unread(checked: Checked, data: bytes = b"") -> Mended:
    return Mended(checked, [], "", "", data)


def _unwritten(mended: Mended, cause: str) -> Mended:
    errors = [*mended.checked.errors, InputError(cause)]
    return mended._replace(checked=mended.checked._replace(errors=errors), made=[])

"""The shipped rules, compiled when the package was built, or compiled now."""

from __future__ import annotations

import os

from kanwu import __version__
from kanwu.catalogue.packed import Packed, digest, packed, unpacked
from kanwu.catalogue.stored import Catalogue, catalogue_of, restored, stored
from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.rule import Rule

SHIPPED = os.path.join(files.PACKAGE, "catalogue.kanwu")


def identity() -> str:
    """A name that changes with the shipped rules and the program.

    It holds the version of an installed package, or the times and sizes of a checkout's files.
    """
    return installed_identity() if files.is_installed() else _checkout_identity()


def installed_identity() -> str:
    return f"catalogue {__version__}"


def _checkout_identity() -> str:
    stamps = repr((files.stamp(files.builtin_rules()), files.stamp(files.PACKAGE)))
    return f"catalogue {__version__} {digest(stamps.encode()).hex()}"


def shipped(holds_for: str, *, keep: bool) -> Catalogue:
    """The shipped rules with their plan; if `keep`, rules compiled now are kept for the next run."""
    name = f"catalogue-{digest(files.PACKAGE.encode()).hex()}"
    for opened, on_torn in (
        (files.open_file(SHIPPED), None),
        (files.open_cached(name), lambda: files.forget_cached(name)),
    ):
        if (values := unpacked(opened.read, holds_for, on_torn)) is not None:
            return restored(*values)
    catalogue = catalogue_of(read())
    if keep:
        files.write_cached(name, _bytes(catalogue, holds_for))
    return catalogue


def read() -> list[Rule]:
    """The shipped rules from their files."""
    from kanwu.catalogue.load import load

    return load([("rules", files.read_rules(files.builtin_rules()))])


def compiled(*, is_installed: bool) -> bytes:
    """The bytes for a wheel, or for a checkout; equal rules give equal bytes on every Python."""
    holds_for = installed_identity() if is_installed else _checkout_identity()
    return _bytes(catalogue_of(read()), holds_for)


def _bytes(catalogue: Catalogue, holds_for: str) -> bytes:
    parts = Packed()
    return packed(stored(catalogue, parts), parts, holds_for)

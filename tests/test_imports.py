"""Every module can be imported by itself: what only type checkers see is needed at no run."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import kanwu

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(kanwu.__path__, "kanwu.")
    if module.name != "kanwu.__main__"
)


@pytest.mark.parametrize("name", MODULES)
def test_module_is_imported(name: str) -> None:
    assert importlib.import_module(name).__doc__

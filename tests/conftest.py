"""What all tests share: a cache of their own, and no haste, since the machine may be busy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("kanwu", deadline=None)
settings.load_profile("kanwu")


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KANWU_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield

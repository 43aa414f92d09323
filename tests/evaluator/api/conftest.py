from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluator.api.script import Script
from tests.evaluator.test_sealed import known, staged

# The stage of the crawl too, for tests that ask the whole API.
__all__ = ["known", "script", "staged"]


@pytest.fixture
def script(people) -> Callable[[str], Script]:
    """Return somebody of the cast who talks with the API."""
    return lambda name: Script(people[name])

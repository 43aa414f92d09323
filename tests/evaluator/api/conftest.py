from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluator.api.script import Script


@pytest.fixture
def script(people) -> Callable[[str], Script]:
    """Return somebody of the cast who talks with the API."""
    return lambda name: Script(people[name])

from __future__ import annotations

import pytest

from tests.conftest import PASSWORD
from workspace.models import User
from workspace.services.accounts import create_account


@pytest.fixture
def person(db) -> User:
    """Somebody with an account and no team."""
    return create_account(email="person@example.org", password=PASSWORD, name="Petra")

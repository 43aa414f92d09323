"""The score sheet of the evaluator: downloaded, and what would come back."""

import pytest

from evaluator.services.offline import make_score_sheet, read_returned


@pytest.fixture
def me(scoring, part_of):
    """The evaluator's part, read anew each time."""
    return lambda: part_of(scoring, "evaluator")


@pytest.fixture
def sheet(me, now):
    """Download the evaluator's sheet as it is now."""
    return lambda: make_score_sheet(me(), now=now)[1]


@pytest.fixture
def look(me, now):
    """Look at what a file would change."""
    return lambda file: read_returned(me(), file, today=now.date())

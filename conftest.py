"""Options and profiles of every run, wherever it starts (pytest reads them here)."""

from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: the machine is shared. No database: a run leaves nothing behind.
settings.register_profile("suite", max_examples=40, deadline=None, database=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cases",
        type=Path,
        metavar="DIR",
        default=Path(__file__).parent / "tests" / "reference" / "cases",
        help="folder of reference cases (default: the project's own)",
    )

"""Options and profiles of every run, wherever it starts (pytest reads them here)."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from config import needs

# No deadline: the machine is shared. No database: a run leaves nothing behind.
settings.register_profile(
    "search", max_examples=400, deadline=None, database=None, print_blob=True
)
# The same examples in each run: what fails is the change, and not chance.
settings.register_profile(
    "suite", settings.get_profile("search"), max_examples=40, derandomize=True
)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cases",
        type=Path,
        metavar="DIR",
        default=Path(__file__).parent / "tests" / "reference" / "cases",
        help="folder of reference cases (default: the project's own)",
    )


# What a marked test needs. Absent, the test is skipped with the sentence that
# config/needs.py has for it; REQUIRE=all, or a list of markers, makes it fail instead.
NEEDS = {
    "browser": "chromium",
    "libreoffice": "libreoffice",
    "postgresql": "postgresql",
    "redis": "redis",
    "rabbitmq": "rabbitmq",
}


def lacking() -> dict[str, str]:
    """Return the sentence about what is missing, by marker."""
    found = {marker: needs.missing(need) for marker, need in NEEDS.items()}
    return {marker: sentence for marker, sentence in found.items() if sentence}


def pytest_configure(config: pytest.Config) -> None:
    required = set(os.environ.get("REQUIRE", "").replace(",", " ").split())
    for marker, sentence in lacking().items():
        if required & {"all", marker}:
            raise pytest.UsageError(f"REQUIRE asks for it, but {sentence}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marker, sentence in lacking().items():
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=sentence))


def pytest_collection_finish() -> None:
    """Keep what was imported and collected out of every later garbage collection."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in a plain line what was left out, and what it would need."""
    for marker, sentence in lacking().items():
        terminalreporter.write_line(f"Left out what needs {marker}: {sentence}")

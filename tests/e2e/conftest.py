"""What every test in the browser gets: the server, Chromium, and visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.server import Server, Visitor, running_chromium, running_server


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def logged_in(browser: Browser, server: Server) -> dict[str, Any]:
    """The cookies of everybody who has logged in so far."""
    return {}


@pytest.fixture
def visitor(
    browser: Browser, server: Server, logged_in: dict[str, Any]
) -> Iterator[Visitor]:
    visitor = Visitor(browser, server, logged_in)
    yield visitor
    visitor.close()


@pytest.fixture
def open_page(visitor: Visitor) -> Callable[..., Page]:
    """`open_page("emma", language="fa", theme="dark")` gives her an empty page."""
    return visitor.page

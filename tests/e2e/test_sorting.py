"""Dragging a criterion, in both directions of writing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Server

pytestmark = pytest.mark.browser

NAMES = "li.is-category:first-child > ul > li .tree-name > a:first-child"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_criterion_is_dragged_to_the_first_place_and_stays_there(
    open_page: Callable[..., Page], server: Server, language: str
):
    page = open_page("emma", language=language)
    page.goto(f"/evaluations/{server.ids['setup']}/requirements/")
    names = page.locator(NAMES)
    third = names.nth(2).text_content()
    handles = page.locator("li.is-category:first-child > ul [data-sort-handle]")

    with page.expect_response(lambda answer: "vendor/sortable" in answer.url):
        handles.nth(2).hover()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        handles.nth(2).drag_to(handles.nth(0))

    expect(names.nth(0)).to_have_text(third or "")
    page.reload()
    expect(names.nth(0)).to_have_text(third or "")

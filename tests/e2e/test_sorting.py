"""Dragging a criterion and a bar of the Gantt, in both directions of writing."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize(("language", "toward"), [("en", 1), ("fa", -1)])
def test_a_bar_is_dragged_to_another_day_and_asks_before_it_is_saved(
    open_page: Callable[..., Page], server: Server, language: str, toward: int
):
    page = open_page("emma", language=language)
    page.goto(f"/plans/{server.ids['plan']}/gantt/")
    scale = float(page.locator("gantt-scroll").get_attribute("data-scale") or 0)
    bar = page.locator("gantt-scroll .bar-open").last
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3 * scale * toward, y, steps=4)
    expect(page.locator(".moved")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".moved")).to_have_count(0)
    page.mouse.up()
    expect(page).to_have_url(re.compile("/gantt/$"))

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3 * scale * toward, y, steps=4)
    page.mouse.up()

    expect(page).to_have_url(re.compile(r"\?not_before=\d{4}-\d\d-\d\d$"))
    expect(
        page.locator("main form button[name=confirm], main form .primary").first
    ).to_be_visible()

"""What a person types into the checklist, in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Server

pytestmark = pytest.mark.browser


def test_what_was_added_is_not_offered_again(
    open_page: Callable[..., Page], server: Server
):
    page = open_page("emma")
    task = server.ids["task"]
    page.goto(f"/tasks/{task}/#task-{task}")

    for box, button, shown in (
        (f"#step-new-{task}", f"#step-add-{task}", ".task-step-text"),
        (f"#say-{task}", f"#say-send-{task}", ".comments"),
        ("#add-title", "#add-button", ".task-title"),
    ):
        page.fill(box, f"Added in {box}")
        page.locator(button).click()

        expect(page.locator(shown, has_text=f"Added in {box}")).to_be_visible()
        expect(page.locator(box)).to_have_value("")


def test_who_closes_a_task_by_keyboard_stays_at_it(
    open_page: Callable[..., Page], server: Server
):
    page = open_page("emma")
    task = server.ids["task"]
    page.goto(f"/plans/{server.ids['plan']}/checklist/")
    page.locator(f"#task-{task} .task-title").press("Enter")

    page.locator(f"#close-{task}").press("Enter")

    expect(page.locator(f"#close-{task}")).to_have_count(0)
    expect(page.locator(f"#tick-{task}")).to_be_focused()


def test_a_refused_task_stays_to_be_mended(
    open_page: Callable[..., Page], server: Server
):
    page = open_page("emma")
    page.goto(f"/plans/{server.ids['plan']}/checklist/")
    box = page.locator("#add-title")
    box.evaluate("box => box.maxLength = 300")

    box.fill("Too long " * 30)
    page.locator("#add-button").click()

    expect(page.locator(".task-add .error")).to_be_visible()
    expect(box).not_to_have_value("")

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


def test_who_changes_a_comment_or_moves_a_step_by_keyboard_stays_at_it(
    open_page: Callable[..., Page], server: Server
):
    page = open_page("emma")
    task = server.ids["task"]
    page.goto(f"/tasks/{task}/#task-{task}")
    page.fill(f"#step-new-{task}", "First one\nSecond one")
    page.locator(f"#step-add-{task}").press("Enter")
    page.fill(f"#say-{task}", "Said so")
    page.locator(f"#say-send-{task}").press("Enter")
    step = page.locator(".task-step", has_text="Second one")
    comment = page.locator(".comment", has_text="Said so")

    step.locator("summary").press("Enter")
    step.get_by_role("button", name="Move up").press("Enter")
    expect(step.get_by_role("checkbox")).to_be_focused()
    comment.get_by_role("link", name="Change").press("Enter")
    page.get_by_role("link", name="Cancel").press("Enter")
    expect(comment.get_by_role("link", name="Change")).to_be_focused()
    comment.get_by_role("button", name="Remove").press("Enter")
    page.locator("#comment-back").press("Enter")

    expect(comment.get_by_role("link", name="Change")).to_be_focused()


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

"""The box of a day: what was typed, and its calendar, stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("no_day", ["2027-02-31", "2027-13-40"])
def test_a_day_that_is_none_is_shown_as_typed_and_corrected(
    open_page: Callable[..., Page], no_day: str
):
    page = open_page("emma")
    page.goto("/plans/new/")
    wished = page.locator("#id_go_live_on")
    for name in ("title", "source_name", "target_name"):
        page.fill(f"[name={name}]", f"Our {name}")
    make = page.get_by_role("button", name="Make the plan", exact=True)

    wished.fill(no_day)
    make.click()
    expect(page.locator(".error")).to_be_visible()
    expect(wished).to_have_value(no_day)
    wished.fill("03/04/2027")  # April or March
    make.click()
    expect(page.locator(".error")).to_contain_text("in two ways")
    wished.fill("14.04.2027")
    make.click()

    expect(page.locator("main")).to_contain_text("14 Apr 2027")


def test_a_day_keeps_its_calendar_and_what_is_typed_when_the_list_is_redrawn(
    open_page: Callable[..., Page], server: Server
):
    page = open_page("emma", language="fa")
    page.goto(f"/tasks/{server.ids['task']}/#task-{server.ids['task']}")
    form = page.locator("form.task-form")
    day = form.locator("date-field input[type=text]")

    form.evaluate("form => form.closest('details').open = true")
    day.fill("1405/9/9")
    day.press("Tab")
    page.fill(f"#step-new-{server.ids['task']}", "Another")
    page.locator(f"#step-add-{server.ids['task']}").click()
    expect(page.locator(".task-step-text", has_text="Another")).to_be_visible()
    expect(form.locator("[name=due_on]")).to_have_value("2026-11-30")
    expect(day).to_be_visible()  # what was opened stays open

    form.locator("[name=version]").evaluate("box => box.value = 99")
    form.locator("button.primary").click()

    expect(form.locator(".callout").first).to_be_visible()
    expect(day).to_have_value("۱۴۰۵/۰۹/۰۹")
    expect(form.locator("date-field button")).to_be_visible()

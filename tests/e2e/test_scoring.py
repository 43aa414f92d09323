"""Scoring by keyboard, by thumb, over a slow line and without scripts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.server import Server

pytestmark = pytest.mark.browser

SCORER = "reza"
SAVES = re.compile(r"/scores/\d+/\d+/save/$")
TOTALS = "[...document.querySelectorAll('#score-totals td')].map(c => c.textContent)"
IN_HAND = "document.activeElement.getAttribute('aria-label')"

OpenPage = Callable[..., Page]


@pytest.fixture
def open_grid(open_page: OpenPage, server: Server) -> OpenPage:
    def open_it(person: str = SCORER, **look: str) -> Page:
        page = open_page(person, **look)
        page.goto(f"/evaluations/{server.ids['scoring']}/scores/?view=grid")
        return page

    return open_it


def inputs(page: Page) -> Locator:
    return page.locator("input.score")


def enter(page: Page, keys: str) -> None:
    """Press the keys one after the other, and wait until all is saved."""
    with page.expect_response(SAVES):
        for key in keys:
            page.keyboard.press(key)
    settle(page)


def settle(page: Page) -> None:
    expect(page.locator(".htmx-request")).to_have_count(0)


def column_of(page: Page, count: int) -> list[str]:
    """Return the first entries of the first column."""
    rows = page.locator("tr[data-criterion]")
    return [
        rows.nth(row).locator("input.score").first.input_value() for row in range(count)
    ]


def test_digits_save_and_step_down(open_grid: OpenPage):
    page = open_grid()
    inputs(page).first.focus()

    enter(page, "34a")
    page.keyboard.press("x")
    settle(page)

    assert column_of(page, 4) == ["3", "4", "abstained", "not shown"]
    totals = page.evaluate(TOTALS)
    page.reload()
    assert column_of(page, 4) == ["3", "4", "abstained", "not shown"]
    assert page.evaluate(TOTALS) == totals


def test_what_is_no_score_is_not_taken(open_grid: OpenPage):
    page = open_grid()
    inputs(page).first.focus()
    before = inputs(page).first.input_value()

    for key in ("9", "z", "-"):
        page.keyboard.press(key)

    assert inputs(page).first.input_value() == before


def test_backspace_takes_a_score_back(open_grid: OpenPage):
    page = open_grid()
    inputs(page).first.focus()
    enter(page, "3")

    page.keyboard.press("ArrowUp")
    with page.expect_response(SAVES):
        page.keyboard.press("Backspace")
    settle(page)

    assert column_of(page, 1) == [""]
    expect(inputs(page).first).to_have_class(re.compile("is-unscored"))


def test_arrows_follow_the_eye_in_persian(open_grid: OpenPage):
    page = open_grid(language="fa")
    first, second = inputs(page).nth(0), inputs(page).nth(1)
    first.focus()

    page.keyboard.press("ArrowLeft")
    to_the_left = page.evaluate(IN_HAND)
    page.keyboard.press("ArrowRight")

    assert to_the_left == second.get_attribute("aria-label")
    assert page.evaluate(IN_HAND) == first.get_attribute("aria-label")
    assert first.bounding_box()["x"] > second.bounding_box()["x"]


@pytest.mark.parametrize(("typed", "shown"), [("۴", "۴"), ("٣", "۳"), ("2", "۲")])
def test_digits_of_three_scripts_show_as_persian(
    open_grid: OpenPage, typed: str, shown: str
):
    page = open_grid(language="fa")
    inputs(page).first.focus()

    with page.expect_response(SAVES):
        page.keyboard.insert_text(typed)
    settle(page)

    assert column_of(page, 1) == [shown]


def test_letters_work_by_their_place_on_a_persian_keyboard(open_grid: OpenPage):
    page = open_grid(language="fa")
    inputs(page).first.focus()

    # What a Persian keyboard sends for the key that is A elsewhere.
    event = "new KeyboardEvent('keydown', {key: 'ش', code: 'KeyA', bubbles: true})"
    with page.expect_response(SAVES):
        page.evaluate(f"document.activeElement.dispatchEvent({event})")
    settle(page)

    expect(inputs(page).first).to_have_class(re.compile("is-abstained"))


def test_three_quick_entries_over_a_slow_line_leave_no_stale_total(
    open_grid: OpenPage,
):
    page = open_grid()
    inputs(page).first.focus()
    enter(page, "000")
    asked = []

    def slow_first(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            time.sleep(1)
        route.continue_()

    page.route(SAVES, slow_first)
    inputs(page).first.focus()
    for key in "512":
        page.keyboard.press(key)
    settle(page)

    totals = page.evaluate(TOTALS)
    page.unroute(SAVES)
    page.reload()
    assert len(asked) == 3
    assert column_of(page, 3) == ["5", "1", "2"]
    assert page.evaluate(TOTALS) == totals


def test_one_cell_entered_twice_quickly_keeps_the_last_entry(open_grid: OpenPage):
    page = open_grid()
    inputs(page).first.focus()
    enter(page, "0")
    page.route(SAVES, lambda route: (time.sleep(0.5), route.continue_()))

    inputs(page).first.focus()
    page.keyboard.press("4")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("5")
    settle(page)

    page.reload()
    assert column_of(page, 1) == ["5"]
    expect(page.locator(".conflict")).to_have_count(0)


@pytest.mark.parametrize(
    ("button", "kept"), [("[data-keep]", "1"), ("[data-take]", "2")]
)
def test_a_cell_saved_in_two_windows_shows_both_values(
    open_grid: OpenPage, button: str, kept: str
):  # R48
    page, other = open_grid(), open_grid()
    inputs(page).first.focus()
    enter(page, "3")
    other.reload()
    inputs(other).first.focus()
    enter(other, "2")

    inputs(page).first.focus()
    enter(page, "1")
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("You entered 1. Elsewhere 2 was saved meanwhile.")
    with page.expect_response(re.compile(r"/scores/\d+/\d+/")):
        conflict.locator(button).click()
    settle(page)

    expect(conflict).to_have_count(0)
    assert column_of(page, 1) == [kept]
    page.reload()
    assert column_of(page, 1) == [kept]


def test_an_entry_that_did_not_arrive_is_sent_again(open_grid: OpenPage):
    page = open_grid()
    inputs(page).first.focus()
    enter(page, "0")
    page.route(SAVES, lambda route: route.abort())

    inputs(page).first.focus()
    page.keyboard.press("5")
    expect(inputs(page).first).to_have_class(re.compile("is-unsaved"))
    page.unroute(SAVES)
    with page.expect_response(SAVES):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    settle(page)

    expect(inputs(page).first).not_to_have_class(re.compile("is-unsaved"))
    page.reload()
    assert column_of(page, 1) == ["5"]


def test_note_and_evidence_are_said_beside_the_grid(open_grid: OpenPage):
    page = open_grid()
    inputs(page).first.focus()
    enter(page, "4")
    page.keyboard.press("ArrowUp")

    page.keyboard.press("n")
    drawer = page.locator("#score-drawer")
    expect(drawer.locator("textarea")).to_be_focused()
    page.keyboard.type("Seen twice; e and x are letters here.")
    with page.expect_response(SAVES):
        drawer.locator("select[name=rung]").select_option("tried")
    settle(page)
    page.keyboard.press("Escape")

    expect(inputs(page).first).to_be_focused()
    expect(inputs(page).first).to_have_class(re.compile("rung-tried has-note"))
    page.keyboard.press("?")
    expect(drawer.locator(".scale li")).to_have_count(6)
    expect(drawer.locator("textarea")).to_have_value(re.compile("Seen twice"))


def test_a_note_is_kept_when_the_drawer_closes(open_grid: OpenPage):
    page = open_grid()
    inputs(page).nth(1).focus()
    page.keyboard.press("n")
    expect(page.locator("#score-drawer textarea")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Left by the cross")

    with page.expect_response(SAVES):
        page.locator("#score-drawer [data-close-dialog]").click()
    settle(page)

    page.reload()
    expect(inputs(page).nth(1)).to_have_class(re.compile("has-note"))


def test_a_phone_begins_one_criterion_at_a_time(open_page: OpenPage, server: Server):
    page = open_page(SCORER)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/evaluations/{server.ids['scoring']}/")

    page.goto(f"/evaluations/{server.ids['scoring']}/scores/")
    question = page.locator(".score-question h2").inner_text()
    card = page.locator("form.score-form").first
    with page.expect_response(SAVES):
        card.locator("label.level-4").click()
    settle(page)

    expect(page.locator("#score-progress")).to_contain_text("saved")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    page.locator("#score-steps .button").last.click()
    expect(page.locator(".score-question h2")).not_to_have_text(question)
    page.go_back()
    expect(page.locator("label.level-4:has(:checked)").first).to_be_visible()


def test_without_scripts_the_whole_grid_is_saved_by_a_button(visitor, server: Server):
    context = visitor.browser.new_context(
        base_url=server.url,
        storage_state=visitor.state_of(SCORER),
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(f"/evaluations/{server.ids['scoring']}/scores/?view=grid")

    inputs(page).nth(0).fill("5")
    inputs(page).nth(1).fill("x")
    page.get_by_role("button", name="Save all scores").click()

    expect(inputs(page).nth(0)).to_have_value("5")
    expect(inputs(page).nth(1)).to_have_value("not shown")
    context.close()


def test_an_entry_that_was_refused_as_a_whole_is_marked(open_grid: OpenPage):
    page = open_grid()
    inputs(page).first.focus()
    page.evaluate("document.body.dataset.csrf = 'x'.repeat(64)")

    with page.expect_response(SAVES) as answer:
        page.keyboard.press("5")

    assert answer.value.status == 403
    expect(inputs(page).first).to_have_class(re.compile("is-unsaved"))
    expect(page.locator(".toast")).to_be_visible()

"""Dragging a criterion and a bar of the Gantt, in both directions of writing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Server

HELD = 600  # milliseconds, longer than a finger has to hold a bar

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


class Finger:
    """A finger on the chart, as Chromium gets it from a touch screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.bar = page.locator("gantt-scroll .bar-open").last
        self.bar.scroll_into_view_if_needed()
        box = self.bar.bounding_box()
        assert box is not None
        self.x, self.y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y} for x, y in points]
        self.session.send(
            "Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": told}
        )

    def press(self, *, held: int = 0) -> None:
        self.touch("Start", (self.x, self.y))
        self.page.wait_for_timeout(held)

    def go(self, across: float) -> None:
        for step in range(1, 9):
            self.touch("Move", (self.x + across * step / 8, self.y))
            self.page.wait_for_timeout(16)

    def lift(self) -> None:
        self.touch("End")


@pytest.fixture
def touched(open_page: Callable[..., Page], server: Server) -> Finger:
    page = open_page("emma", has_touch=True)
    page.goto(f"/plans/{server.ids['plan']}/gantt/")
    return Finger(page)


def scrolled(page: Page) -> float:
    found: float = page.locator("gantt-scroll").evaluate("each => each.scrollLeft")
    return found


def test_a_finger_across_a_bar_scrolls_the_chart_and_drags_nothing(touched: Finger):
    page = touched.page
    toward = 120 if scrolled(page) > 120 else -120
    before = scrolled(page)

    touched.press()
    touched.go(toward)
    moved = page.locator(".moved").count()
    touched.lift()
    page.wait_for_timeout(HELD)

    assert moved == 0
    assert scrolled(page) != before
    expect(page).to_have_url(re.compile("/gantt/$"))


def test_a_bar_that_a_finger_has_held_is_dragged(touched: Finger):
    page = touched.page
    scale = float(page.locator("gantt-scroll").get_attribute("data-scale") or 0)
    before = scrolled(page)

    touched.press(held=HELD)
    expect(page.locator(".moved")).to_be_visible()
    touched.go(3 * scale)
    assert scrolled(page) == before
    touched.lift()

    expect(page).to_have_url(re.compile(r"\?not_before=\d{4}-\d\d-\d\d$"))


def test_a_finger_that_held_and_lifts_again_changes_nothing(touched: Finger):
    touched.press(held=HELD)
    touched.lift()

    expect(touched.page.locator(".moved")).to_have_count(0)
    expect(touched.page).to_have_url(re.compile("/gantt/$"))


def test_a_pen_drags_a_bar_at_once(touched: Finger):
    page = touched.page
    scale = float(page.locator("gantt-scroll").get_attribute("data-scale") or 0)
    steps = [("mousePressed", 0), ("mouseMoved", 2), ("mouseReleased", 3)]

    for kind, days in steps:
        touched.session.send(
            "Input.dispatchMouseEvent",
            {
                "type": kind,
                "x": touched.x + days * scale,
                "y": touched.y,
                "button": "left",
                "buttons": int(kind != "mouseReleased"),
                "clickCount": 1,
                "pointerType": "pen",
            },
        )

    expect(page).to_have_url(re.compile(r"\?not_before=\d{4}-\d\d-\d\d$"))

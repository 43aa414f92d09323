"""Ranges that take long come by themselves, and the page says when they do not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.server import Server, run_python

pytestmark = pytest.mark.browser

FAILURES: dict[str, Callable[[Route], None]] = {
    "offline": lambda route: route.abort(),
    "broken": lambda route: route.fulfill(status=500, body="broken"),
}
KEPT: dict[str, Callable[[Route], None]] = {
    # As workspace.views.errors refuses a script.
    "no price right": lambda route: route.fulfill(
        status=403, headers={"HX-Reswap": "none"}
    ),
    "removed": lambda route: route.continue_(
        url=re.sub(r"/evaluations/\d+/", "/evaluations/999999/", route.request.url)
    ),
}
# Another rate moves all draws: what was kept before holds no more.
ARRANGE = """
from evaluator.models import MoneySettings
rows = MoneySettings.objects.filter(evaluation={evaluation})
names = "discount_rate_low", "discount_rate", "discount_rate_high"
assert rows.update(**dict.fromkeys(names, "{rate}"))
"""


@pytest.mark.parametrize(
    ("name", "failure", "rate"),
    [
        ("results", "offline", "0.031"),
        ("results", "broken", "0.032"),
        ("scenarios", "offline", "0.033"),
    ],
)
def test_ranges_that_do_not_come_say_so_and_come_when_asked_for_again(
    server: Server,
    open_page: Callable[..., Page],
    name: str,
    failure: str,
    rate: str,
):
    evaluation = at_rate(server, rate)
    page = open_page("emma")
    page.route("**/*ranges=*", FAILURES[failure])

    page.goto(f"/evaluations/{evaluation}/money/{name}/")
    told = page.get_by_role("alert").filter(has_text="could not be loaded")
    expect(told).to_be_visible()
    expect(page.get_by_text("appear in a moment")).to_be_hidden()
    expect(page.get_by_text("This was not saved")).to_have_count(0)
    page.unroute("**/*ranges=*")
    told.get_by_role("link", name="Try again").click()

    expect(page.locator("main")).to_contain_text("P90")
    expect(told).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "reason", "rate"),
    [
        ("results", "no price right", "0.034"),
        ("results", "removed", "0.035"),
        ("scenarios", "removed", "0.036"),
    ],
)
def test_ranges_that_are_kept_from_the_reader_say_why_and_offer_no_other_try(
    server: Server, open_page: Callable[..., Page], name: str, reason: str, rate: str
):
    evaluation = at_rate(server, rate)
    page = open_page("emma")
    page.route("**/*ranges=*", KEPT[reason])

    page.goto(f"/evaluations/{evaluation}/money/{name}/")

    told = page.get_by_role("alert").filter(has_text="your role sees no prices")
    expect(told).to_be_visible()
    expect(page.get_by_text("appear in a moment")).to_be_hidden()
    expect(page.get_by_role("link", name="Try again")).to_have_count(0)
    expect(page.locator("#totals, #costs").first).to_be_visible()


def at_rate(server: Server, rate: str) -> int:
    """Let nothing of what was kept before hold; return the evaluation."""
    evaluation: int = server.ids["revealed"]
    code = ARRANGE.format(evaluation=evaluation, rate=rate)
    run_python(f"exec({code!r})", server.env)
    return evaluation

"""Ranges that take long come by themselves, and the page says when they do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.server import Server, run_python

pytestmark = pytest.mark.browser

FAILURES: dict[str, Callable[[Route], None]] = {
    "offline": lambda route: route.abort(),
    "broken": lambda route: route.fulfill(status=500, body="broken"),
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
    evaluation = server.ids["revealed"]
    code = ARRANGE.format(evaluation=evaluation, rate=rate)
    run_python(f"exec({code!r})", server.env)
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

"""The Gantt on A4 and A3: each bar beside its name, the whole plan on the sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.server import Server

pytestmark = pytest.mark.browser

# CSS pixels between the margins of a sheet that lies across.
SHEETS = {"A4": (1047, 718), "A3": (1512, 1047)}
# For each phase, how far its bar lies from the middle of its name; and what juts out.
OFF = """() => {
  const middle = (each) => {
    const box = each.getBoundingClientRect();
    return box.top + box.height / 2;
  };
  const names = [...document.querySelectorAll(".gantt-names .is-phase")];
  const bars = [...document.querySelectorAll(".gantt-rows .phase")];
  const root = document.documentElement;
  const off = names.map((name, at) => Math.abs(middle(name) - middle(bars[at])));
  return {
    count: [names.length, bars.length],
    off: Math.max(...off),
    jutting: root.scrollWidth - root.clientWidth,
  };
}"""


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(("language", "zoom"), [("en", "page"), ("fa", "day")])
def test_a_printed_bar_lies_beside_its_name(
    open_page: Callable[..., Page],
    server: Server,
    sheet: str,
    language: str,
    zoom: str,
):
    page = open_page("emma", language=language)
    width, height = SHEETS[sheet]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="print")

    page.goto(f"/plans/{server.ids['plan']}/gantt/?zoom={zoom}")
    found = page.evaluate(OFF)

    assert found["count"][0] == found["count"][1] > 5
    assert found["off"] < 3
    assert found["jutting"] <= 0

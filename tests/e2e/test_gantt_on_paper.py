"""The Gantt on A4 and A3: each bar beside its name, the whole plan on the sheet."""

from __future__ import annotations

import re
import zlib
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


@pytest.mark.parametrize("sheet", SHEETS)
def test_bars_come_out_of_the_printer(
    open_page: Callable[..., Page], server: Server, sheet: str
):
    page = open_page("emma")
    page.goto(f"/plans/{server.ids['plan']}/gantt/")
    names = page.locator(".gantt-names li").count()

    printed = page.pdf(format=sheet, landscape=True)

    assert filled_shapes(printed) > names / 2 > 5


def filled_shapes(pdf: bytes) -> int:
    """Count what is painted on the sheets; fonts are streams, too, but hold no text."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    sheets = [each for each in map(unpacked, streams) if b"\nBT\n" in each]
    return sum(len(re.findall(rb"\nf\n", each)) for each in sheets)


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""

"""Every page, in three languages: nothing heavy, and nothing moves as it comes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.tour import LANGUAGES, Tour

pytestmark = pytest.mark.browser

# An Arabic name on an English page brings the Arabic font along.
COLD_KB, COLD_KB_WITH_ARABIC = 95, 145
WARM_KB, MOST_REQUESTS, SCRIPT_KB, STYLE_KB = 15, 10, 40, 14
MOST_NODES, MOST_SHIFT = 5000, 0.02
MEASURE = """async () => {
  await document.fonts.ready;
  const shift = await new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
  });
  const entries = performance.getEntriesByType("resource");
  const kind = (end) => entries.filter((each) => each.name.endsWith(end))
    .reduce((sum, each) => sum + each.encodedBodySize, 0);
  return {
    requests: entries.length + 1,
    resources: entries.reduce((sum, each) => sum + each.encodedBodySize, 0),
    script: kind(".js"), style: kind(".css"),
    arabic: entries.some((each) => each.name.includes("vazirmatn")),
    nodes: document.getElementsByTagName("*").length,
    shift,
  };
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_keeps_its_budget(visitor, server, language):
    tour = Tour(visitor, server, language)

    for visit, page in tour.visits():
        measured = measure(page)
        if measured["shift"] > MOST_SHIFT:
            # A busy machine may bring the fonts late once; a page that moves, twice.
            measured = measure(page)
        tour.note(visit, *beyond_budget(measured))

    assert not tour.faults, "\n".join(tour.faults)


def measure(page: Page) -> dict[str, Any]:
    """Load the page anew, without a file at hand, and tell what it took."""
    forget_files(page)
    response = page.reload(wait_until="load")
    assert response is not None
    measured: dict[str, Any] = page.evaluate(MEASURE)
    # The proxy of docs/deploy.md packs the page itself.
    measured["page"] = len(gzip.compress(response.body(), 6))
    return measured


def forget_files(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.detach()


def beyond_budget(measured: dict[str, Any]) -> Iterator[str]:
    page_kb = measured["page"] / 1000
    cold_kb = COLD_KB_WITH_ARABIC if measured["arabic"] else COLD_KB
    figures = {
        "kB cold": (measured["resources"] / 1000 + page_kb, cold_kb),
        "kB warm": (page_kb, WARM_KB),
        "requests": (measured["requests"], MOST_REQUESTS),
        "kB of scripts": (measured["script"] / 1000, SCRIPT_KB),
        "kB of styles": (measured["style"] / 1000, STYLE_KB),
        "nodes": (measured["nodes"], MOST_NODES),
        "layout shift": (measured["shift"], MOST_SHIFT),
    }
    for what, (figure, most) in figures.items():
        if figure > most:
            yield f"{figure:.3g} {what}, at most {most}"

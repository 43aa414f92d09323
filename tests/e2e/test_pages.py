"""Every page, in three languages and two themes: nothing broken, nothing heavy."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import ConsoleMessage, Page, Response

from tests.e2e.pages import NOT_VISITED, VISITS, Visit, routes
from tests.e2e.server import Server, Visitor, confirm

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, rules);
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}"""
# Five minutes after the login some pages ask for the password once more.
REAUTHENTICATION = {"account_reauthenticate", "mfa_reauthenticate"}
WIDTHS = (390, 768, 1360)
LANGUAGES = ("en", "ar", "fa")

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


@dataclass
class Tour:
    """One page for each person, in one language and one theme."""

    visitor: Visitor
    server: Server
    language: str
    theme: str = "light"
    pages: dict[str, Page] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def visits(self) -> Iterator[tuple[Visit, Page]]:
        for visit in VISITS:
            page = self.page_of(visit)
            if visit.before:
                page.goto(visit.way_in(self.server.ids))
            response = self.arrive(page, visit)
            self.note(visit, *arrival(visit, response))
            yield visit, page
            self.note(visit, *(f"console: {each}" for each in self.said))
            self.said.clear()

    def arrive(self, page: Page, visit: Visit) -> Response:
        """Open the page; one that asks who is there opens after an answer."""
        address = visit.address(self.server.ids)
        response = page.goto(address)
        assert response is not None
        if route_of(response) in REAUTHENTICATION - {visit.name}:
            confirm(page, visit.person)
            response = page.goto(address)
        assert response is not None
        return response

    def page_of(self, visit: Visit) -> Page:
        # A way in leaves cookies behind, which the next visit must not have.
        key = str(visit) if visit.before else visit.person
        if key not in self.pages:
            self.pages[key] = self.visitor.page(
                visit.person, language=self.language, theme=self.theme
            )
            self.listen(self.pages[key])
        return self.pages[key]

    def listen(self, page: Page) -> None:
        """Collect errors and warnings; a violation of the policy is one of them."""

        def on_console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.said.append(message.text)

        page.on("console", on_console)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def note(self, visit: Visit, *faults: str) -> None:
        self.faults += [f"{visit}: {fault}" for fault in faults]


def arrival(visit: Visit, response: Response) -> Iterator[str]:
    if response.status != 200:
        yield f"status {response.status}"
    if route_of(response) != visit.name:
        yield f"ended at {route_of(response)}"


def route_of(response: Response) -> str:
    return resolve(urlsplit(response.url).path).view_name


def test_every_route_is_looked_at():
    visited = {visit.name for visit in VISITS}

    assert visited | NOT_VISITED.keys() == routes()
    assert not visited & NOT_VISITED.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_quiet_fits_each_width_and_can_be_used_by_all(
    visitor, server, language
):  # R40
    tour = Tour(visitor, server, language)
    axe = AXE.read_text(encoding="utf-8")

    for visit, page in tour.visits():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            tour.note(visit, *overflow(page, width))
        page.evaluate(axe)
        rules = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
        tour.note(visit, *page.evaluate(RUN_AXE, rules))

    assert not tour.faults, "\n".join(tour.faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_quiet_and_legible_in_the_dark(visitor, server, language):
    tour = Tour(visitor, server, language, theme="dark")
    axe = AXE.read_text(encoding="utf-8")

    for visit, page in tour.visits():
        page.evaluate(axe)
        # The theme changes colours and nothing else.
        rules = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        tour.note(visit, *page.evaluate(RUN_AXE, rules))

    assert not tour.faults, "\n".join(tour.faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_keeps_its_budget(visitor, server, language):
    tour = Tour(visitor, server, language)

    for visit, page in tour.visits():
        forget_files(page)
        response = page.reload(wait_until="load")
        assert response is not None
        measured = page.evaluate(MEASURE)
        # The proxy of docs/deploy.md packs the page itself.
        measured["page"] = len(gzip.compress(response.body(), 6))
        tour.note(visit, *beyond_budget(measured))

    assert not tour.faults, "\n".join(tour.faults)


def forget_files(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.detach()


def overflow(page: Page, width: int) -> Iterator[str]:
    needed = page.evaluate("document.scrollingElement.scrollWidth")
    if needed > width:
        yield f"needs {needed} px where there are {width}"


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

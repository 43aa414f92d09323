"""A walk through every page: what each browser test of all pages has in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import ConsoleMessage, Page, Response

from tests.e2e.pages import VISITS, Visit
from tests.e2e.server import Server, Visitor, confirm

LANGUAGES = ("en", "ar", "fa")
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, rules);
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}"""
# Five minutes after the login some pages ask for the password once more.
REAUTHENTICATION = {"account_reauthenticate", "mfa_reauthenticate"}


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


def violations(page: Page, kind: str, *rules: str) -> list[str]:
    """Return what axe finds; kind is "tag" or "rule", as its `runOnly` has it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        RUN_AXE, {"runOnly": {"type": kind, "values": rules}}
    )
    return found

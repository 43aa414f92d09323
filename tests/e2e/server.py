"""A server with the demo team, Chromium, and people who log in."""

from __future__ import annotations

import base64
import hmac
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    sync_playwright,
)

from config import needs

ROOT = Path(__file__).resolve().parents[2]
# Without a network of its own: nothing but the server is asked for anything.
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30.0
DEMO_PASSWORD = "show-me-around"
NEWCOMER_PASSWORD = "a quiet long walk"
NEWCOMERS = {"nora", "sam", "mia"}
HALF_WAY = "mia half-way"
DESK: ViewportSize = {"width": 1360, "height": 900}

Ids = dict[str, Any]


@dataclass(frozen=True)
class Server:
    url: str
    ids: Ids
    env: dict[str, str]


@contextmanager
def running_server(folder: Path) -> Iterator[Server]:
    """Serve the stage from this empty folder, by gunicorn as everywhere."""
    port = free_port()
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
        "VAR_DIR": str(folder / "var"),
        "STATIC_ROOT": str(folder / "static"),
        "SITE_URL": f"http://localhost:{port}",
        "BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "1",
    }
    (folder / "var").mkdir()
    ids = json.loads(run_python("from tests.e2e import stage; stage.main()", env))
    log = (folder / "gunicorn.log").open("wb")
    command = (sys.executable, "-m", "gunicorn", "config.wsgi")
    with (
        log,
        subprocess.Popen(  # noqa: S603
            (*command, "-c", "python:config.gunicorn"),
            cwd=ROOT,
            env=env,
            stdout=log,
            stderr=log,
        ) as running,
    ):
        try:
            wait_for(port)
            yield Server(f"http://localhost:{port}", ids, env)
        finally:
            running.terminate()


def run_python(code: str, env: dict[str, str]) -> str:
    """Run with Django in a process of its own; Playwright's loop shuts models out."""
    done = subprocess.run(  # noqa: S603
        (sys.executable, "-c", f"import django; django.setup(); {code}"),
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server did not start.")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=needs.program("chromium"), args=list(CHROMIUM)
        )
        try:
            yield chromium
        finally:
            chromium.close()


@dataclass
class Visitor:
    """Opens pages as one of the people, in a language and a theme.

    Each person logs in once, through the real page; their cookies are then taken along.
    Not those of a login left half-way, which ends by itself after some minutes.
    """

    browser: Browser
    server: Server
    cookies: dict[str, Any] = field(default_factory=dict)
    open: list[BrowserContext] = field(default_factory=list)

    def context(
        self,
        person: str = "",
        *,
        language: str = "en",
        theme: str = "light",
        has_touch: bool = False,
    ) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.server.url,
            locale=language,
            viewport=DESK,
            has_touch=has_touch,
            storage_state=self.state_of(person) if person else None,
        )
        context.add_cookies([{"name": "theme", "value": theme, "url": self.server.url}])
        context.set_default_timeout(15_000)
        self.open.append(context)
        return context

    def page(self, person: str = "", **look: Any) -> Page:
        return self.context(person, **look).new_page()

    def state_of(self, person: str) -> Any:
        if person not in self.cookies or person == HALF_WAY:
            context = self.browser.new_context(base_url=self.server.url, locale="en")
            page = context.new_page()
            log_in(page, person, self.server.ids)
            self.cookies[person] = context.storage_state()
            context.close()
        return self.cookies[person]

    def close(self) -> None:
        while self.open:
            self.open.pop().close()


def log_in(page: Page, person: str, ids: Ids) -> None:
    """Log in by the page; `person` is the first name in lower case.

    HALF_WAY stops where the second factor is asked for.
    """
    name = name_of(person)
    house = "newcomer" if name in NEWCOMERS else "tamarind"
    page.goto("/accounts/login/")
    page.fill("input[name=login]", f"{name}@{house}.example")
    page.fill("input[name=password]", password_of(person))
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    if "/2fa/" in page.url and person != HALF_WAY:
        page.fill("input[name=code]", totp_code(ids["totp_secret"]))
        page.press("input[name=code]", "Enter")
        page.wait_for_url(lambda url: "/2fa/" not in url)


def confirm(page: Page, person: str) -> None:
    """Enter the password once more, on the page that asks for it."""
    page.fill("input[name=password]", password_of(person))
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "reauthenticate" not in url)


def password_of(person: str) -> str:
    return NEWCOMER_PASSWORD if name_of(person) in NEWCOMERS else DEMO_PASSWORD


def name_of(person: str) -> str:
    return person.partition(" ")[0]


def totp_code(secret: str) -> str:
    """RFC 6238, with the usual six digits and thirty seconds."""
    counter = int(time.time() // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"

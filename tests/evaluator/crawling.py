"""A crawl: every address of the site, asked for by one person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluator.selectors.structures import structure_at
from tests.routes import Route, addresses, all_routes
from tests.workspace.people import confirm_identity
from workspace.api_throttles import counts
from workspace.kept_pages import shelf
from workspace.models import User

# New in each answer: the tokens and keys of forms, what names a request, and the clock.
TOKEN = re.compile(
    rb"\b[A-Za-z0-9]{64}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
)
NEW_EACH_TIME = {"X-Request-ID", "Expires", "Last-Modified"}
# The first ends the session that crawls; the others draw a new secret each time.
NOT_CRAWLED = {"account_logout", "mfa_activate_totp", "mfa_totp_picture"}
# Drawn from the code, without a row of any table; it takes as long as a hundred pages.
FROM_CODE = {"api_schema"}

Known = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes
    queries: int


class Crawl:
    """Asks for every address as this person, each time it is called.

    An address that takes no GET refuses before its view is entered. So it is asked for
    in the first crawl only, as is what comes from the code alone.
    """

    def __init__(self, person: User, known: Known) -> None:
        self.person, self.known = person, known
        self.client = Client()
        self.client.force_login(person)
        self.settled: set[str] = set()
        # The first wrong link makes the row that counts them.
        self.client.get(reverse("workspace:share_enter", args=known["token"]))

    def __call__(self) -> dict[str, Answer]:
        # Each page drawn anew: what is kept could hide what drawing it would tell.
        shelf.clear()
        structure_at.cache_clear()
        # Fresh each time, for pages that are shown after an identity check only.
        confirm_identity(self.client, self.person)
        found: dict[str, Answer] = {}
        for route in all_routes():
            if route.name in NOT_CRAWLED | self.settled:
                continue
            given = dict(answers_of(route, self.client, self.known))
            found |= given
            if refuses(given) or route.name in FROM_CODE:
                self.settled.add(route.name)
        return found


def refuses(answers: dict[str, Answer]) -> bool:
    refused = HTTPStatus.METHOD_NOT_ALLOWED
    return all(answer.status == refused for answer in answers.values())


def answers_of(
    route: Route, client: Client, known: Known
) -> Iterator[tuple[str, Answer]]:
    """Ask for what is known; for a page also as a script asks for a region.

    The API has no regions.
    """
    for name, path in addresses(route, known):
        page = ask(client, path)
        yield name, page
        if page.status == HTTPStatus.OK and not path.startswith("/api/"):
            yield f"{name} by script", ask(client, path, {"HX-Request": "true"})


def ask(client: Client, path: str, headers: dict[str, str] | None = None) -> Answer:
    # Requests are written down by the score, whichever of them makes it full.
    counts.clear()
    # The log of a connection is bounded, and a crawl of the whole site fills it.
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, headers=headers)
    return masked(response, len(queries))


def masked(response: HttpResponse, queries: int) -> Answer:
    body = b"".join(response) if response.streaming else response.content
    return Answer(
        status=response.status_code,
        headers={
            name: value
            for name, value in response.headers.items()
            if name not in NEW_EACH_TIME
        },
        cookies=sorted(response.cookies),
        body=TOKEN.sub(b"", body),
        queries=queries,
    )


def differences(before: dict[str, Answer], after: dict[str, Answer]) -> list[str]:
    """Compare what was asked for both times."""
    return [
        f"{address}: {field}"
        for address, answer in before.items()
        if address in after
        for field in Answer.__slots__
        if getattr(answer, field) != getattr(after[address], field)
    ]

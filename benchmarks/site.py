"""The site for benches of its pages: a database of its own, and a person's browser.

Import it before anything that needs Django set up, as the order of names does.
"""

from __future__ import annotations

import gc
import logging
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from io import StringIO
from statistics import median
from typing import Any

FOLDER = tempfile.TemporaryDirectory(prefix="bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
os.environ["VAR_DIR"] = FOLDER.name

import django  # noqa: E402 (needs the environment)

django.setup()

from django.conf import settings  # noqa: E402 (needs Django set up)
from django.core.management import call_command  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

from config import urls  # noqa: E402

Timed = Callable[[], float]
"""Does something once, and tells its seconds of processor time."""

CLIENT = Client()
SKIPPED = 2
"""The first rounds fill what templates and queries keep."""

# The log would be printed; a server writes it to a file.
logging.disable(logging.CRITICAL)
settings.ALLOWED_HOSTS = ["testserver"]
settings.DEBUG = False


def make_site(pages: Mapping[str, Callable[..., HttpResponse]]) -> None:
    """Make the tables, and add pages of the bench to the site, by their routes."""
    for route, view in pages.items():
        urls.urlpatterns.insert(0, path(route, view))
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_catalogue", verbosity=0, stdout=StringIO())
    # As `config/gunicorn.py` does: rounds through all of Django are no page's cost.
    gc.collect()
    gc.freeze()


def get(address: str, *, before: Callable[[], Any] | None = None) -> Timed:
    """Return what asks for the page; `before` is done outside the time."""

    def ask() -> float:
        if before:
            before()
        return timed(lambda: CLIENT.get(address))

    return ask


def timed(ask: Callable[[], Any]) -> float:
    started = time.process_time()
    response = ask()
    spent = time.process_time() - started
    assert response.status_code == 200, response
    return spent


def processor_time(work: Mapping[str, Timed], *, rounds: int) -> dict[str, float]:
    """Return the median seconds of processor time of each, measured in turns."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for place in range(SKIPPED + rounds):
        for name, do in work.items():
            spent = do()
            if place >= SKIPPED:
                found[name].append(spent)
    return {name: median(times) for name, times in found.items()}

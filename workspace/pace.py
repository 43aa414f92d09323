"""Answers about an address take the same time whether it is known or not (R2)."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

# Above what a password hash, a few rows and a mail take.
SECONDS = 0.4

View = Callable[..., HttpResponse]


def alike(view: View) -> View:
    """Answer a POST no sooner than after `SECONDS`."""

    @wraps(view)
    def paced(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            if hasattr(response, "render"):
                response.render()
            time.sleep(max(0.0, SECONDS - (time.monotonic() - began)))
        return response

    return paced

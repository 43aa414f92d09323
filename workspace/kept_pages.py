"""Whole pages kept as text, so that what has not changed is not drawn again.

A page is made of its frame and its content. The frame's part of the key is taken from
the request here; the content's part names the versions of all that the page shows, and
the view gives it. Pages are kept by each process for itself, a limited number, and
never under a key that another person could have (R16, R18).
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.timezone import get_current_timezone_name

from common.locale import current_locale
from workspace.requests import PersonRequest

MOST_PAGES = 128
DRAWN_TOKEN = re.compile(r'data-csrf="(\w{64})"')
# Stands where the token of the next reader's forms goes; no page can hold it itself.
PLACE = "\0"


class Shelf:
    """The texts that were asked for last."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.texts: OrderedDict[Hashable, str] = OrderedDict()
        self.lock = Lock()

    def find(self, key: Hashable) -> str | None:
        with self.lock:
            if key in self.texts:
                self.texts.move_to_end(key)
            return self.texts.get(key)

    def put(self, key: Hashable, text: str) -> None:
        with self.lock:
            self.texts[key] = text
            while len(self.texts) > self.most:
                self.texts.popitem(last=False)

    def clear(self) -> None:
        with self.lock:
            self.texts.clear()


shelf = Shelf(MOST_PAGES)


def kept_page(
    request: PersonRequest, *, content: Hashable, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return the page from the shelf, or draw it and keep it.

    What is said once, such as “Saved.”, is drawn anew and not kept.
    """
    if len(get_messages(request)):
        return draw()
    key = (frame_of(request), content)
    text = shelf.find(key)
    if text is not None:
        return HttpResponse(text.replace(PLACE, get_token(request)))
    response = draw()
    keep(key, response)
    return response


def frame_of(request: PersonRequest) -> Hashable:
    """Return all that the frame around a page shows or speaks by."""
    return (
        request.user.pk,
        str(request.user),
        request.team and request.team.pk,
        tuple(
            (each.team_id, each.team.name, getattr(each, "work_waits", False))
            for each in request.memberships
        ),
        current_locale(),
        get_current_timezone_name(),
        request.COOKIES.get(settings.THEME_COOKIE_NAME, ""),
        request.get_full_path(),
    )


def keep(key: Hashable, response: HttpResponse) -> None:
    html = response.content.decode()
    token = DRAWN_TOKEN.search(html)
    if response.status_code == 200 and token is not None:
        shelf.put(key, html.replace(token[1], PLACE))

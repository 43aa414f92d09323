"""An identity check within five minutes before what matters most (R7)."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from common.htmx import is_htmx
from workspace.models import ApiToken

View = Callable[..., HttpResponseBase]


def has_recent_login(request: HttpRequest) -> bool:
    """Tell whether password or code was given within the last five minutes."""
    if not request.user.is_authenticated:
        return False
    token = getattr(request, "api_token", None)
    if token is not None:
        # Whose session cookie comes along with a token says nothing of the script. An
        # identity check stood before such a token, and it lasts for a day.
        return bool(token.scope == ApiToken.Scope.MANAGE)
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0.0)
    return bool(time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def needs_recent_login(view: View) -> View:
    """Ask who it is before this view runs, then come back to the page.

    A refused POST is not run afterwards behind the person's back: the page it came
    from is shown again. Put the decorator on that page too, so that a form opened
    just after the check keeps what was typed.
    """

    @wraps(view)
    def checked(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if has_recent_login(request):
            return view(request, *args, **kwargs)
        return ask_who_it_is(request)

    return checked


def ask_who_it_is(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        messages.info(request, _("Nothing was changed yet. Confirm that it is you."))
    query = urlencode({"next": page_of(request)})
    url = f"{reverse('account_reauthenticate')}?{query}"
    if is_htmx(request):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)


def page_of(request: HttpRequest) -> str:
    """Return the page the person looks at: an own path, never another site."""
    if is_htmx(request):
        return own_path(request, request.headers.get("HX-Current-URL", ""))
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return own_path(request, request.headers.get("Referer", ""))


def own_path(request: HttpRequest, url: str) -> str:
    """Return path and query of an address of this site, else the home page."""
    if not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    # A path such as //elsewhere.example would be read as another host.
    is_own = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_own and path.startswith("/") else "/"

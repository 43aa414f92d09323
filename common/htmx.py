"""What an answer to htmx says beside its region."""

import json

from django.http import HttpRequest, HttpResponse


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether a script asked, so that a full page would land in a region."""
    return request.headers.get("HX-Request") == "true"


def wants_region(request: HttpRequest) -> bool:
    """Tell whether only the region is asked for: going back asks for the page."""
    return is_htmx(request) and "HX-History-Restore-Request" not in request.headers


def toast(response: HttpResponse, text: str) -> HttpResponse:
    """Show a toast with the answer."""
    return _with_event(response, "toast", text)


def announce(response: HttpResponse, text: str) -> HttpResponse:
    """Read the text out to those who cannot see what changed."""
    return _with_event(response, "announce", text)


def session_ended(response: HttpResponse) -> HttpResponse:
    """Let the page say that its person has to log in again; it stays as it is."""
    response["HX-Reswap"] = "none"
    return _with_event(response, "session-ended", "")


def _with_event(response: HttpResponse, name: str, text: str) -> HttpResponse:
    events = json.loads(response.get("HX-Trigger", "{}"))
    # On the body, because the element that asked may be swapped out by then.
    events[name] = {"target": "body", "text": str(text)}
    response["HX-Trigger"] = json.dumps(events)
    return response

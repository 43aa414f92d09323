"""One line per event: UTC, request, team, and no word of people's own (R43, R58)."""

from __future__ import annotations

import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

# Which request or job, and which team, the lines of this thread belong to.
_event: ContextVar[str] = ContextVar("event", default="-")
_team: ContextVar[str] = ContextVar("team", default="-")

# Tokens of links, signatures and keys are long and without blanks; ids are not.
TOKEN = re.compile(r"[A-Za-z0-9_:=~-]{24,}")
PUBLIC_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ADDRESS = re.compile(r"[^\s<>\"'=,;:]+@[^\s<>\"',;:]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MASK = "***"

logger = logging.getLogger(__name__)


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, tz=UTC).isoformat(
            timespec="milliseconds"
        )
        text = masked(record.getMessage())
        if record.exc_info and record.exc_info[1]:
            text += f" | {told(record.exc_info[1])}"
        head = f"{at} {record.levelname} {record.name}"
        return f"{head} request={_event.get()} team={_team.get()} {text}"


def masked(text: str) -> str:
    """Take out addresses and tokens, and all that would begin a new line."""
    text = ADDRESS.sub(MASK, CONTROL.sub(" ", text))
    return TOKEN.sub(
        lambda found: found[0] if PUBLIC_ID.fullmatch(found[0]) else MASK, text
    )


def told(error: BaseException) -> str:
    """Tell where an error arose, and of which kind; its words may quote people."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    text = f"{type(error).__name__} at {' > '.join(places)}"
    cause = error.__cause__ or error.__context__
    return f"{text} | from {told(cause)}" if cause else text


@contextmanager
def lines_of(event: str, *, team: int | None = None) -> Iterator[None]:
    """Mark the lines written inside as those of one request or job."""
    event_token = _event.set(event)
    team_token = _team.set(str(team or "-"))
    try:
        yield
    finally:
        _event.reset(event_token)
        _team.reset(team_token)


class RequestLogMiddleware:
    """Writes the line of each request, and marks all others that it causes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        event, started = uuid.uuid4().hex[:12], time.perf_counter()
        with lines_of(event):
            response = self.get_response(request)
            _team.set(str(getattr(getattr(request, "team", None), "pk", "-")))
            milliseconds = round((time.perf_counter() - started) * 1000)
            logger.info(
                "%s %s %s %s ms",
                request.method,
                request.path,
                response.status_code,
                milliseconds,
            )
        response["X-Request-ID"] = event
        return response

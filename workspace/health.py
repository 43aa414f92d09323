"""/healthz and /readyz, for supervisors and load balancers (R55).

A middleware in front of all others: a balancer names the machine by its address, speaks
plain HTTP inside the network, and has no session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus

from botocore.exceptions import BotoCoreError, ClientError
from celery import current_app
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from kombu.exceptions import OperationalError

Check = Callable[[], bool]


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return say("ok", HTTPStatus.OK)
        if request.path == "/readyz":
            return readiness()
        return self.get_response(request)


def readiness() -> HttpResponse:
    """Name the parts that fail, and nothing else about them."""
    failing = list(failing_parts())
    if failing:
        return say("\n".join(failing), HTTPStatus.SERVICE_UNAVAILABLE)
    return say("ok", HTTPStatus.OK)


def say(text: str, status: HTTPStatus) -> HttpResponse:
    response = HttpResponse(f"{text}\n", status=status, content_type="text/plain")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def failing_parts() -> Iterator[str]:
    try:
        if has_open_migrations():
            yield "migrations"
    except DatabaseError:
        yield "database"
    if not broker_answers():
        yield "broker"
    if not storage_answers():
        yield "storage"


def has_open_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def broker_answers() -> bool:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


def storage_answers() -> bool:
    try:
        default_storage.exists("ready")
    except (OSError, BotoCoreError, ClientError):
        return False
    return True

"""`manage.py scheduler`: sends waiting jobs, and starts what is due by the clock."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import timezone

from workspace.services.schedule import tick

EVERY = 2.0  # seconds


class Command(BaseCommand):
    help = "Run the scheduler. Several may run; each duty is done once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        over = Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: over.set())
        while not over.wait(EVERY):
            try:
                tick(now=timezone.now())
            except DatabaseError as error:
                # The next tick opens a new connection: a restarted database is enough.
                self.stderr.write(
                    f"The database did not answer: {type(error).__name__}."
                )
                connection.close()

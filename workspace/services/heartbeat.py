"""Signs of life of a running job, so that a dead worker is told from a slow one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from workspace.models import Job

EVERY = 10.0  # seconds


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Write the job's sign of life from a thread, also through long single steps.

    A worker that hangs goes on beating; the hard time limit ends that one.
    """
    over = Event()
    thread = Thread(target=beat, args=(job, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def beat(job: Job, over: Event) -> None:
    try:
        while not over.wait(EVERY):
            try:
                Job.objects.attempt(job).update(beat_at=timezone.now())
            except DatabaseError:
                connection.close()  # the next beat opens a new one
    finally:
        connection.close()

"""Files that were uploaded to be read, kept for a day at the most (R57)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from workspace.models import StoredFile, Team, User
from workspace.services.files import NewFile, store_file

KEPT_FOR = timedelta(hours=24)


def keep_upload(
    upload: UploadedFile[bytes], *, team: Team, owner: User, now: datetime
) -> StoredFile:
    """Keep the raw file while its import is looked at; it goes by itself.

    Refuses with StorageIsFull.
    """
    new = NewFile(
        name=upload.name or "",
        content=upload,
        # Never what the browser says of it: nobody gets this file back.
        content_type="application/octet-stream",
        expires_at=now + KEPT_FOR,
    )
    return store_file(new, team=team, owner=owner, now=now)


@contextmanager
def opened(upload: StoredFile) -> Iterator[IO[bytes]]:
    """Open the bytes for the door of tables."""
    with default_storage.open(upload.path) as file:
        yield file

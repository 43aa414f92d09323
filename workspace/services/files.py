"""Files of a team, kept under names that say nothing (R16, R31)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from workspace.models import StoredFile, Team, User


class StorageIsFull(DomainError):
    message = _("The team's storage is full. Old files go by themselves within days.")


@dataclass(frozen=True, slots=True)
class NewFile:
    """What is to be stored: the name people see, the bytes, and how long they stay."""

    name: str
    content: bytes | IO[bytes]
    content_type: str
    expires_at: datetime | None = None


def store_file(
    new: NewFile, *, team: Team, owner: User | None, now: datetime
) -> StoredFile:
    """Write the bytes first, the row then: a crash leaves no row without a file."""
    content = new.content
    file = ContentFile(content) if isinstance(content, bytes) else File(content)
    refuse_beyond_quota(team, file.size)
    path = default_storage.save(f"teams/{team.pk}/{uuid.uuid4().hex}", file)
    return StoredFile.objects.create(
        team=team,
        owner=owner,
        name=new.name[:200],
        path=path,
        content_type=new.content_type,
        size=file.size,
        created_at=now,
        expires_at=new.expires_at,
    )


def refuse_beyond_quota(team: Team, size: int) -> None:
    """One team cannot fill the disk for all (R46)."""
    used = team.files.aggregate(sum=Sum("size"))["sum"] or 0
    if used + size > settings.STORAGE_QUOTA:
        raise StorageIsFull


def delete_file(file: StoredFile) -> None:
    """Delete the row, and the bytes once that is certain."""
    path = file.path
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(path), robust=True)


def purge_files(now: datetime) -> None:
    """Delete the files whose time is over."""
    for file in StoredFile.objects.filter(expires_at__lt=now).iterator():
        delete_file(file)

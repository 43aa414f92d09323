"""Who was erased, kept outside of the database: a restore brings nobody back (R57).

An entry holds a number and a random pseudonym, and tells nothing to anybody else.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from workspace.models import User

FOLDER = "erasures"


def note_erasure(person: User, *, now: datetime) -> None:
    """Remember the person as the database knows them now."""
    name = f"{FOLDER}/{person.pk}-{person.pseudonym.hex}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(now.isoformat().encode()))


def people_to_erase_again() -> Iterator[User]:
    """Yield those of the list whom a restored copy knows as they were."""
    for pk, pseudonym in noted_erasures():
        person = User.objects.filter(pk=pk, pseudonym=pseudonym, erased_at=None).first()
        if person is not None:
            yield person


def noted_erasures() -> Iterator[tuple[int, uuid.UUID]]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in sorted(names):
        pk, _dash, pseudonym = name.partition("-")
        if pk.isdigit() and len(pseudonym) == 32:
            yield int(pk), uuid.UUID(pseudonym)

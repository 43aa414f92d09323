"""Signed addresses of files: short, bound to one reader, and checked again (R29)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing

from workspace.models import ShareLink, StoredFile, User

SALT = "download"
LASTS = timedelta(minutes=10)
Reader = User | ShareLink


def sign_download(file: StoredFile, *, reader: Reader, now: datetime) -> str:
    """Return the token of an address that only this reader can use, for ten minutes."""
    content = {
        "purpose": SALT,
        "team": file.team_id,
        "file": file.pk,
        "reader": name_of(reader),
        "until": int((now + LASTS).timestamp()),
    }
    return signing.dumps(content, key=settings.SIGNING_KEY, salt=SALT)


def read_download(
    token: str, *, reader: Reader | None, now: datetime
) -> StoredFile | None:
    """Return the file, if this reader may have it still."""
    content = read_token(token)
    if content is None or reader is None or content["until"] <= now.timestamp():
        return None
    if content["purpose"] != SALT or content["reader"] != name_of(reader):
        return None
    readable = (
        StoredFile.objects.visible_to(reader)
        if isinstance(reader, User)
        else StoredFile.objects.filter(team=reader.team_id)
    )
    return (
        readable.current(now=now)
        .filter(pk=content["file"], team=content["team"])
        .first()
    )


def read_token(token: str) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = signing.loads(
            token,
            key=settings.SIGNING_KEY,
            fallback_keys=[*settings.SIGNING_KEY_FALLBACKS],
            salt=SALT,
        )
    except signing.BadSignature:
        return None
    return content


def name_of(reader: Reader) -> str:
    return f"{reader._meta.model_name} {reader.pk}"

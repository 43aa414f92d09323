"""What must not come back to life with a restored copy."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from workspace.models import Job


@transaction.atomic
def settle_after_restore(*, now: datetime) -> None:
    """End old sessions, and stop work that was most likely done since the backup.

    Without this, mail that went out long ago would go out once more.
    """
    UserSession.objects.all().delete()
    Session.objects.all().delete()
    Job.objects.open().update(
        state=Job.State.CANCELLED,
        message=_("Stopped, because a backup was restored. Start it again."),
        finished_at=now,
    )

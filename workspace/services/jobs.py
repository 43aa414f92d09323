"""Work in the background. The row is the truth; the broker only wakes a worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from workspace.models import Job, Team, User


@transaction.atomic
def enqueue_job(
    kind: str,
    *,
    team: Team | None,
    user: User | None,
    arguments: Mapping[str, int | str],
    now: datetime,
) -> Job:
    """Write the job with the request's own transaction (R52)."""
    return Job.objects.create(
        kind=kind,
        team=team,
        user=user,
        arguments=dict(arguments),
        created_at=now,
        run_after=now,
    )

"""Mail goes out as jobs, in the language of the person who gets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from workspace.models import Job, Team, User
from workspace.services.jobs import enqueue_job


def send_later(
    template: str,
    *,
    user: User,
    team: Team | None,
    arguments: Mapping[str, int | str],
    now: datetime,
) -> Job:
    """Queue a mail to this person.

    `template` names an entry that the apps register in `AppConfig.ready()`; it turns
    the arguments (ids only) into the context when the mail is written.
    """
    return enqueue_job(
        "mail",
        team=team,
        user=user,
        arguments={"template": template, **arguments},
        now=now,
    )

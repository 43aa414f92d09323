"""What fills the mails about a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from migration.selectors.my_tasks import read_my_tasks
from workspace.links import site_link
from workspace.models import User
from workspace.registries import MailContext, MailTemplate

FOLDER = "migration/mail"


def build_task_digest(
    user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    """List what is late and what is due within seven days, as it is by now."""
    if user is None or not user.wants_reminders:
        return None
    tasks = read_my_tasks(user, now=timezone.now())
    late, soon = (
        [row for row in rows if row.plan.team_id == arguments["team"]]
        for rows in (tasks.late, tasks.soon)
    )
    if not late and not soon:
        return None
    link = site_link("migration:my_tasks")
    return MailContext({"late": late, "soon": soon, "link": link})


MAILS = {
    "task_digest": MailTemplate(
        f"{FOLDER}/task_digest_subject.txt",
        f"{FOLDER}/task_digest.txt",
        build_task_digest,
    )
}

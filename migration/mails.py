"""What fills the mails about a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from migration.models import Plan, TaskComment
from migration.selectors.checklist.my_tasks import read_my_tasks
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


def build_task_mention(
    user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    """Tell somebody of a comment that mentions them, while it does and they want it."""
    if user is None or not user.wants_news:
        return None
    comments = TaskComment.objects.visible_to(user).present()
    comment = (
        comments.filter(mentions__user=user, task__plan__in=Plan.objects.active())
        .select_related("task__plan", "author")
        .filter(pk=arguments["comment"])
        .first()
    )
    if comment is None:
        return None
    link = site_link("migration:task_detail", comment.task_id)
    return MailContext({"comment": comment, "link": link})


MAILS = {
    "task_mention": MailTemplate(
        f"{FOLDER}/task_mention_subject.txt",
        f"{FOLDER}/task_mention.txt",
        build_task_mention,
    ),
    "task_digest": MailTemplate(
        f"{FOLDER}/task_digest_subject.txt",
        f"{FOLDER}/task_digest.txt",
        build_task_digest,
    ),
}

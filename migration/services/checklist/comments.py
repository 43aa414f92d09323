"""Comments on tasks: written, and changed or removed by who wrote them."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_text
from migration.models import PlanMember, Task, TaskComment
from migration.planning.mentions import mentioned
from migration.services.checklist.tasks import TaskRemoved, lock_task, tell
from migration.services.versions import remove_row, restore_row
from workspace.models import User
from workspace.services.mail import send_later

MOST_COMMENTS = 500
LONGEST = 4000


class CommentEmpty(DomainError):
    message = _("Write something first.")


class CommentIsStale(StaleVersion):
    message = _(
        "You changed this comment in another window since you opened it. It now says: "
        "“%(text)s”"
    )


class TooManyComments(DomainError):
    message = _("A task has at most %(most)s comments.")


@transaction.atomic
def write_comment(*, task: Task, text: str, actor: User, now: datetime) -> TaskComment:
    """Write it, and tell those whom it mentions."""
    task = lock_task(task)
    if task.removed_at is not None:
        raise TaskRemoved
    text = said(text)
    if task.comments.filter(removed_at=None).count() >= MOST_COMMENTS:
        raise TooManyComments(most=MOST_COMMENTS)
    comment = TaskComment.objects.create(
        task=task, author=actor, text=text, written_at=now
    )
    mention(comment, actor=actor, now=now)
    tell("comment.written", task, actor=actor, now=now)
    return comment


@transaction.atomic
def edit_comment(
    *, comment: TaskComment, text: str, version: int, actor: User, now: datetime
) -> TaskComment:
    """Change an own comment; only who is mentioned now and was not is told."""
    own_only(comment, actor)
    task = lock_task(comment.task)
    current = TaskComment.objects.select_for_update().get(pk=comment.pk)
    current.task = task
    if version != current.version:
        raise CommentIsStale(current=current, text=current.text)
    text = said(text)
    if text != current.text:
        current.text, current.edited_at = text, now
        current.version += 1
        current.save(update_fields=["text", "edited_at", "version"])
        mention(current, actor=actor, now=now)
        tell("comment.changed", task, actor=actor, now=now)
    return current


@transaction.atomic
def remove_comment(*, comment: TaskComment, actor: User, now: datetime) -> None:
    """Take an own comment away; it can come back. Asking twice is one."""
    own_only(comment, actor)
    if remove_row(comment, now=now):
        tell("comment.removed", comment.task, actor=actor, now=now)


@transaction.atomic
def restore_comment(*, comment: TaskComment, actor: User, now: datetime) -> None:
    own_only(comment, actor)
    if restore_row(comment):
        tell("comment.restored", comment.task, actor=actor, now=now)


def own_only(comment: TaskComment, actor: User) -> None:
    """The words of others are theirs, also for the lead."""
    if comment.author_id != actor.pk:
        raise PermissionDenied


def said(text: str) -> str:
    text = clean_text(text)
    if not text:
        raise CommentEmpty
    return text[:LONGEST]


def mention(comment: TaskComment, *, actor: User, now: datetime) -> None:
    """Remember whom it mentions, and write to those whom it did not mention before."""
    people = {
        member.pk: member for member in comment.task.plan.members.select_related("user")
    }
    names = {pk: str(member.user) for pk, member in people.items()}
    before = set(comment.mentions.values_list("pk", flat=True))
    found = mentioned(comment.text, names)
    comment.mentions.set(found)
    for pk in found:
        if pk not in before and people[pk].user_id != actor.pk:
            tell_mentioned(comment, people[pk], now=now)


def tell_mentioned(comment: TaskComment, member: PlanMember, *, now: datetime) -> None:
    user = member.user
    if not (user.is_active and user.wants_news):
        return
    send_later(
        "task_mention",
        user=user,
        team=comment.task.plan.team,
        arguments={"comment": comment.pk},
        now=now,
    )

"""Steps of a task: added, ticked, changed, moved, removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.models import Task, TaskStep
from migration.services.checklist.tasks import Direction, TaskRemoved, lock_task, tell
from migration.services.versions import remove_row, restore_row
from workspace.models import User

MOST_STEPS = 50
LONGEST = 200


class StepUnnamed(DomainError):
    message = _("Say in a few words what the step is.")


class StepTooLong(DomainError):
    message = _("A step has at most %(most)s letters. Split it into two.")


class StepRemoved(DomainError):
    message = _("Somebody removed this step meanwhile.")


class StepIsStale(StaleVersion):
    message = _(
        "Somebody else changed this step since you opened the page. It now says: "
        "“%(text)s”"
    )


class TooManySteps(DomainError):
    message = _("A task has at most %(most)s steps. Make further tasks of some.")


@transaction.atomic
def add_steps(
    *, task: Task, texts: Sequence[str], actor: User, now: datetime
) -> list[TaskStep]:
    """Put steps at the end, in the order given."""
    task = lock_task(task)
    if task.removed_at is not None:
        raise TaskRemoved
    texts = [checked(text) for text in texts if text.strip()]
    if not texts:
        raise StepUnnamed
    check_room(task, len(texts))
    steps = list(task.steps.all())
    first = max((step.position for step in steps), default=-1) + 1
    rows = [
        TaskStep(task=task, text=text, position=position)
        for position, text in enumerate(texts, first)
    ]
    TaskStep.objects.bulk_create(rows)
    tell("step.added", task, actor=actor, now=now)
    return rows


def check_room(task: Task, more: int) -> None:
    if task.steps.filter(removed_at=None).count() + more > MOST_STEPS:
        raise TooManySteps(most=MOST_STEPS)


def checked(text: str) -> str:
    text = clean_line(text)
    if not text:
        raise StepUnnamed
    if len(text) > LONGEST:
        raise StepTooLong(most=LONGEST)
    return text


@transaction.atomic
def tick_step(*, step: TaskStep, is_done: bool, actor: User, now: datetime) -> TaskStep:
    """Make it done, or open again. Of two who tick at once the first stays."""
    rows = TaskStep.objects.present().filter(pk=step.pk)
    rows = rows.filter(done_at__isnull=is_done)
    changed = rows.update(
        done_at=now if is_done else None, done_by=actor if is_done else None
    )
    step.refresh_from_db(fields=["done_at", "done_by", "removed_at"])
    if changed:
        verb = "step.done" if is_done else "step.reopened"
        tell(verb, step.task, actor=actor, now=now)
    return step


@transaction.atomic
def rename_step(
    *, step: TaskStep, text: str, seen: str, actor: User, now: datetime
) -> TaskStep:
    """Say it in other words, unless it says others by now than were `seen` (R48)."""
    text = checked(text)
    lock_task(step.task)
    step.refresh_from_db(fields=["text"])
    if step.text == text:
        return step
    if clean_line(step.text) != clean_line(seen):
        raise StepIsStale(current=step, text=step.text)
    if not TaskStep.objects.present().filter(pk=step.pk).update(text=text):
        raise StepRemoved
    step.text = text
    tell("step.changed", step.task, actor=actor, now=now)
    return step


@transaction.atomic
def move_step(
    *, step: TaskStep, direction: Direction, actor: User, now: datetime
) -> TaskStep:
    """Change places with the neighbour; at either end nothing happens."""
    lock_task(step.task)
    steps = list(step.task.steps.filter(removed_at=None).in_order())
    place = next((at for at, each in enumerate(steps) if each.pk == step.pk), None)
    other = -1 if place is None else place + (-1 if direction is Direction.UP else 1)
    if place is None or not 0 <= other < len(steps):
        return step
    steps[place], steps[other] = steps[other], steps[place]
    for position, each in enumerate(steps):
        each.position = position
    TaskStep.objects.bulk_update(steps, ["position"])
    tell("step.moved", step.task, actor=actor, now=now)
    step.refresh_from_db(fields=["position"])
    return step


@transaction.atomic
def remove_step(*, step: TaskStep, actor: User, now: datetime) -> None:
    """Take it off; it can come back. Asking twice is one."""
    if remove_row(step, now=now):
        tell("step.removed", step.task, actor=actor, now=now)


@transaction.atomic
def restore_step(*, step: TaskStep, actor: User, now: datetime) -> None:
    task = lock_task(step.task)
    if restore_row(step):
        check_room(task, 0)  # it counts with the others again
        tell("step.restored", step.task, actor=actor, now=now)

"""What proves that a task is done: words, an address, a file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import clean_line
from migration.models import Task
from migration.services.checklist.tasks import (
    ProofMissing,
    TaskIsStale,
    TaskRemoved,
    is_proof_asked,
    lock_task,
    tell,
)
from workspace.models import User
from workspace.services.files import NewFile, delete_file, store_file

LONGEST = 600


class ProofStands(DomainError):
    message = _("The task is ticked, so its proof stays. Take the tick away first.")


@transaction.atomic
def give_proof(
    *,
    task: Task,
    text: str = "",
    file: NewFile | None = None,
    version: int,
    actor: User,
    now: datetime,
) -> Task:
    """Keep the proof with the task, to be ticked now or later.

    The name of a file stands for it where nothing else is said. Refuses with
    StorageIsFull.
    """
    current = lock_open(task, version=version)
    text = clean_line(text) or (proof_of_file(file) if file else "")
    if not text:
        raise ProofMissing
    current.proof = text[:LONGEST]
    old = current.proof_file
    if file is not None:
        team = current.plan.team
        current.proof_file = store_file(file, team=team, owner=actor, now=now)
    save(current)
    if old and file is not None:
        delete_file(old)
    tell("task.proof_given", current, actor=actor, now=now)
    return current


def proof_of_file(file: NewFile) -> str:
    """Return the word that stands for a file where nothing else is said."""
    return clean_line(file.name)[:LONGEST]


@transaction.atomic
def keep_file_of_link(*, task: Task, file: NewFile, now: datetime) -> None:
    """Keep the file of a task that was just ticked over a personal link.

    It belongs to nobody's account. Refuses with StorageIsFull.
    """
    old = task.proof_file
    task.proof_file = store_file(file, team=task.plan.team, owner=None, now=now)
    task.save(update_fields=["proof_file"])
    if old:
        delete_file(old)


@transaction.atomic
def drop_proof_file(*, task: Task, version: int, actor: User, now: datetime) -> Task:
    """Take the file away; words that are only its name go with it."""
    current = lock_open(task, version=version)
    old = current.proof_file
    if old is None:
        return current
    if current.proof == clean_line(old.name)[:LONGEST]:
        current.proof = ""
    current.proof_file = None
    save(current)
    delete_file(old)
    tell("task.proof_dropped", current, actor=actor, now=now)
    return current


def lock_open(task: Task, *, version: int) -> Task:
    """Lock the task in the version that was seen. What is ticked keeps its proof."""
    current = lock_task(task)
    if current.removed_at is not None:
        raise TaskRemoved
    if current.is_done and is_proof_asked(current):
        raise ProofStands
    if version != current.version:
        raise TaskIsStale(current=current)
    return current


def save(task: Task) -> None:
    task.version += 1
    task.save(update_fields=["proof", "proof_file", "version"])

"""Rows that more than one person may change: none overwrites what it has not seen.

Each change is one statement that checks the row and writes it. So of two people who do
the same at once, one has done it, and it is told once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from common.errors import StaleVersion
from migration.models import (
    Asset,
    ContactList,
    Defect,
    Deliverable,
    FieldMapping,
    Gate,
    GateCriterion,
    Loss,
    Question,
    Risk,
    Stakeholder,
    SuccessMeasure,
    Task,
    TaskComment,
    TaskStep,
    Training,
)

Row = (
    Asset | ContactList | FieldMapping | Loss | Stakeholder | SuccessMeasure | Training
)
Removable = (
    Row
    | Defect
    | Deliverable
    | Gate
    | GateCriterion
    | Question
    | Risk
    | Task
    | TaskComment
    | TaskStep
)


def change_row(
    row: Row, columns: dict[str, Any], *, version: int, stale: type[StaleVersion]
) -> None:
    """Write the columns if the row still has the version that was seen (R48).

    `stale` is raised with the row as it is now.
    """
    rows = type(row).objects.filter(pk=row.pk, version=version, removed_at=None)
    changed = rows.update(version=version + 1, **columns)
    row.refresh_from_db()
    if not changed:
        raise stale(current=row)


def remove_row(row: Removable, *, now: datetime) -> bool:
    """Take the row off its page; say whether it was still there."""
    there = type(row).objects.filter(pk=row.pk, removed_at=None)
    if not there.update(removed_at=now):
        return False
    row.removed_at = now
    return True


def restore_row(row: Removable) -> bool:
    """Bring the row back; say whether it was gone."""
    gone = type(row).objects.filter(pk=row.pk, removed_at__isnull=False)
    if not gone.update(removed_at=None):
        return False
    row.removed_at = None
    return True

"""Rows that are edited together, under one version: the sum of theirs.

No row is ever deleted, and each write raises its row's version by one, so that the sum
only grows and two writers never see the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from common.errors import StaleVersion


@dataclass(frozen=True, slots=True)
class SetVersion:
    version: int


def version_of_rows(rows: Iterable[Any]) -> int:
    return sum(row.version for row in rows)


def write_set(
    rows: QuerySet[Any],
    *,
    column: str,
    edits: Mapping[str, Mapping[str, Any]],
    new: Mapping[str, Any],
    version: int,
    stale: type[StaleVersion],
) -> int:
    """Write what differs from what is stored; return how many rows that were.

    Call it under the lock of the evaluation. `rows` are those of the whole set,
    `column` names one, `new` is what a row that is missing begins with. Raises `stale`
    when something would be overwritten that was not seen.
    """
    stored = {getattr(row, column): row for row in rows}
    changed = {
        key: fields for key, fields in edits.items() if differs(stored.get(key), fields)
    }
    if changed and version != version_of_rows(stored.values()):
        raise stale(current=SetVersion(version_of_rows(stored.values())))
    for key, fields in changed.items():
        row = stored.get(key) or rows.model(**{**new, column: key, "version": 0})
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
    return len(changed)


def differs(row: Model | None, fields: Mapping[str, Any]) -> bool:
    """Tell whether writing these fields would change the row, or make a first one."""
    if row is None:
        return any(value not in {"", None} for value in fields.values())
    return any(getattr(row, name) != value for name, value in fields.items())

"""Rows that more than one person may change: none overwrites what it has not seen."""

from __future__ import annotations

from typing import Any

from common.errors import StaleVersion
from migration.models import (
    Asset,
    ContactList,
    FieldMapping,
    Stakeholder,
    SuccessMeasure,
    Training,
)

Row = Asset | ContactList | FieldMapping | Stakeholder | SuccessMeasure | Training


def change_row(
    row: Row, columns: dict[str, Any], *, version: int, stale: type[StaleVersion]
) -> None:
    """Write the columns if the row still has the version that was seen (R48).

    One statement checks and writes. `stale` is raised with the row as it is now.
    """
    rows = type(row).objects.filter(pk=row.pk, version=version, removed_at=None)
    changed = rows.update(version=version + 1, **columns)
    row.refresh_from_db()
    if not changed:
        raise stale(current=row)

"""Bring a sheet the short way: as the pages do, without the file."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from evaluator.matrix.grid import SheetLike
from evaluator.models import Evaluation, MatrixImport
from evaluator.selectors.matrix.imports import Draft
from evaluator.services.matrix.imports import Upload, begin_import
from evaluator.services.matrix.taking import part_of, seen_of, take_import
from workspace.models import Team, User


def bring(
    sheet: SheetLike, *, team: Team, actor: User, now: datetime, **told: Any
) -> MatrixImport:
    upload = Upload(
        file_name=f"{sheet.name}.xlsx",
        digest=sha256(repr(sheet.rows).encode()).hexdigest(),
        sheets=[sheet],
        form_key=uuid4(),
        **{"title": "Brought", **told},
    )
    return begin_import(team=team, upload=upload, actor=actor, now=now)


def draft_of(row: MatrixImport) -> Draft:
    return Draft(row, part_of(row, row.owner))


def take(row: MatrixImport, *, now: datetime) -> Evaluation:
    seen = seen_of(draft_of(row))
    return take_import(row=row, seen=seen, actor=row.owner, now=now)

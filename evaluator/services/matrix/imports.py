"""A spreadsheet is brought, corrected, settled; `matrix_taking` carries it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion, StateConflict
from evaluator.matrix.grid import (
    PlainSheet,
    SheetLike,
    grid_of,
    is_too_large,
    plain_sheet,
    plain_sheet_from,
)
from evaluator.matrix.guess import guess_layout
from evaluator.matrix.layout import (
    Layout,
    LayoutMalformed,
    corrections,
    fingerprint_of,
    fits,
    layout_from,
    remembered,
)
from evaluator.matrix.words import CRITERIA
from evaluator.models import Evaluation, MatrixImport, SheetMapping
from evaluator.selectors.catalogue.platforms import platforms_by_name
from evaluator.selectors.matrix.vendors import known_names
from workspace.models import Team, User

KEEP = timedelta(days=1)
MOST_SHEETS = 30


class NoMatrixInside(DomainError):
    message = _(
        "There is no sheet with a table in this file, or each has more than 1,000 rows"
        " or 120 columns. Keep the sheet with requirements and vendors, and upload it"
        " again."
    )


class ImportIsStale(StaleVersion):
    message = _("This import was changed in another window. Nothing was saved here.")


class ImportIsTaken(StateConflict):
    message = _("This spreadsheet was taken in already.")


class OtherSheet(DomainError):
    message = _("These settings are not those of this sheet.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the door read it, and where it is to go."""

    file_name: str
    digest: str
    sheets: Sequence[SheetLike]
    form_key: UUID
    title: str = ""
    is_committee: bool = False
    evaluation: Evaluation | None = None


def begin_import(
    *, team: Team, upload: Upload, actor: User, now: datetime
) -> MatrixImport:
    """Keep what was read, with a guess of its layout; one form makes one (R49)."""
    try:
        return make_import(team=team, upload=upload, actor=actor, now=now)
    except IntegrityError:
        made = MatrixImport.objects.filter(owner=actor, form_key=upload.form_key)
        if not made.exists():
            raise
        return made.get()


@transaction.atomic
def make_import(
    *, team: Team, upload: Upload, actor: User, now: datetime
) -> MatrixImport:
    sheets = [plain_sheet(each) for each in upload.sheets if not is_too_large(each)]
    sheets = [each for each in sheets if len(each.rows) > 1][:MOST_SHEETS]
    if not sheets:
        raise NoMatrixInside
    row = MatrixImport(
        team=team,
        owner=actor,
        evaluation=upload.evaluation,
        file_name=upload.file_name[:200],
        digest=upload.digest,
        sheets=[each.to_json() for each in sheets],
        title=upload.title[:120],
        is_committee=upload.is_committee,
        form_key=upload.form_key,
        created_at=now,
    )
    row.sheet = likeliest(sheets, known_names(platforms_by_name(team)))
    read_afresh(row, sheets[row.sheet])
    row.save(force_insert=True)
    return row


def likeliest(sheets: Sequence[PlainSheet], known: frozenset[str]) -> int:
    """Return the sheet in which most rows and vendors are recognised."""
    sizes = [size_of(guess_layout(sheet, known)) for sheet in sheets]
    return max(range(len(sheets)), key=lambda place: (sizes[place], -place))


def size_of(layout: Layout) -> int:
    return len(layout.lines_of(CRITERIA)) * len(layout.vendors)


def read_afresh(row: MatrixImport, sheet: PlainSheet, *, forgets: bool = False) -> None:
    """Guess the layout, as the team read such a sheet the last time if it did."""
    guess = guess_layout(sheet, known_names(platforms_by_name(row.team)))
    grid = grid_of(sheet, is_turned=guess.is_turned)
    kept = SheetMapping.objects.filter(
        team=row.team, fingerprint=fingerprint_of(grid, guess)
    ).first()
    row.layout, row.choices, row.is_remembered = guess.to_json(), {}, False
    if kept is None or forgets:
        return
    layout = remembered(grid, guess, layout_from(kept.layout), kept.lines)
    row.layout, row.choices = layout.to_json(), kept.choices
    row.is_remembered = True


@transaction.atomic
def choose_sheet(
    *, row: MatrixImport, sheet: int, version: int, forgets: bool = False
) -> MatrixImport:
    """Read another sheet of the file, or this one once more from nothing."""
    lock_import(row, version=version)
    if not 0 <= sheet < len(row.sheets):
        raise OtherSheet
    row.sheet = sheet
    read_afresh(row, plain_sheet_from(row.sheets[sheet]), forgets=forgets)
    return save_import(row, "sheet", "layout", "choices", "is_remembered")


@transaction.atomic
def turn_sheet(*, row: MatrixImport, version: int) -> MatrixImport:
    """Read requirements across instead of down, or the other way round."""
    lock_import(row, version=version)
    sheet = plain_sheet_from(row.sheets[row.sheet])
    is_turned = not layout_from(row.layout).is_turned
    known = known_names(platforms_by_name(row.team))
    row.layout = guess_layout(sheet, known, is_turned=is_turned).to_json()
    row.is_remembered = False
    return save_import(row, "layout", "is_remembered")


@transaction.atomic
def correct_layout(
    *, row: MatrixImport, layout: Mapping[str, Any], version: int
) -> MatrixImport:
    """Store the layout as a person has corrected it.

    What says the same as what is stored needs no version: a page that is sent while its
    last correction is still on the way.
    """
    lock_import(row)
    try:
        corrected = layout_from(layout)
    except LayoutMalformed as error:
        raise OtherSheet from error
    if corrected.to_json() == row.layout:
        return row
    if row.version != version:
        raise ImportIsStale(current=row)
    sheet = plain_sheet_from(row.sheets[row.sheet])
    if not fits(corrected, grid_of(sheet, is_turned=corrected.is_turned)):
        raise OtherSheet
    row.layout = corrected.to_json()
    return save_import(row, "layout")


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person settles before the plan is drawn."""

    choices: Mapping[str, int | None]
    title: str
    is_committee: bool
    takes_weights: bool
    takes_scores: bool


@transaction.atomic
def settle_import(*, row: MatrixImport, settled: Settled, version: int) -> MatrixImport:
    """Store which platform each vendor is, and what is to be taken."""
    lock_import(row, version=version)
    row.choices = {**row.choices, **settled.choices}
    row.title, row.is_committee = settled.title, settled.is_committee
    row.takes_weights, row.takes_scores = settled.takes_weights, settled.takes_scores
    return save_import(
        row, "choices", "title", "is_committee", "takes_weights", "takes_scores"
    )


@transaction.atomic
def send_elsewhere(
    *, row: MatrixImport, evaluation: Evaluation | None, version: int
) -> MatrixImport:
    """Let the sheet go into this evaluation, or into one of its own."""
    lock_import(row, version=version)
    row.evaluation = evaluation
    return save_import(row, "evaluation")


@transaction.atomic
def drop_import(*, row: MatrixImport) -> None:
    """Forget a spreadsheet that was not taken."""
    MatrixImport.objects.waiting().filter(pk=row.pk).delete()


def forget_imports(now: datetime) -> None:
    """Delete what nobody took within a day. Safe to repeat."""
    MatrixImport.objects.waiting().filter(created_at__lt=now - KEEP).delete()


def remember_mapping(row: MatrixImport, *, now: datetime) -> None:
    """Keep for the team how this sheet was read, by its heads."""
    sheet = plain_sheet_from(row.sheets[row.sheet])
    known = known_names(platforms_by_name(row.team))
    guess = guess_layout(sheet, known)
    layout = layout_from(row.layout)
    if layout.is_turned != guess.is_turned:
        return  # known again by the guess, which would lie the other way
    grid = grid_of(sheet, is_turned=guess.is_turned)
    SheetMapping.objects.update_or_create(
        team=row.team,
        fingerprint=fingerprint_of(grid, guess),
        defaults={
            "layout": layout.to_json(),
            "lines": corrections(grid, guess, layout),
            "choices": row.choices,
            "used_at": now,
        },
    )


def lock_import(row: MatrixImport, *, version: int | None = None) -> MatrixImport:
    """Lock the row and read it afresh; refuse what was taken, or another version."""
    rows = MatrixImport.objects.select_for_update()
    row.refresh_from_db(from_queryset=rows)
    if row.taken_at is not None:
        raise ImportIsTaken
    if version is not None and row.version != version:
        raise ImportIsStale(current=row)
    return row


def save_import(row: MatrixImport, *fields: str) -> MatrixImport:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    return row

"""What an uploaded score sheet would change, cell by cell; pure comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from evaluator.models import Criterion
from evaluator.selectors.said import FIELDS, OwnSheet, Said
from evaluator.selectors.sheet import CellKey, Column
from evaluator.workbooks.offline.sheet_reader import FilledSheet, Row


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: what the site has, and what it becomes.

    A conflict: the site has been changed since the sheet was downloaded, and the sheet
    says something else; the person chooses (R48).
    """

    criterion: Criterion
    candidate: Column
    row: int  # of the sheet
    before: Said
    after: Said
    version: int
    is_conflict: bool

    @property
    def key(self) -> CellKey:
        return self.criterion.pk, self.candidate.pk

    @property
    def name(self) -> str:
        """How a form names it."""
        return "{}-{}".format(*self.key)

    @property
    def fields(self) -> list[str]:
        return [
            name
            for name in FIELDS
            if getattr(self.before, name) != getattr(self.after, name)
        ]


@dataclass(frozen=True, slots=True)
class SheetChanges:
    changes: tuple[CellChange, ...] = ()
    # Candidates from which the person is recused by now; what the sheet says is left.
    left_out: tuple[str, ...] = field(default=())

    @property
    def plain(self) -> tuple[CellChange, ...]:
        return tuple(each for each in self.changes if not each.is_conflict)

    @property
    def conflicts(self) -> tuple[CellChange, ...]:
        return tuple(each for each in self.changes if each.is_conflict)

    def taken(self, chosen: set[str]) -> tuple[CellChange, ...]:
        """Return the plain ones, and the conflicts that were decided for the sheet."""
        return tuple(
            each for each in self.changes if not each.is_conflict or each.name in chosen
        )


def compare(filled: FilledSheet, own: OwnSheet) -> SheetChanges:
    """Find the cells that the sheet changes; what nobody touched in it says nothing."""
    criteria = {leaf.pk: leaf for leaf in own.sheet.rated}
    columns = {column.pk: column for column in own.sheet.candidates}
    changes = []
    left_out = {}
    for row in filled.rows:
        column = columns[row.key[1]]
        change = change_in(row, criteria[row.key[0]], column, filled, own)
        if change is None:
            continue
        if column.takes_entries:
            changes.append(change)
        else:
            left_out[column.pk] = column.name
    return SheetChanges(tuple(changes), tuple(left_out.values()))


def change_in(
    row: Row, criterion: Criterion, column: Column, filled: FilledSheet, own: OwnSheet
) -> CellChange | None:
    left, stored = filled.identity.left(row.key), own.at(row.key)
    said = dict(touched(row, filled))
    after = stored.said.changed(said)
    if after == stored.said:
        return None
    return CellChange(
        criterion=criterion,
        candidate=column,
        row=row.number,
        before=stored.said,
        after=after,
        version=stored.version,
        is_conflict=stored.version != left.version,
    )


def touched(row: Row, filled: FilledSheet) -> Iterator[tuple[str, str]]:
    """Yield what stands in the row otherwise than when the sheet was downloaded."""
    left = filled.identity.left(row.key)
    for name, text in row.given.items():
        if not left.is_untouched(name, text):
            yield name, text

"""What a sheet says, once read: criteria, vendors, weights, cells, problems."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from common.tables.sheets import cell_name
from common.text import match_key
from evaluator.matrix.words import LineRole

Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where in the sheet (row and column from 1; 0: as a whole)."""

    code: str
    row: int = 0
    column: int = 0
    text: str = ""

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it, such as D17."""
        return cell_name(self.row, self.column) if self.column else ""


@dataclass(frozen=True, slots=True)
class MatrixCategory:
    name: str
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MatrixCriterion:
    """One row of requirements. `ends` (worst, best) of measured ones only."""

    name: str
    kind: LineRole
    place: Place
    category: str = ""
    description: str = ""
    weight: Decimal | None = None
    unit: str = ""
    ends: tuple[float, float] | None = None

    @property
    def key(self) -> tuple[str, str]:
        return criterion_key(self.category, self.name, self.kind)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What the sheet says of one vendor in one row; one of the three is set."""

    criterion: int
    vendor: int
    place: Place
    text: str
    note: str = ""
    score: int | None = None
    answer: str = ""
    value: Decimal | None = None
    is_rounded: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """All that was read.

    Rows read = rows taken + rows reported; the other rows are none by their role.
    """

    categories: tuple[MatrixCategory, ...] = ()
    criteria: tuple[MatrixCriterion, ...] = ()
    vendors: tuple[str, ...] = ()
    cells: tuple[MatrixCell, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows_read: int = 0
    rows_reported: int = 0

    @property
    def rows_taken(self) -> int:
        return self.rows_read - self.rows_reported

    @property
    def has_weights(self) -> bool:
        return any(each.weight is not None for each in self.criteria)


def criterion_key(category: str, name: str, kind: str) -> tuple[str, str]:
    """Return what tells criteria apart. Must-haves stand in one list of their own."""
    if kind == LineRole.MUST_HAVE:
        return "\x00must-have", match_key(name)
    return match_key(category), match_key(name)

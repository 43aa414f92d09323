"""Where things stand in the workbook. Rows are Excel's own, counted from 1.

A candidate has the same column on every sheet, and a criterion the same row on the
sheets of comparison and weights, so that formulas can be followed by eye.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from common.tables.cells import quoted
from evaluator.workbooks.comparison.content import Content
from evaluator.workbooks.comparison.tree_rows import TreeRow

COLUMN = "\0"
"""Stands for the candidate's column in the formulas of a row; no text can hold it."""

FIRST_COLUMN = 2  # counted from 0, as XlsxWriter does: behind the name and a number
TITLE, HINT, HEAD = 1, 2, 3
MOST_PARTS = 12  # more categories than this make no chart, and no table to print


class Role(StrEnum):
    """The sheets, in the order of their tabs."""

    SUMMARY = "summary"
    COMPARISON = "comparison"
    WEIGHTS = "weights"
    MUST_HAVES = "must_haves"
    MEASURED = "measured"
    SCORES = "scores"
    NOTES = "notes"
    FACTS = "facts"
    METHOD = "method"


@dataclass(frozen=True)
class Layout:
    content: Content
    names: Mapping[Role, str]

    def sheet(self, role: Role) -> str:
        """Return the sheet as formulas on other sheets name it: with its `!`."""
        return f"{quoted(self.names[role])}!"

    @cached_property
    def letters(self) -> list[str]:
        return [
            xl_col_to_name(FIRST_COLUMN + place)
            for place in range(len(self.content.candidates))
        ]

    def across(self, row: int) -> str:
        """Return one row over all candidates, as every column sees it."""
        return f"${self.letters[0]}${row}:${self.letters[-1]}${row}"

    def up_to_here(self, row: int) -> str:
        return f"${self.letters[0]}${row}:{COLUMN}${row}"

    # Comparison

    rank = HEAD + 1
    total = HEAD + 2

    @property
    def verdict(self) -> int:
        """The row of the must-haves; asked for only where there are any."""
        return self.total + 1

    @property
    def first(self) -> int:
        return self.total + (2 if self.content.has_must_haves else 1)

    @property
    def last(self) -> int:
        return self.first + len(self.content.rows) - 1

    def row_of(self, row: TreeRow) -> int:
        return self.first + row.place

    def rows_below(self, row: TreeRow) -> tuple[int, int]:
        """First and last row of what a category holds; a leaf holds itself."""
        first, last = row.below
        return self.first + first, self.first + last

    @property
    def coverage(self) -> int:
        return self.last + 3

    @property
    def lowest(self) -> int:
        return self.coverage + 1

    @property
    def highest(self) -> int:
        return self.coverage + 2

    @property
    def parts(self) -> int:
        """The first row of the points by category."""
        return self.coverage + 5

    def part_of(self, top: TreeRow) -> int:
        return self.parts + self.content.tops.index(top)

    @property
    def order(self) -> int:
        return self.parts + len(self.content.tops) + 1

    # Weights

    def weights(self, first: int, last: int) -> str:
        """Return the weights of leaves in the whole."""
        return f"{self.sheet(Role.WEIGHTS)}$F${first}:$F${last}"

    def shares(self, first: int, last: int) -> str:
        """Return the shares of leaves within their top category."""
        return f"{self.sheet(Role.WEIGHTS)}$G${first}:$G${last}"

    @property
    def weights_are_sound(self) -> str:
        """The condition that all weights together are the whole."""
        return f"ABS({self.sheet(Role.WEIGHTS)}$F${self.last + 1}-1)<1E-9"

    # Must-haves

    must_haves = HEAD + 1

    @property
    def must_haves_end(self) -> int:
        return self.must_haves + len(self.content.results.must_haves.rows) - 1

    @property
    def not_met(self) -> int:
        return self.must_haves_end + 2

    @property
    def must_have_verdict(self) -> int:
        return self.not_met + 3

    # Measured

    measured = HEAD + 1

    @cached_property
    def measured_place(self) -> dict[int, int]:
        return {row.pk: n for n, row in enumerate(self.content.measured_rows)}

    def measurement_of(self, row: TreeRow) -> int:
        return self.measured + self.measured_place[row.pk]

    def value_of(self, row: TreeRow) -> int:
        behind = self.measured + len(self.content.measured_rows) + 2
        return behind + self.measured_place[row.pk]

    @property
    def value_points(self) -> int:
        """The first row of the table of value functions."""
        return self.measured + 2 * len(self.content.measured_rows) + 5

    # Scores

    @cached_property
    def blocks(self) -> dict[int, Block]:
        tops = len(self.content.tops) if self.content.is_personal else 0
        height = len(self.content.rows) + 5 + (1 + tops if tops else 0)
        return {
            pk: Block(HEAD + 2 + place * height, len(self.content.rows))
            for place, pk in enumerate(self.content.evaluators)
        }


@dataclass(frozen=True, slots=True)
class Block:
    """Where one evaluator's scores stand on their sheet."""

    name: int
    length: int

    @property
    def first(self) -> int:
        return self.name + 1

    @property
    def last(self) -> int:
        return self.name + self.length

    def row_of(self, row: TreeRow) -> int:
        return self.first + row.place

    @property
    def total(self) -> int:
        return self.last + 1

    @property
    def coverage(self) -> int:
        return self.last + 2

    @property
    def rank(self) -> int:
        return self.last + 3

    @property
    def lowest(self) -> int:
        return self.last + 4

    @property
    def parts(self) -> int:
        return self.last + 5

"""Where figures stand, so that formulas on other sheets find them.

A month has the same row on every sheet that tells of months.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from common.tables.cells import quoted
from evaluator.costs.components import Charge
from evaluator.costs.measures import Measure
from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.comparison.styles import Styles
from evaluator.workbooks.money.content import Content
from evaluator.workbooks.plain_sheet import HEAD, PlainSheet

FIRST = HEAD + 1
"""The row of the first month."""


class Role(StrEnum):
    """The sheets, in the order of their tabs."""

    YEARS = "years"
    MONTHS = "months"
    RETURN = "return"
    RETURN_MONTHS = "return_months"
    GAINS = "gains"
    SCENARIOS = "scenarios"
    BILLS = "bills"
    LINES = "lines"
    LINE_MONTHS = "line_months"
    USAGE = "usage"
    STEPS = "steps"
    ASSUMPTIONS = "assumptions"


@dataclass
class MoneyBook:
    """All that a sheet's writer needs, and where the sheets before it put things.

    cells: name of an assumption -> its address. steps: (candidate, plan, part) ->
    first row on the sheet of steps. columns: (sheet, name) -> letter. gains: key of a
    gain -> the cells of a full month, of its delay, of its ramp.
    """

    content: Content
    options: WorkbookOptions
    styles: Styles
    workbook: xlsxwriter.Workbook
    names: dict[Role, str]
    sheets: dict[Role, PlainSheet] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    steps: dict[tuple[str, str, str], int] = field(default_factory=dict)
    columns: dict[tuple[Role, str], str] = field(default_factory=dict)
    line_rows: dict[str, int] = field(default_factory=dict)
    gains: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def sheet(self, role: Role) -> str:
        """Return the sheet as formulas on other sheets name it: with its `!`."""
        return f"{quoted(self.names[role])}!"

    def at(self, role: Role, name: str, row: int) -> str:
        """Return the cell of a named column on another sheet."""
        return f"{self.sheet(role)}{self.columns[role, name]}{row}"

    def used(self, measure: Measure, row: int) -> str:
        """Return the usage of a month."""
        return self.at(Role.USAGE, measure, row)

    def step(self, candidate: str, plan: str, part: Charge) -> int:
        return self.steps[candidate, plan, part.name]

    @property
    def last(self) -> int:
        """The row of the last month."""
        return FIRST + self.content.months - 1


def letter(column: int) -> str:
    """Return the letters of a column counted from 0."""
    return str(xl_col_to_name(column))


def share(amount: object) -> str:
    """Write a number as formulas do: with a point, and no exponent of a Decimal."""
    return repr(float(amount))  # type: ignore[arg-type]

"""Where things stand, so that formulas and the reader of ticks find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.comparison.styles import Styles
from evaluator.workbooks.plain_sheet import PlainSheet
from migration.workbooks.plan.content import Content

DAY = "yyyy-mm-dd"
# The hidden sheet: what the workbook was when it left, in pieces down its first column.
HIDDEN = "changeover"
PIECE = 30_000


class Role(StrEnum):
    """The sheets, in the order of their tabs."""

    PLAN = "plan"
    CHECKLIST = "checklist"
    ASSETS = "assets"
    LISTS = "lists"
    STAKEHOLDERS = "stakeholders"
    RACI = "raci"
    RISKS = "risks"
    GATES = "gates"
    DAYS = "days"
    READ_ME = "read_me"


class Column:
    """Columns of the plan, from 0. The last four are hidden: moments, for formulas."""

    NUMBER, TASK, PERSON, DAYS, WAITS, NOT_BEFORE, FIXED = range(7)
    START, FINISH, DONE, DUE, FLOAT, NOTE = range(7, 13)
    AFTER, LINKED, BEGINS, ENDS = range(13, 17)
    CHART = 17


class Row:
    """Rows of the plan, from 1."""

    LABELS, INPUTS, HEAD, FIRST = 3, 4, 5, 6


def letter(column: int) -> str:
    return str(xl_col_to_name(column))


def at(column: int, row: int) -> str:
    """Return the cell with its column held fast."""
    return f"${letter(column)}{row}"


def fixed(column: int, row: int) -> str:
    return f"${letter(column)}${row}"


STARTS = fixed(Column.NOT_BEFORE, Row.INPUTS)
TODAY = fixed(Column.START, Row.INPUTS)
STEP = fixed(Column.DUE, Row.INPUTS)
WEEKEND = "weekend"


def days_off(calendar: int) -> str:
    """Return the name of the range of days off of a calendar."""
    return f"days_off_{calendar}"


@dataclass
class PlanBook:
    """All that a sheet's writer needs.

    rows, numbers: id of a task -> its row on the plan, and its number there.
    """

    content: Content
    options: WorkbookOptions
    styles: Styles
    workbook: xlsxwriter.Workbook
    names: Mapping[Role, str]
    sheets: dict[Role, PlainSheet] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

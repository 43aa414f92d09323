"""The lists of a plan: the same tables as its pages give, one a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from common.tables.exports import Cell, Table
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.plain_sheet import HEAD, PlainSheet
from migration.exports.assets import lists_table
from migration.exports.risks import risks_table
from migration.exports.stakeholders import stakeholders_table
from migration.workbooks.plan.layout import PlanBook, Role, letter
from migration.workbooks.plan.plan_sheet import day

FIRST = HEAD + 1
# Columns of the table of lists, from 0.
TOTAL, MOVED, UNEXPLAINED = 3, (4, 7), 8
THERE, HERE = 9, 10  # suppressed in the source, in the target
PROBABILITY, IMPACT, SCORE = 1, 2, 3
NARROW, WIDE = 14, 40


def write_assets(book: PlanBook) -> None:
    hint = _("What the old platform holds, and what becomes of it.")
    write_table(book, Role.ASSETS, book.content.assets, hint, wide={1, 7, 14})


def write_lists(book: PlanBook) -> None:
    """The ledger: what is unexplained is computed, and red when it is not 0.

    Red, too, where the target suppresses fewer people than the source.
    """
    content, sheet = book.content, book.sheets[Role.LISTS]
    table = lists_table(content.plan, content.lists)
    hint = _("Source total = loaded + merged + excluded + rejected + unexplained.")
    last = write_table(book, Role.LISTS, table, hint, wide={0})
    first, final = (letter(column) for column in MOVED)
    for row, each in enumerate(content.lists, start=FIRST):
        if not each.is_counted:
            sheet.text(row, UNEXPLAINED, _("not counted yet"), "hint")
            continue
        formula = f"{letter(TOTAL)}{row}-SUM({first}{row}:{final}{row})"
        sheet.formula(row, UNEXPLAINED, formula, each.ledger.unexplained, "whole_bold")
    left, there, here = (
        f"{letter(column)}{FIRST}" for column in (UNEXPLAINED, THERE, HERE)
    )
    mark_red(sheet, UNEXPLAINED, f"AND(ISNUMBER({left}),{left}<>0)", last)
    mark_red(sheet, HERE, f"AND(COUNT({there},{here})=2,{here}<{there})", last)


def mark_red(sheet: PlainSheet, column: int, wrong: str, last: int) -> None:
    """Colour the cells of a column where a formula, written for row FIRST, is true."""
    red = sheet.look.conditional(font_color="#B02A2D", bg_color="#FFECE9")
    rule = {"type": "formula", "criteria": f"={wrong}", "format": red}
    sheet.worksheet.conditional_format(FIRST - 1, column, last - 1, column, rule)


def write_stakeholders(book: PlanBook) -> None:
    content = book.content
    table = stakeholders_table(
        content.plan, content.stakeholders, shows_feelings=content.shows_feelings
    )
    hint = _("Whom the move needs; a row without a name is an empty chair.")
    wide = {8, 10} if not content.shows_feelings else {7, 8, 10}
    write_table(book, Role.STAKEHOLDERS, table, hint, wide=wide)


def write_risks(book: PlanBook) -> None:
    content, sheet = book.content, book.sheets[Role.RISKS]
    hint = _("The score is how likely times how bad, each from 1 to 5.")
    table = risks_table(content.plan, content.risks)
    last = write_table(book, Role.RISKS, table, hint, wide={0, 4, 6})
    likely, bad = letter(PROBABILITY), letter(IMPACT)
    for row, risk in enumerate(content.risks, start=FIRST):
        formula = f"{likely}{row}*{bad}{row}"
        sheet.formula(row, SCORE, formula, risk.score, "whole_bold")
    scale = {
        "type": "3_color_scale",
        "min_type": "num",
        "mid_type": "num",
        "max_type": "num",
        "min_value": 1,
        "mid_value": 9,
        "max_value": 25,
        "min_color": "#A8EABE",
        "mid_color": "#FBF3DD",
        "max_color": "#FFC5BF",
    }
    sheet.worksheet.conditional_format(FIRST - 1, SCORE, last - 1, SCORE, scale)


def write_raci(book: PlanBook) -> None:
    if book.content.raci:
        hint = _("R does it, A answers for it, C is asked, I is told.")
        write_table(book, Role.RACI, book.content.raci, hint, wide={0})


def write_gates(book: PlanBook) -> None:
    if book.content.gates:
        hint = _("The criteria and votes of each gate, as they stand.")
        write_table(book, Role.GATES, book.content.gates, hint, wide={4, 9})


def write_table(
    book: PlanBook, role: Role, table: Table, hint: str, *, wide: set[int]
) -> int:
    """Write head and rows; return the last row."""
    sheet, rows = book.sheets[role], list(table.rows)
    sheet.heading(book.names[role], hint)
    numbers = number_columns(rows)
    widths = [
        WIDE if place in wide else 22 if place == 0 else NARROW
        for place in range(len(table.head))
    ]
    sheet.list_head(table.head, widths, numbers)
    for row, cells in enumerate(rows, start=FIRST):
        for column, cell in enumerate(cells):
            write_cell(sheet, row, column, cell)
        texts = zip(cells, widths, strict=True)
        wraps = [(cell, width) for cell, width in texts if isinstance(cell, str)]
        sheet.fit_height(row, wraps)
    if not rows:
        sheet.text(FIRST, 0, _("Nothing is here yet."), "hint")
    last = max(FIRST, FIRST + len(rows) - 1)
    sheet.worksheet.autofilter(HEAD - 1, 0, last - 1, len(table.head) - 1)
    sheet.frame(HEAD, 1)
    return last


def number_columns(rows: Sequence[Sequence[Cell]]) -> Mapping[int, bool]:
    kinds = (int, float, Decimal)
    return {
        column: True
        for row in rows
        for column, cell in enumerate(row)
        if isinstance(cell, kinds) and not isinstance(cell, bool)
    }


def write_cell(sheet: PlainSheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, bool):
        sheet.text(row, column, _("yes") if cell else _("no"), "label")
    elif isinstance(cell, datetime | date):
        only = cell.date() if isinstance(cell, datetime) else cell
        day(sheet, row, column, only, "plain")
    elif isinstance(cell, int | float | Decimal):
        sheet.number(row, column, float(cell), "plain")
    else:
        sheet.text(row, column, str(cell or ""), "text")

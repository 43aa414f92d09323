"""The bars: cells under days that take their colour from the dates in their row."""

from __future__ import annotations

from datetime import date, timedelta

from xlsxwriter.utility import xl_col_to_name

from evaluator.workbooks.comparison import styles
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.plain_sheet import PlainSheet
from migration.selectors.schedule.schedule import PlanSchedule
from migration.workbooks.plan.layout import (
    DAY,
    STEP,
    TODAY,
    WEEKEND,
    Column,
    PlanBook,
    Role,
    Row,
    fixed,
)
from migration.workbooks.plan.moments import serial

# Days a column may stand for; and the most columns that a page can show.
STEPS, MOST, LEAST = (1, 7, 14, 28), 70, 30
WIDTH = 2.7
PHASE, DONE, CRITICAL, OPEN = styles.INK_2, "#179765", "#C8443B", "#3664BE"
NOW = "#DB5D2C"
NO_WORK = "#ECEFF3"


def write(book: PlanBook) -> None:
    sheet, found = book.sheets[Role.PLAN], book.content.schedule
    if not book.rows:
        return
    step, first, count = scale_of(found)
    sheet.text(Row.LABELS, Column.DUE, _("Days a column"), "hint")
    sheet.number(Row.INPUTS, Column.DUE, step, "input", num_format="0")
    for place in range(count):
        write_head(sheet, place, first + timedelta(days=step * place))
    last_column = Column.CHART + count - 1
    sheet.worksheet.set_column(Column.CHART, last_column, WIDTH)
    draw(book, last_column)
    write_milestones(book, first, step, last_column)
    write_legend(sheet)


def scale_of(found: PlanSchedule) -> tuple[int, date, int]:
    """Return days a column, the first day, and how many columns there are.

    A quarter more than now, so that a plan that grows stays on the chart.
    """
    start = min([phase.start for phase in found.phases] + [found.network.today])
    length = ((found.finish - start).days + 1) * 5 // 4
    step = next((each for each in STEPS if length / each <= MOST), STEPS[-1])
    first = start if step == 1 else start - timedelta(days=start.weekday())
    return step, first, min(max(length // step + 2, LEAST), MOST)


def write_head(sheet: PlainSheet, place: int, stored: date) -> None:
    column = Column.CHART + place
    look = {"num_format": DAY, "rotation": 90, "font_size": 8, "align": "center"}
    style = sheet.look("head", **look)
    if place == 0:
        sheet.worksheet.write_number(Row.HEAD - 1, column, serial(stored), style)
        return
    before = f"{xl_col_to_name(column - 1)}{Row.HEAD}"
    formula = f"={before}+{STEP}"
    sheet.worksheet.write_formula(Row.HEAD - 1, column, formula, style, serial(stored))


def draw(book: PlanBook, last_column: int) -> None:
    """Colour the cells; of several rules the first that holds wins."""
    sheet, last_row = book.sheets[Role.PLAN], max(book.rows.values())
    first, row = xl_col_to_name(Column.CHART), Row.FIRST
    head, start, finish = f"{first}${Row.HEAD}", f"$H{row}", f"$I{row}"
    until = f"{head}+{STEP}-1"
    inside = f"{start}<={until},{finish}>={head}"
    is_task, is_done = f'$A{row}<>""', f'$J{row}<>""'
    share = f"{head}<{start}+$J{row}*({finish}-{start}+1)"
    rules = [
        (f'AND($A{row}="",$J{row}>0,{share},{inside})', DONE),
        (f'AND($A{row}="",{inside})', PHASE),
        (f"AND({is_task},{is_done},{inside})", DONE),
        (f"AND({is_task},$L{row}<=0,{inside})", CRITICAL),
        (f"AND({is_task},{inside})", OPEN),
        (f'AND({STEP}=1,MID({WEEKEND},WEEKDAY({head},2),1)="1")', NO_WORK),
    ]
    cells = (row - 1, Column.CHART, last_row - 1, last_column)
    for criteria, colour in rules:
        # A line of the ground between bars that lie under each other.
        style = sheet.look.conditional(
            bg_color=colour, bottom=1, bottom_color=styles.SURFACE
        )
        rule = {"type": "formula", "criteria": f"={criteria}", "format": style}
        sheet.worksheet.conditional_format(*cells, rule)
    # Of its own range, so that a program that takes one rule a range draws it, too.
    today = f"AND({TODAY}>={head},{TODAY}<={until})"
    line = sheet.look.conditional(left=1, left_color=NOW, right=1, right_color=NOW)
    sheet.worksheet.conditional_format(
        Row.HEAD - 1,
        Column.CHART,
        last_row,
        last_column,
        {"type": "formula", "criteria": f"={today}", "format": line},
    )


def write_milestones(book: PlanBook, first: date, step: int, last_column: int) -> None:
    """Mark what has no length by a sign, which stands without colours, too."""
    sheet = book.sheets[Role.PLAN]
    style = sheet.look(
        "plain", align="center", bottom=0, font_size=9, font_color=styles.SURFACE
    )
    for row in book.content.tasks:
        number = book.rows[row.task.pk]
        if row.task.days:
            continue
        day = fixed(Column.START, number)
        for column in range(Column.CHART, last_column + 1):
            head = f"{xl_col_to_name(column)}${Row.HEAD}"
            begins = first + timedelta(days=step * (column - Column.CHART))
            is_here = begins <= row.dates.start < begins + timedelta(days=step)
            formula = f'=IF(AND({day}>={head},{day}<{head}+{STEP}),"◆","")'
            stored = "◆" if is_here else ""
            sheet.worksheet.write_formula(number - 1, column, formula, style, stored)


def write_legend(sheet: PlainSheet) -> None:
    """Above the bars: a cell of each colour with its word beside it."""
    parts = [
        (PHASE, _("phase")),
        (DONE, _("done")),
        (OPEN, _("open")),
        (CRITICAL, _("critical, as computed by the site")),
    ]
    for number, (colour, word) in enumerate(parts):
        row, column = Row.LABELS + number % 2, Column.CHART + number // 2 * 6
        style = sheet.look("hint", bg_color=colour)
        sheet.worksheet.write_blank(row - 1, column, None, style)
        sheet.text(row, column + 1, word, "hint")
    text = _("◆ milestone; the framed column is today")
    sheet.text(Row.LABELS - 1, Column.CHART, text, "hint")

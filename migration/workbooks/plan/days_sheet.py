"""On which days nobody works: what the formulas of the plan count with."""

from __future__ import annotations

from common.tables.cells import quoted
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.plain_sheet import HEAD
from migration.workbooks.plan.layout import (
    DAY,
    WEEKEND,
    PlanBook,
    Role,
    days_off,
    fixed,
)
from migration.workbooks.plan.moments import serial
from migration.workbooks.plan.plan_sheet import whose

FIRST = HEAD + 3
# Rows that are left for days that people add.
SPARE = 20
DATE = {"num_format": DAY, "align": "center"}


def write(book: PlanBook) -> None:
    sheet = book.sheets[Role.DAYS]
    sheet.heading(
        _("Days off"), _("The dates of the plan are counted on all other days.")
    )
    sheet.worksheet.set_column(0, 40, 24)
    write_weekend(book)
    calendars = book.content.schedule.network.calendars.all
    longest = max(len(each.free) for each in calendars) + SPARE
    for number, calendar in enumerate(calendars):
        sheet.text(FIRST - 1, number, title_of(book, number), "head")
        days = sorted(calendar.free)
        for place in range(longest):
            row = FIRST + place
            if place < len(days):
                sheet.number(row, number, serial(days[place]), "input", **DATE)
            else:
                style = sheet.look("input", **DATE)
                sheet.worksheet.write_blank(row - 1, number, None, style)
        cells = f"{fixed(number, FIRST)}:{fixed(number, FIRST + longest - 1)}"
        name(book, days_off(number), cells)
    sheet.frame(FIRST - 1, 0)


def write_weekend(book: PlanBook) -> None:
    """The week as spreadsheets write it: a digit a day from Monday on, 1 is off."""
    sheet, weekend = book.sheets[Role.DAYS], book.content.plan.days_off
    digits = "".join(str(int(weekday in weekend)) for weekday in range(1, 8))
    sheet.text(HEAD, 0, _("Days off each week, from Monday on: 1 is off"), "label")
    sheet.text(HEAD, 1, digits, "input", num_format="@")
    sheet.fit_height(HEAD, [("x" * 44, 24)])
    name(book, WEEKEND, fixed(1, HEAD))


def name(book: PlanBook, text: str, cells: str) -> None:
    book.workbook.define_name(text, f"={quoted(book.names[Role.DAYS])}!{cells}")


def title_of(book: PlanBook, number: int) -> str:
    """Say for whom a calendar is: for all, or for somebody with leave."""
    if number == 0:
        return _("For all: holidays and freezes")
    network = book.content.schedule.network
    pairs = zip(network.tasks, network.activities, strict=True)
    tasks = (task for task, each in pairs if each.calendar == number)
    task = next(tasks, None)
    if task is None:
        return _("not used")
    return _("%(name)s, with leave") % {"name": whose(book, task)}

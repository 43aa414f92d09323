"""The plan: what takes how long and waits for what, with dates that recalculate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.plain_sheet import PlainSheet
from migration.models import Task
from migration.models.template_text import role_names
from migration.planning.daily_hours import Pace
from migration.selectors.schedule.network import LinkRow
from migration.selectors.schedule.planned_tasks import PlannedTask
from migration.selectors.schedule.schedule import PhaseDates, TaskDates
from migration.services.schedule.schedule import LONGEST_TASK
from migration.workbooks.plan import chart
from migration.workbooks.plan.formulas import RowFormulas, Wait
from migration.workbooks.plan.layout import DAY, Column, PlanBook, Role, Row, fixed
from migration.workbooks.plan.moments import Moments, moments_of, serial

A3 = 8
WIDTHS = (5, 46, 20, 10, 16, 12, 12, 12, 12, 12, 12, 9, 40, 2, 2, 2, 2)
DATE = {"num_format": DAY, "align": "center"}
MIDDLE = range(Column.NOT_BEFORE, Column.FLOAT)


def write(book: PlanBook) -> None:
    sheet, content = book.sheets[Role.PLAN], book.content
    plan = content.plan
    number_rows(book)
    hint = _("From %(source)s to %(target)s. What has a cream ground may be changed.")
    names = {"source": plan.source_name, "target": plan.target_name}
    sheet.heading(plan.title, hint % names)
    write_inputs(book)
    for column, title in enumerate(heads()):
        middle = {"align": "center"} if column in MIDDLE else {}
        sheet.text(Row.HEAD, column, title, "head", **middle)
    sheet.worksheet.set_row(Row.HEAD - 1, 62)
    for phase in content.schedule.phases:
        write_phase(book, phase)
    lay_out(book)
    chart.write(book)


def number_rows(book: PlanBook) -> None:
    """Give each task its row: a row for each phase stands above its tasks."""
    row = Row.FIRST
    for phase in book.content.schedule.phases:
        for place, each in enumerate(phase.rows, start=1):
            book.rows[each.task.pk] = row + place
        row += 1 + len(phase.rows)
    book.numbers.update({pk: place for place, pk in enumerate(book.rows, start=1)})


def heads() -> list[str]:
    return [
        _("No."),
        _("Task"),
        _("Person"),
        _("Working days"),
        _("Waits for"),
        _("Not before"),
        _("Starts exactly on"),
        _("Start"),
        _("Finish"),
        _("Done on"),
        _("Due day"),
        _("Float in days"),
        _("How the dates come about"),
        "",
        "",
        "",
        "",
    ]


def write_inputs(book: PlanBook) -> None:
    """The days that hold for all tasks."""
    sheet, network = book.sheets[Role.PLAN], book.content.schedule.network
    days = {
        Column.NOT_BEFORE: (_("Plan starts on"), network.start),
        Column.START: (_("Today"), network.today),
    }
    for column, (label, day) in days.items():
        sheet.text(Row.LABELS, column, label, "hint")
        sheet.number(Row.INPUTS, column, serial(day), "input", **DATE)


def write_phase(book: PlanBook, phase: PhaseDates) -> None:
    sheet = book.sheets[Role.PLAN]
    first, last = (book.rows[phase.rows[place].task.pk] for place in (0, -1))
    row = first - 1
    for column in range(Column.AFTER):
        sheet.text(row, column, "", "category")
    sheet.text(row, Column.TASK, phase.name, "category")
    ends = {
        Column.START: ("MIN", phase.start),
        Column.FINISH: ("MAX", phase.finish),
    }
    for column, (function, day) in ends.items():
        cells = f"{fixed(column, first)}:{fixed(column, last)}"
        stored = serial(day)
        look = sheet.look("category_points", **DATE)
        formula = f"={function}({cells})"
        sheet.worksheet.write_formula(row - 1, column, formula, look, stored)
    done = f"{fixed(Column.DONE, first)}:{fixed(Column.DONE, last)}"
    share = phase.done / len(phase.rows)
    formula = f"COUNT({done})/{len(phase.rows)}"
    sheet.formula(row, Column.DONE, formula, share, "category_share")
    for each in phase.rows:
        write_task(book, each)


def write_task(book: PlanBook, row: TaskDates) -> None:
    sheet, task = book.sheets[Role.PLAN], row.task
    number = book.rows[task.pk]
    sheet.number(number, Column.NUMBER, book.numbers[task.pk], "quiet_whole")
    sheet.text(number, Column.TASK, task.title, "label")
    sheet.text(number, Column.PERSON, whose(book, task), "label")
    sheet.text(number, Column.WAITS, waits_text(book, row), "quiet")
    day(sheet, number, Column.DUE, task.due_on, "plain")
    sheet.number(number, Column.FLOAT, row.dates.total_float, "whole")
    done = task.done_at and book.content.plan.team.day_of(task.done_at)
    day(sheet, number, Column.DONE, done, "plain")
    formulas = RowFormulas(
        number, calendar_of(book, task), [wait_of(book, link) for link in row.before]
    )
    moments = moments_of(row, book.content.schedule.schedule)
    is_live = not task.is_done and formulas.fits
    write_holds(sheet, number, row, is_live=is_live)
    write_dates(sheet, formulas, moments, is_live=is_live)
    note = note_of(book, row, fits=formulas.fits)
    sheet.text(number, Column.NOTE, note, "quiet")
    sheet.fit_height(number, [(task.title, WIDTHS[1]), (note, WIDTHS[12])])


def whose(book: PlanBook, task: Task | PlannedTask) -> str:
    person = book.content.checklist.people.get(task.assigned_to_id or 0)
    return str(person or "") or role_names().get(task.owner_role, "")


def calendar_of(book: PlanBook, task: PlannedTask) -> int:
    network = book.content.schedule.network
    schedule = book.content.schedule.schedule
    return network.activities[schedule.index[str(task.pk)]].calendar


def wait_of(book: PlanBook, link: LinkRow) -> Wait:
    return Wait(book.rows[link.before_id], link.kind, link.lag)


def waits_text(book: PlanBook, row: TaskDates) -> str:
    """Name what it waits for by numbers: “3; 5 SS+2”."""
    return "; ".join(
        " ".join(
            part
            for part in (
                str(book.numbers[link.before_id]),
                "" if Wait(0, link.kind, link.lag).is_plain else link.kind,
                f"{link.lag:+d}" if link.lag else "",
            )
            if part
        )
        for link in row.before
    )


def day(
    sheet: PlainSheet, row: int, column: int, value: date | None, look: str
) -> None:
    if value is None:
        sheet.worksheet.write_blank(row - 1, column, None, sheet.look(look, **DATE))
    else:
        sheet.number(row, column, serial(value), look, **DATE)


def write_holds(
    sheet: PlainSheet, row: int, dates: TaskDates, *, is_live: bool
) -> None:
    """What the dates come from; of a task that is done nothing moves them."""
    task, look = dates.task, "input" if is_live else "plain"
    if dates.pace and is_live:
        formula = f"={stretched(task.days, dates.pace)}"
        style = sheet.look(look, num_format="0")
        sheet.worksheet.write_formula(row - 1, Column.DAYS, formula, style, dates.days)
    else:
        sheet.number(row, Column.DAYS, dates.days, look, num_format="0")
    day(sheet, row, Column.NOT_BEFORE, task.not_before, look)
    day(sheet, row, Column.FIXED, task.fixed_on, look)


def stretched(work: int, pace: Pace) -> str:
    """Return the days that the work takes as a formula: “3*8/2”, rounded up.

    Only the first number is the task's; whoever changes it counts on at that pace.
    """
    full, hours = (f"{each.normalize():f}" for each in (pace.full, pace.hours))
    return f"ROUNDUP(ROUND({work}*{full}/{hours},6),0)"


def write_dates(
    sheet: PlainSheet, formulas: RowFormulas, moments: Moments, *, is_live: bool
) -> None:
    names: Iterable[tuple[int, str]] = (
        (Column.AFTER, "after"),
        (Column.LINKED, "linked"),
        (Column.BEGINS, "begins"),
        (Column.ENDS, "ends"),
        (Column.START, "start"),
        (Column.FINISH, "finish"),
    )
    for column, name in names:
        stored = getattr(moments, name)
        style = sheet.look("plain", **DATE)
        if is_live:
            formula = f"={getattr(formulas, name)}"
            sheet.worksheet.write_formula(
                formulas.row - 1, column, formula, style, stored
            )
        else:
            sheet.worksheet.write_number(formulas.row - 1, column, stored, style)


def note_of(book: PlanBook, row: TaskDates, *, fits: bool) -> str:
    task = row.task
    if task.is_done:
        return _("Done: its days stay as they are.")
    if not fits:
        said = _("Waits for more than a formula holds: as computed on %(day)s.")
        return said % {"day": book.options.written(book.options.today)}
    notes = []
    if row.pace:
        notes.append(pace_note(task, row.pace))
    if task.fixed_on:
        notes.append(_("Starts on its day, whatever it waits for."))
    if calendar_of(book, task):
        notes.append(
            _("Leaves out the leave of %(name)s.") % {"name": whose(book, task)}
        )
    if task.days_low is not None or task.days_high is not None:
        notes.append(_("Counts the likely days; chances are on the site."))
    return " ".join(notes)


def pace_note(task: PlannedTask, pace: Pace) -> str:
    said = _("Days of work: %(work)s, at %(hours)s of %(full)s hours a day.")
    return said % {
        "work": task.days,
        "hours": f"{pace.hours.normalize():f}",
        "full": f"{pace.full.normalize():f}",
    }


def lay_out(book: PlanBook) -> None:
    sheet = book.sheets[Role.PLAN]
    for column, width in enumerate(WIDTHS):
        hidden = {"hidden": column >= Column.AFTER}
        sheet.worksheet.set_column(column, column, width, None, hidden)
    last = max(book.rows.values(), default=Row.FIRST)
    sheet.worksheet.data_validation(
        Row.FIRST - 1,
        Column.DAYS,
        last - 1,
        Column.DAYS,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": LONGEST_TASK,
            "error_title": _("Not a number of days"),
            "error_message": _("Working days are a whole number from 0 to 1,000."),
        },
    )
    late = sheet.look.conditional(font_color="#B02A2D", bold=True)
    first, due = f"$I{Row.FIRST}", f"$K{Row.FIRST}"
    sheet.worksheet.conditional_format(
        f"I{Row.FIRST}:I{last}",
        {
            "type": "formula",
            "criteria": f'=AND({due}<>"",{first}>{due})',
            "format": late,
        },
    )
    sheet.frame(Row.HEAD, Column.PERSON)
    sheet.worksheet.set_paper(A3)

"""The workbook of a plan, recalculated by LibreOffice, ends when the app says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from openpyxl import load_workbook

from migration.models import DayOff, Plan
from migration.selectors.schedule.schedule import read_schedule
from migration.workbooks.plan.days_sheet import FIRST as FIRST_DAY
from migration.workbooks.plan.layout import Column, Row
from tests.evaluator.workbooks.spreadsheet_program import recalculated

pytestmark = [pytest.mark.django_db, pytest.mark.libreoffice]

DAY = timedelta(days=1)
Change = tuple[str, int, str, object]
"""Sheet, column from 1, title of the task or the row's number, what is typed."""


def typed(file: bytes, changes: list[Change]) -> bytes:
    book = load_workbook(BytesIO(file))
    for sheet, column, where, value in changes:
        row = int(where) if where.isdigit() else row_of(book[sheet], where)
        book[sheet].cell(row, column).value = value
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def row_of(sheet, title: str) -> int:
    column = Column.TASK + 1
    rows = range(Row.FIRST, sheet.max_row + 1)
    return next(row for row in rows if sheet.cell(row, column).value == title)


def told(file: bytes) -> dict[str, tuple[date, date]]:
    sheet = load_workbook(BytesIO(file), data_only=True)["Plan"]
    return {
        sheet.cell(row, Column.TASK + 1).value: (
            sheet.cell(row, Column.START + 1).value.date(),
            sheet.cell(row, Column.FINISH + 1).value.date(),
        )
        for row in range(Row.FIRST, sheet.max_row + 1)
        if sheet.cell(row, Column.NUMBER + 1).value
    }


def expected(plan: Plan, today: date) -> dict[str, tuple[date, date]]:
    found = read_schedule(Plan.objects.get(pk=plan.pk), today=today)
    return {row.task.title: (row.dates.start, row.dates.finish) for row in found.rows}


def alter(plan: Plan, title: str, **values: object) -> Callable[[], object]:
    return lambda: plan.tasks.filter(own_title=title).update(**values)


def changes_of(plan: Plan, today: date) -> dict[str, tuple[list[Change], Callable]]:
    """Name -> what is typed into the file, and the same done to the plan."""
    days, early, exact = Column.DAYS + 1, Column.NOT_BEFORE + 1, Column.FIXED + 1
    holiday = today + 24 * DAY
    return {
        "nothing": ([], lambda: None),
        "longer": ([("Plan", days, "T4", 20)], alter(plan, "T4", days=20)),
        "shorter": ([("Plan", days, "T1", 1)], alter(plan, "T1", days=1)),
        "no work": ([("Plan", days, "T3", 0)], alter(plan, "T3", days=0)),
        "some work": ([("Plan", days, "T10", 6)], alter(plan, "T10", days=6)),
        "more work at few hours": (
            [("Plan", days, "T12", "=ROUNDUP(ROUND(9*8/3.5,6),0)")],
            alter(plan, "T12", days=9),
        ),
        "not before": (
            [("Plan", early, "T8", today + 90 * DAY)],
            alter(plan, "T8", not_before=today + 90 * DAY),
        ),
        "milestone not before": (
            [("Plan", early, "T2", today - 90 * DAY)],
            alter(plan, "T2", not_before=today - 90 * DAY),
        ),
        "exactly": (
            [("Plan", exact, "T9", today + 40 * DAY)],
            alter(plan, "T9", fixed_on=today + 40 * DAY),
        ),
        "later start": (
            [("Plan", early, str(Row.INPUTS), today + 33 * DAY)],
            lambda: Plan.objects.filter(pk=plan.pk).update(starts_on=today + 33 * DAY),
        ),
        "another weekend": (
            [("Days off", 2, "3", "0000011")],
            lambda: Plan.objects.filter(pk=plan.pk).update(weekend="67"),
        ),
        "another holiday": (
            [("Days off", place, str(FIRST_DAY + 15), holiday) for place in (1, 2, 3)],
            lambda: plan.days_free.create(
                kind=DayOff.Kind.HOLIDAY, first_on=holiday, last_on=holiday
            ),
        ),
    }


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def lead(plan, people):
    return plan.members.select_related("plan__team", "user").get(user=people["lead"])


def test_each_change_of_a_cell_ends_where_the_app_ends(
    knotted, lead, workbook_of, now, tmp_path
):
    today = knotted.team.day_of(now)
    file = workbook_of(lead)
    cases = changes_of(knotted, today)
    files = {name: typed(file, each) for name, (each, _do) in cases.items()}

    again = recalculated(files, tmp_path)

    for name, (_typed, change) in cases.items():
        with undone():
            change()
            assert told(again[name]) == expected(knotted, today), name


def test_every_stored_value_is_the_one_that_is_computed(
    knotted, lead, workbook_of, tmp_path
):
    file = workbook_of(lead, language="fa")

    again = recalculated({"plan": file}, tmp_path)["plan"]

    written = load_workbook(BytesIO(file), data_only=True)
    computed = load_workbook(BytesIO(again), data_only=True)
    for sheet in written:
        for row in sheet.iter_rows():
            for cell in row:
                other = computed[sheet.title][cell.coordinate].value
                if isinstance(cell.value, float | int):
                    assert other == pytest.approx(cell.value), cell.coordinate
                else:
                    assert (other or "") == (cell.value or ""), cell.coordinate

"""A monthly history of usage, read from a sheet: a row per month, a column per figure.

A row that cannot be read is named and becomes a hole; the rest is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from common.tables.cell_kinds import Cell, CellError, read_day, read_number, text_of
from common.tables.problems import TableProblem
from common.tables.reading import PLAIN, ReadOptions
from common.tables.sheets import Sheet
from common.tables.typed import Column, Row, problem_at, read_rows
from common.text import to_latin_digits
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.measures import Measure
from evaluator.costs.usage import LARGEST

LONGEST_HISTORY = 240
"""Months from the first to the last: twenty years."""
MONTH, SENT = "month", "emails"
TITLES: Mapping[str, str | Promise] = {
    MONTH: gettext_lazy("Month"),
    SENT: gettext_lazy("Marketing emails sent"),
}
MORE_NAMES = {Measure.STORED_CONTACTS: ("contacts",)}
FIRST_GREGORIAN_YEAR = 1700
_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class History:
    """first: the first day of the first month. values: one per month, None in a hole.

    is_derived: emails per contact were computed from the mails sent.
    """

    first: date
    values: Mapping[Measure, Sequence[float | None]]
    problems: tuple[TableProblem, ...] = ()
    is_derived: bool = False

    @property
    def months(self) -> int:
        return max(map(len, self.values.values()), default=0)

    def month(self, place: int) -> date:
        """Return the first day of a month, counted from 0."""
        return day_of_month(month_number(self.first) + place)


class NoHistory(Exception):
    """Nothing could be read; `problems` say why."""

    def __init__(self, problems: Sequence[TableProblem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def read_history(
    sheet: Sheet, measures: Sequence[Measure], options: ReadOptions = PLAIN
) -> History:
    """Return the months in order; a missing row is a hole. Raises NoHistory."""
    found = read_rows(sheet, history_columns(measures), options=options)
    problems = list(found.problems)
    by_month: dict[int, Row] = {}
    for row in found.rows:
        number = month_number(row.cells[MONTH])
        if number in by_month:
            text = _("This month is here twice; the first row is used.")
            problems.append(TableProblem(text, sheet.name, row.number))
            continue
        by_month[number] = row
    keys = [key for key in (*measures, SENT) if any_value(by_month, key)]
    if not keys and not problems:
        text = _("There is no column with a figure, such as “%(title)s”.")
        title = MEASURE_LABELS[Measure.STORED_CONTACTS]
        problems.append(problem_at(sheet, text % {"title": title}, 1))
    if not keys:
        raise NoHistory(problems)
    if max(by_month) - min(by_month) >= LONGEST_HISTORY:
        text = _(
            "From the first to the last month there are more than %(most)s months."
        )
        raise NoHistory([TableProblem(text % {"most": LONGEST_HISTORY}, sheet.name)])
    return history_of(by_month, keys, tuple(problems))


def any_value(by_month: Mapping[int, Row], key: str) -> bool:
    return any(row.cells.get(key) is not None for row in by_month.values())


def history_of(
    by_month: Mapping[int, Row], keys: Sequence[str], problems: tuple[TableProblem, ...]
) -> History:
    first, last = min(by_month), max(by_month)
    series = {
        key: [value_at(by_month.get(month), key) for month in range(first, last + 1)]
        for key in keys
    }
    sent = series.pop(SENT, None)
    values = {Measure(key): numbers for key, numbers in series.items()}
    people = next((values[each] for each in PEOPLE_MAILED if each in values), None)
    is_derived = bool(sent and people) and Measure.SENDS_PER_CONTACT not in values
    if is_derived and sent and people:
        values[Measure.SENDS_PER_CONTACT] = [
            mails / number if mails is not None and number else None
            for mails, number in zip(sent, people, strict=True)
        ]
    return History(day_of_month(first), values, problems, is_derived)


PEOPLE_MAILED = (
    Measure.MESSAGED_CONTACTS,
    Measure.MARKETABLE_CONTACTS,
    Measure.STORED_CONTACTS,
)
"""Whom the mails are divided by: the first of these that the file has."""


def value_at(row: Row | None, key: str) -> float | None:
    value = row.cells.get(key) if row else None
    return None if value is None else float(value)


def history_columns(measures: Sequence[Measure]) -> list[Column]:
    """Return the columns, each known by its name in any language of the product."""
    return [
        Column(
            MONTH,
            TITLES[MONTH],
            read_month,
            titles=in_all_languages(TITLES[MONTH]),
            is_required=True,
        ),
        *(
            Column(
                each.value,
                MEASURE_LABELS[each],
                read_amount,
                titles=(
                    *in_all_languages(MEASURE_LABELS[each]),
                    *MORE_NAMES.get(each, ()),
                ),
            )
            for each in measures
        ),
        Column(SENT, TITLES[SENT], read_amount, titles=in_all_languages(TITLES[SENT])),
    ]


def in_all_languages(label: str | Promise) -> tuple[str, ...]:
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(str(label))
    return tuple(found)


def read_month(cell: Cell) -> date:
    """Return the first day of the month. Raises CellError."""
    if isinstance(cell.value, str):
        match = _MONTH.fullmatch(to_latin_digits(text_of(cell.value)).strip())
        if match:
            year, month = map(int, match.groups())
            if not year >= FIRST_GREGORIAN_YEAR or not 1 <= month <= 12:
                text = _("Write the Gregorian month as year-month, such as 2026-03.")
                raise CellError(text)
            return date(year, month, 1)
    return read_day(cell).replace(day=1)


def read_amount(cell: Cell) -> Decimal:
    number = read_number(cell)
    if number < 0:
        raise CellError(_("Enter a number of 0 or more."))
    if number > LARGEST:
        raise CellError(_("This number is too large."))
    return number


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def day_of_month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)

"""What is measured: the numbers as read off, their value functions, their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from common.tables.cells import literal
from evaluator.scoring.ranking import POINTS
from evaluator.scoring.value_functions import (
    Linear,
    OutOfRange,
    Piecewise,
    Rated,
    Target,
    ValueFunction,
    value_function_from,
)
from evaluator.workbooks.comparison import formulas
from evaluator.workbooks.comparison.layout import HEAD, Role
from evaluator.workbooks.comparison.sheet import (
    NAME_WIDTH,
    NUMBER_WIDTH,
    Book,
    Sheet,
    Stored,
)
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.tree_rows import TreeRow

MEASUREMENT, VALUE = "$B", "$C"


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the table of value functions."""

    label: str
    measurement: float
    value: float  # 0..100
    is_free: bool = False  # whether the value may be another too


def write(book: Book) -> None:
    sheet, layout = book.sheets[Role.MEASURED], book.layout
    sheet.heading(
        book.content.title,
        _(
            "Change a blue number: its value, the totals and ranks follow. The ends of"
            " a value function are fixed, so that no candidate changes another's value."
        ),
    )
    sheet.candidate_head(_("Measured"), (_("Unit"), "head"))
    at = layout.value_points
    sheet.text(at - 2, 0, _("Value functions"), "section")
    sheet.head(
        at - 1,
        [
            (_("Criterion"), "head"),
            (_("Measured"), "head_number"),
            (_("Value of 100"), "head_number"),
        ],
    )
    for row in book.content.measured_rows:
        function = value_function_from(row.criterion.value_function)
        points = points_of(function)
        write_points(sheet, at, row, points)
        write_measured(book, sheet, row, function_formula(book, row, function, at))
        at += len(points)
    sheet.text(
        layout.value_of(book.content.measured_rows[0]) - 1,
        0,
        _("Values from 0 to 100"),
        "section",
    )
    sheet.frame(HEAD, 2)


def write_points(sheet: Sheet, at: int, row: TreeRow, points: list[Point]) -> None:
    for place, point in enumerate(points):
        sheet.text(at + place, 0, f"{row.name}: {point.label}", "label")
        sheet.number(at + place, 1, point.measurement, "input")
        sheet.number(at + place, 2, point.value, "input" if point.is_free else "whole")


def write_measured(book: Book, sheet: Sheet, row: TreeRow, formula: str) -> None:
    at = book.layout.measurement_of(row)
    sheet.text(at, 0, row.name, "label")
    sheet.text(at, 1, row.criterion.unit, "quiet")
    sheet.fit_height(at, [(row.name, NAME_WIDTH), (row.criterion.unit, NUMBER_WIDTH)])
    numbers = list(measurements(book, row))
    sheet.entries(at, numbers, look_of(numbers))
    at = book.layout.value_of(row)
    sheet.text(at, 0, row.name, "label")
    sheet.text(at, 1, "", "quiet")
    sheet.formulas(at, formula, book.measured_values(row), "points")


def measurements(book: Book, row: TreeRow) -> Iterator[Stored]:
    for candidate in book.content.candidates:
        results = book.content.results
        number = results.number(candidate.pk, row.pk)
        gap = results.gaps.get((candidate.pk, row.pk))
        word = str(gap.get_gap_display()) if gap else book.words.unknown
        yield word if number is None else float(number)


def look_of(numbers: list[Stored]) -> str:
    """Large whole numbers are read by their groups of three."""
    known = [number for number in numbers if isinstance(number, float)]
    is_whole = all(number.is_integer() for number in known)
    return "input_grouped" if known and is_whole else "input"


def points_of(function: ValueFunction) -> list[Point]:
    match function:
        case Rated():
            return points_of(Linear(0, function.highest, OutOfRange.EXTRAPOLATE))
        case Linear():
            return [
                Point(_("worst"), function.worst, 0),
                Point(_("best"), function.best, POINTS),
            ]
        case Piecewise():
            return [
                Point(
                    _("point %(number)s") % {"number": number},
                    x,
                    y * POINTS,
                    is_free=True,
                )
                for number, (x, y) in enumerate(function.points, start=1)
            ]
        case Target():
            (lowest, highest), (first, last) = function.range, function.ideal
            return [
                Point(_("lowest"), lowest, 0),
                Point(_("ideal from"), first, POINTS),
                Point(_("ideal to"), last, POINTS),
                Point(_("highest"), highest, 0),
            ]
        case _:
            assert_never(function)


def function_formula(book: Book, row: TreeRow, function: ValueFunction, at: int) -> str:
    x = formulas.cells(book.layout.measurement_of(row))
    lines = range(at, at + len(points_of(function)))
    places = [f"{MEASUREMENT}${line}" for line in lines]
    values = [f"{VALUE}${line}" for line in lines]
    match function:
        case Linear():
            clips = function.out_of_range is OutOfRange.CLIP
            value = formulas.linear(x, places, clips=clips)
        case Rated():
            value = formulas.linear(x, places, clips=False)
        case Piecewise():
            clips = function.out_of_range is OutOfRange.CLIP
            value = formulas.piecewise(x, places, values, clips=clips)
        case Target():
            value = formulas.target(x, places)
        case _:
            assert_never(function)
    unknown = literal(book.words.unknown)
    return f"IF(ISNUMBER({x}),{value},{unknown})"

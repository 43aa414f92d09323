"""The native chart of the ranking: a bar for each candidate, cut by category."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.chart import Chart

from evaluator.scoring.value_functions import OutOfRange
from evaluator.workbooks.comparison.layout import Role
from evaluator.workbooks.comparison.sheet import Book, Sheet
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.styles import (
    ACCENT,
    CATEGORIES,
    FONT,
    INK,
    INK_2,
    LINE,
)
from evaluator.workbooks.comparison.tree_rows import TreeRow

MOST_BARS = 20
BAR_HEIGHT, FRAME_HEIGHT = 30, 110
ROW_PIXELS = 24
NAME_COLUMN, TOTAL_COLUMN = 1, 2


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """The rows of the ranking on the summary, and the columns of its categories."""

    first: int
    last: int
    part_column: int
    parts: tuple[TreeRow, ...]


def insert_chart(book: Book, sheet: Sheet, place: ChartPlace, *, width: int) -> int:
    """Put the chart under the ranking; return the first free row behind it."""
    bars = min(place.last - place.first + 1, MOST_BARS)
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    add_series(book, chart, place, bars)
    dress(book, chart)
    height = FRAME_HEIGHT + BAR_HEIGHT * bars
    chart.set_size({"width": width, "height": height})
    at = place.last + 2
    description = _("Bars of the ranking, cut by category")
    sheet.worksheet.insert_chart(at - 1, 0, chart, {"description": description})
    return at + height // ROW_PIXELS + 2


def add_series(book: Book, chart: Chart, place: ChartPlace, bars: int) -> None:
    name = book.layout.names[Role.SUMMARY]
    rows = (place.first - 1, place.first + bars - 2)
    columns = [
        (place.part_column + n, CATEGORIES[n % len(CATEGORIES)])
        for n in range(len(place.parts))
    ] or [(TOTAL_COLUMN, ACCENT)]
    for column, colour in columns:
        chart.add_series(
            {
                "name": [name, place.first - 2, column],
                "categories": [name, rows[0], NAME_COLUMN, rows[1], NAME_COLUMN],
                "values": [name, rows[0], column, rows[1], column],
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": 55,
            }
        )


def dress(book: Book, chart: Chart) -> None:
    font = {"name": FONT, "size": 9, "color": INK_2}
    is_rtl = book.content.options.locale.is_rtl
    chart.set_title(
        {
            "name": _("Points by category, best first"),
            "name_font": {"name": FONT, "size": 11, "bold": True, "color": INK},
            "overlay": False,
        }
    )
    chart.set_x_axis(
        {
            "min": 0,
            "max": None if goes_beyond(book) else 100,
            "reverse": is_rtl,
            "num_format": "0",
            "num_font": font,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    # Reversed, the first stands on top; its other end keeps the scale at the foot.
    chart.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",
            "num_font": {**font, "size": 10, "color": INK},
            "line": {"color": LINE},
            "major_tick_mark": "none",
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": LINE}})


def goes_beyond(book: Book) -> bool:
    """Whether a total may leave 0..100: some value function goes on past its ends."""
    return any(
        row.criterion.value_function.get("out_of_range") == OutOfRange.EXTRAPOLATE
        for row in book.content.rows
        if row.is_measured
    )

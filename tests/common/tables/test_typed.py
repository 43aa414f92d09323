from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from common.tables.cell_kinds import (
    Cell,
    CellError,
    choice_reader,
    read_day,
    read_line,
    read_number,
    read_whole,
    read_yes_no,
)
from common.tables.reading import ReadOptions
from common.tables.sheets import Sheet, cell_name
from common.tables.typed import Column, read_rows

COLUMNS = [
    Column("name", "Name", read_line, ("نام", "الاسم"), is_required=True),
    Column("weight", "Weight", read_number, ("وزن", "الوزن")),
]


def sheet_of(*rows: list[object], lines: tuple[int, ...] = ()) -> Sheet:
    return Sheet("Criteria", list(rows), lines=lines)


def test_columns_are_found_by_their_titles_in_any_language_and_order():
    sheet = sheet_of(["ignored", "وزن", "نام"], ["x", "۱۲٫۵", "قیمت"])

    [row] = read_rows(sheet, COLUMNS).rows

    assert row.number == 2
    assert row.cells == {"name": "قیمت", "weight": Decimal("12.5")}


def test_all_problems_come_at_once_and_every_row_is_accounted_for():  # R37
    sheet = sheet_of(["Name", "Weight"], ["a", 1], [None, "x"], [None, None], ["b", 2])

    found = read_rows(sheet, COLUMNS)

    assert [problem.place for problem in found.problems] == [
        "Criteria, A3",
        "Criteria, B3",
    ]
    assert found.rows_read == len(found.rows) + found.rows_refused == 3


def test_a_header_that_lacks_or_repeats_a_column_is_refused_before_any_row():  # R34
    lacking = read_rows(sheet_of(["Weight"], [1]), COLUMNS)
    twice = read_rows(sheet_of(["Name", " NAME "], ["a", "b"]), COLUMNS)

    assert "“Name” is missing" in lacking.problems[0].sentence
    assert "is here twice" in twice.problems[0].sentence
    assert lacking.rows == twice.rows == []


def test_a_line_of_a_csv_that_is_wider_than_its_header_is_reported():  # R34
    sheet = sheet_of(["Name", "Weight"], ["a", "1", "2"], ["b", "2"], lines=(1, 2, 4))

    found = read_rows(sheet, COLUMNS)

    assert "has 3 cells, the header has 2" in found.problems[0].message
    assert [row.number for row in found.rows] == [4]


def test_no_report_is_longer_than_a_thousand_problems():  # R37
    sheet = sheet_of(["Name", "Weight"], *([["a", "x"]] * 1_200))

    found = read_rows(sheet, COLUMNS)

    assert len(found.problems) == 1_000
    assert found.rows_refused == 1_200


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("۱٬۲۳۴٫۵", "1234.5"),
        ("١٢٫٥", "12.5"),
        (0.1 + 0.2, "0.3"),
        (5.0, "5"),
        ("-3", "-3"),
        (12, "12"),
    ],
)
def test_numbers_are_read_in_three_digit_sets(value, number):  # R35
    assert str(read_number(Cell(value))) == number


@pytest.mark.parametrize(
    "value", [True, "NaN", "Infinity", "1,5", "", "1e5", float("inf"), date(2026, 1, 1)]
)
def test_what_is_no_finite_decimal_is_refused(value):  # R35
    with pytest.raises(CellError):
        read_number(Cell(value))


def test_a_declared_comma_marks_decimals():  # R35
    comma = ReadOptions(decimal_mark=",")

    assert read_number(Cell("1.234,5", comma)) == Decimal("1234.5")


@pytest.mark.parametrize(
    ("value", "order"),
    [
        ("2026-03-04", None),
        ("2026/3/4", "day"),
        ("۱۴۰۴/۱۲/۱۳", None),
        ("٢٠٢٦-٠٣-٠٤", None),
        ("4.3.2026", "day"),
        ("13/12/1404", None),
        ("3/4/2026", "month"),
        (datetime(2026, 3, 4, 15, 0), None),  # noqa: DTZ001 (of a cell)
        (date(2026, 3, 4), None),
    ],
)
def test_days_are_read_in_both_calendars(value, order):  # R35
    assert read_day(Cell(value, ReadOptions(date_order=order))) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("3/4/2026", "two ways"),
        ("3/4/26", "two ways"),
        ("2026-02-30", "no such day"),
        ("31/13/2026", "no such day"),
        ("1899-12-31", "between 1900 and 2199"),
        ("2200-01-01", "between 1900 and 2199"),
        ("soon", "year-month-day"),
        (45_000, "year-month-day"),
    ],
)
def test_a_day_that_is_unclear_is_asked_about(value, sentence):  # R35
    with pytest.raises(CellError, match=sentence):
        read_day(Cell(value))


def test_yes_and_no_are_known_in_three_languages_and_as_ticks():
    yes = [read_yes_no(Cell(value)) for value in ("Yes", "✓", "نعم", "بله", True, 1)]
    no = [read_yes_no(Cell(value)) for value in ("no", "✗", "لا", "خیر", False, "۰")]

    assert all(yes)
    assert not any(no)


def test_a_whole_number_and_a_choice_say_what_they_take():
    read_choice = choice_reader(
        {"monthly": ["ماهانه"], "yearly": []}, offered=lambda: ["ماهانه", "yearly"]
    )

    assert read_whole(Cell(3.0)) == 3
    assert read_choice(Cell(" ماهانه ")) == "monthly"
    with pytest.raises(CellError, match="whole number"):
        read_whole(Cell("3.5"))
    with pytest.raises(CellError, match="Write one of: ماهانه, yearly"):
        read_choice(Cell("weekly"))


def test_a_cell_with_an_error_value_says_so():
    with pytest.raises(CellError, match="#DIV/0!"):
        read_line(Cell("#DIV/0!"))


def test_cells_are_named_as_the_sheet_names_them():
    assert [cell_name(7, n) for n in (3, 26, 27, 702, 703)] == [
        "C7",
        "Z7",
        "AA7",
        "ZZ7",
        "AAA7",
    ]


def test_a_title_above_the_header_does_not_make_every_line_too_long():  # R34
    rows = ["Our criteria"], [], ["Name", "Weight"], ["a", "1", None], ["b", "2", "x"]
    sheet = sheet_of(*map(list, rows), lines=(1, 2, 3, 4, 5))

    found = read_rows(sheet, COLUMNS, header_row=3)

    assert [row.number for row in found.rows] == [4]
    assert "row 5: This line has 3 cells" in found.problems[0].sentence


def test_a_number_that_no_field_could_hold_is_asked_about():  # R35
    with pytest.raises(CellError, match="too many digits"):
        read_number(Cell(1e300))
    assert read_number(Cell(1e-300)) == 0

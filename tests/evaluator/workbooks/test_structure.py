"""How the workbook is built: sheets, frames, print, colours, languages."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from evaluator.workbooks.comparison.book import STEPS, write_workbook
from evaluator.workbooks.comparison.content import Content
from tests.evaluator.workbooks.committees import odd
from tests.evaluator.workbooks.made_up import Leaf, MadeUp, options
from tests.evaluator.workbooks.reading import Reading

SHEETS = [
    "Summary",
    "Comparison",
    "Weights",
    "Must-haves",
    "Measured",
    "Scores",
    "Notes",
    "Facts",
    "Method",
]


@pytest.fixture(scope="module")
def file() -> bytes:
    return write_workbook(Content(odd().results(), options()))


@pytest.fixture(scope="module")
def workbook(file) -> Reading:
    return Reading(file, shows_formulas=True)


def parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_sheets_come_in_the_order_of_reading(workbook):
    assert workbook.book.sheetnames == SHEETS


def test_what_the_evaluation_has_not_got_has_no_sheet():
    made = MadeUp([Leaf("Price")], ["Acme"], {"Sara": {"Acme": {"Price": 4}}})

    workbook = Reading(write_workbook(Content(made.results(), options())))

    assert {"Must-haves", "Measured"}.isdisjoint(workbook.book.sheetnames)
    assert workbook.ranking() == [(1, "Acme", 80)]


def test_every_part_is_well_formed_and_named_once(file):
    with zipfile.ZipFile(BytesIO(file)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert len(names) == len(set(names))
    for name, text in parts(file).items():
        assert ET.fromstring(text) is not None, name  # noqa: S314 (our own file)


def test_each_sheet_prints_on_a4_landscape_with_its_titles_repeated(workbook):
    for sheet in workbook.book:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        takes_more_pages = sheet.page_setup.fitToHeight == 0
        assert takes_more_pages == (sheet.title != "Summary")
        assert sheet.print_title_rows
        assert "Page &P of &N" in sheet.oddFooter.right.text


def test_a_wide_comparison_takes_more_pages_and_repeats_the_criteria():
    names = [f"Candidate {n}" for n in range(60)]
    made = MadeUp([Leaf("Price")], names, {"Sara": {n: {"Price": 3} for n in names}})

    sheet = Reading(write_workbook(Content(made.results(), options()))).sheet(
        "Comparison"
    )

    assert sheet.page_setup.fitToWidth == 3
    assert sheet.print_title_cols == "$A:$B"


def test_the_comparison_is_frozen_and_outlined(workbook):
    sheet = workbook.sheet("Comparison")

    assert sheet.freeze_panes == "C7"
    assert sheet.sheet_properties.outlinePr.summaryBelow is False
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(7, 14)]
    assert levels == [0, 1, 1, 0, 1, 1, 2]


def test_a_candidate_has_one_column_and_a_criterion_one_row(workbook):
    for sheet in ("Comparison", "Must-haves", "Measured", "Scores"):
        assert workbook.sheet(sheet)["E3"].value == "Cedar"
    for row in range(7, 24):
        name = workbook.sheet("Comparison").cell(row, 1).value
        assert workbook.sheet("Weights").cell(row, 1).value == name


def test_the_chart_is_native_and_holds_its_numbers(file):
    charts = [text for name, text in parts(file).items() if "charts/chart" in name]

    assert len(charts) == 1
    assert '<c:barDir val="bar"/>' in charts[0]
    assert '<c:grouping val="stacked"/>' in charts[0]
    assert charts[0].count("<c:ser>") == 5
    assert "<c:v>Acme</c:v>" in charts[0]


def test_colours_and_choices_follow_the_cells(workbook):
    rules = workbook.sheet("Comparison").conditional_formatting
    kinds = {rule.type for area in rules for rule in area.rules}
    lists = workbook.sheet("Scores").data_validations.dataValidation

    assert {"colorScale", "expression"} <= kinds
    assert "not shown" in lists[0].formula1


def test_formulas_use_nothing_newer_than_excel_2010(workbook):
    known = {"ABS", "AND", "AVERAGE", "COUNT", "COUNTIF", "IF", "IFERROR", "INDEX"}
    known |= {"ISNUMBER", "MATCH", "MAX", "MEDIAN", "MIN", "OR", "SUM", "SUMPRODUCT"}
    used = {
        name
        for value in workbook.all_values()
        if isinstance(value, str) and value.startswith("=")
        for name in re.findall(r"([A-Z][A-Z.]+)\(", re.sub(r'"[^"]*"', "", value))
    }

    assert used <= known


@pytest.mark.parametrize(
    ("language", "is_rtl"), [("en", False), ("ar", True), ("fa", True)]
)
def test_sheets_run_as_the_reader_reads(language, is_rtl):
    given = options(language=language)

    workbook = Reading(write_workbook(Content(odd().results(), given)))

    for sheet in workbook.book:
        assert bool(sheet.sheet_view.rightToLeft) is is_rtl


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_numbers_stay_numbers_in_every_language(language):  # R38
    results = odd().results()

    workbook = Reading(write_workbook(Content(results, options(language=language))))

    told = [value for value in workbook.all_values() if isinstance(value, float)]
    english = Reading(write_workbook(Content(results, options()))).all_values()
    assert told == [value for value in english if isinstance(value, float)]


def test_days_keep_their_order_after_arabic_letters():
    given = options(language="fa")

    workbook = Reading(write_workbook(Content(odd().results(), given)))
    subtitle = workbook.book.worksheets[0]["A2"].value

    assert "\N{LEFT-TO-RIGHT MARK}2026-11-22\N{LEFT-TO-RIGHT MARK}" in subtitle


def test_the_method_prints_the_settings():
    results = odd(group_method="median", missing_policy="zero").results()

    texts = Reading(write_workbook(Content(results, options()))).all_values()

    assert "median of the scores" in texts
    assert "count it as the lowest score" in texts
    assert "sealed, revealed 2026-11-22" in texts


def test_illustrative_scores_say_so_on_the_first_page():
    results = odd(is_illustrative=True).results()

    sheet = Reading(write_workbook(Content(results, options()))).sheet("Summary")

    texts = [cell.value for row in sheet["A1:A8"] for cell in row if cell.value]
    assert any("illustrative" in str(text) for text in texts)


def test_each_step_of_the_writing_is_told():
    steps = []

    write_workbook(
        Content(odd().results(), options()), after_step=lambda: steps.append(1)
    )

    assert len(steps) == STEPS

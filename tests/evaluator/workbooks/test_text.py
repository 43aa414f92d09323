"""What people typed stays text, whatever it looks like (R38)."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from evaluator.workbooks.comparison.book import write_workbook
from evaluator.workbooks.comparison.content import Content
from tests.evaluator.workbooks.made_up import Branch, Leaf, MadeUp, options
from tests.evaluator.workbooks.reading import Reading

ODD_NAMES = [
    "=1+1",
    "+Plus",
    "-Minus",
    "@SUM(A1)",
    "\u200fراست",
    "O'Brien & <Sons>",
    "<r>raw</r>",
    "_x0041_",
    "42",
    "https://example.org",
    "{=1}",
    "x" * 120,
]


def workbook_with(name: str, **given: str) -> bytes:
    made = MadeUp(
        [Branch(name, 1, [Leaf(f"{name} leaf")]), Leaf("Price")],
        [name, "Bolt"],
        {name: {name: {"Price": 4, f"{name} leaf": 5}}},
        must_haves={name: {name: "yes"}},
        settings={"title": name},
    )
    return write_workbook(Content(made.results(), options(**given)))


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_survives_and_is_no_formula(name):  # R38
    file = workbook_with(name)

    formulas, values = Reading(file, shows_formulas=True), Reading(file)

    for sheet in ("Comparison", "Scores", "Must-haves"):
        cell = formulas.sheet(sheet)["C3"]
        assert cell.value == name
        assert cell.data_type == "s"
    assert values.ranking()[0][1] == name
    assert formulas.sheet("Summary")["A1"].data_type == "s"


@pytest.mark.parametrize("name", ODD_NAMES)
def test_the_file_stays_well_formed(name):  # R38
    with zipfile.ZipFile(BytesIO(workbook_with(name))) as archive:
        for part in archive.namelist():
            ET.fromstring(archive.read(part))  # noqa: S314 (our own file)


def test_only_our_own_cells_are_formulas():  # R38
    plain = Reading(workbook_with("Acme"), shows_formulas=True)
    odd = Reading(workbook_with("=cmd|' /C calc'!A0"), shows_formulas=True)

    def formulas(workbook: Reading) -> set[tuple[str, str]]:
        return {
            (sheet.title, cell.coordinate)
            for sheet in workbook.book
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    assert formulas(odd) == formulas(plain)


def test_control_characters_are_left_out():  # R38
    values = Reading(workbook_with("Ac\x00me\x0b\ufffe")).all_values()

    assert "Acme" in values


def test_nothing_becomes_a_link_by_itself():  # R38
    with zipfile.ZipFile(BytesIO(workbook_with("https://example.org"))) as archive:
        names = archive.namelist()
        sheets = [archive.read(n).decode() for n in names if "/sheet" in n]

    assert not any("<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize(
    ("title", "order"), [("رفتن به Acme", 2), ("Acme", 0), ("2026: رفتن", 2)]
)
def test_a_typed_sentence_runs_as_its_first_letter_does(title, order):
    book = Reading(workbook_with(title, language="fa"))

    assert book.book.worksheets[0]["A1"].alignment.readingOrder == order

"""Ten sheets unlike each other, each read as its people meant it (see ORIGINS.md)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from common.text import match_key
from evaluator.matrix.guess import guess_layout
from evaluator.matrix.layout import layout_from
from evaluator.matrix.matrix import Matrix
from evaluator.matrix.reading import read_matrix
from tests.evaluator.matrix import sheets
from tests.evaluator.matrix.sheets import MadeSheet

KNOWN = frozenset(
    match_key(name)
    for name in (
        "Marketo",
        "Pardot",
        "HubSpot",
        "Brevo",
        "Mailchimp",
        "ActiveCampaign",
        "Omnisend",
        "Mautic",
        "Keap",
        "Drip",
        "اینترک",
    )
)


def read(sheet: MadeSheet) -> Matrix:
    return read_matrix(sheet, guess_layout(sheet, KNOWN))


def rows_of(matrix: Matrix) -> dict[str, list[int | str | Decimal | None]]:
    """Return name -> what each vendor has, in the sheet's order."""
    rows: dict[str, list[int | str | Decimal | None]] = {
        each.name: [None] * len(matrix.vendors) for each in matrix.criteria
    }
    for cell in matrix.cells:
        said = cell.answer or (cell.value if cell.score is None else cell.score)
        rows[matrix.criteria[cell.criterion].name][cell.vendor] = said
    return rows


def test_not_partly_and_fully_supported_become_nought_three_and_five():
    matrix = read(sheets.zero_one_two())

    assert matrix.vendors == ("Marketo", "Pardot")
    assert rows_of(matrix) == {
        "import HTML for Web page": [5, 3],
        "GUI content builder": [5, 5],
        "standard headers and footers": [3, 5],
        "standard unsubscribe links": [5, 5],
        "multi-step campaigns": [5, 3],
        "send from CRM owner": [0, 5],
    }
    assert {each.category for each in matrix.criteria} == {
        "email and web content",
        "lead nurture",
    }
    notes = {each.note for each in matrix.cells if each.note}
    assert notes == {"by hand", "drag and drop", "engine only", "not shown"}


def test_out_of_ten_with_weighted_columns_and_a_total_row():
    matrix = read(sheets.ten_of_ten())

    assert matrix.vendors == ("Salesforce", "HubSpot")
    assert len(matrix.criteria) == 15
    assert matrix.criteria[0].weight == 10
    assert sum(each.weight or 0 for each in matrix.criteria) == 106
    assert rows_of(matrix)["2. Ease of Use"] == [3, 5]
    assert [each.text for each in matrix.cells if each.is_rounded][:2] == [
        "9/10",
        "7/10",
    ]


def test_ticks_with_a_word_beside_them_and_a_column_of_winners():
    matrix = read(sheets.ticks_and_winners())

    assert matrix.vendors == ("Enhanced CRM", "Salesforce", "Zoho CRM", "HubSpot")
    assert rows_of(matrix)["Mobile SDK"] == [0, 5, 5, 0]
    assert [each.name for each in matrix.categories] == [
        "AI & automation features",
        "Mobile experience",
        "Customization",
    ]
    assert "Einstein" in {each.note for each in matrix.cells}


def test_headings_that_carry_the_weight_of_the_questions_below_them():
    matrix = read(sheets.weighted_sections())

    assert [(each.name[:7], each.weight) for each in matrix.categories] == [
        ("Platfor", 30),
        ("Integra", 25),
        ("Support", 45),
    ]
    assert {each.weight for each in matrix.criteria} == {None}
    assert rows_of(matrix)["Webhook retries"] == [3, 5, 1]
    assert not matrix.problems


def test_musts_are_answered_and_a_word_nobody_knows_is_asked_about():
    matrix = read(sheets.musts_and_shoulds())

    assert rows_of(matrix)["Data stays in the EU"] == ["no", "yes", "unknown"]
    assert rows_of(matrix)["Cart recovery"] == [3, 5, 5]
    assert [(each.code, each.cell, each.row) for each in matrix.problems] == [
        ("word_unknown", "F5", 5)
    ]
    assert (matrix.rows_read, matrix.rows_taken, matrix.rows_reported) == (4, 3, 1)


def test_persian_digits_a_price_in_toman_and_merged_categories():
    matrix = read(sheets.persian())

    price = matrix.criteria[1]
    assert (price.kind, price.unit) == ("measured", "تومان در ماه")
    assert price.ends == (50_000_000, 0)
    assert rows_of(matrix)["هزینه (تومان در ماه)"] == [12_000_000, 45_000_000, None]
    assert rows_of(matrix)["پاسخ به زبان فارسی"] == [5, 0, 5]
    assert [each.weight for each in matrix.criteria] == [20, 10, 30, 15]
    assert {each.category for each in matrix.criteria} == {"بودجه", "پشتیبانی"}
    assert not matrix.problems


def test_arabic_words_with_vendors_down_and_requirements_across():
    layout = guess_layout(sheets.arabic_turned(), KNOWN)

    matrix = read_matrix(sheets.arabic_turned(), layout)

    assert layout.is_turned
    assert matrix.vendors == ("Brevo", "Mailchimp", "منصة محلية")
    assert [each.weight for each in matrix.criteria] == [3, 2, 3, 1]
    assert rows_of(matrix)["دعم بالعربية"] == [0, 0, 5]
    place = matrix.cells[-1].place
    assert place == (6, 5)  # of the sheet as it lies


def test_units_in_the_name_make_a_measured_criterion():
    matrix = read(sheets.prices())

    assert [(each.kind, each.unit) for each in matrix.criteria[:2]] == [
        ("measured", "EUR/month"),
        ("measured", "days"),
    ]
    assert rows_of(matrix)["Price (EUR/month)"] == [Decimal("1234.5"), 890, 1050]
    assert rows_of(matrix)["Set-up (days)"] == [10, 4, None]
    assert rows_of(matrix)["Learning curve"] == [4, 5, 4]


def test_harvey_balls_ticks_and_crosses_without_any_word_in_the_corner():
    matrix = read(sheets.harvey_balls())

    assert rows_of(matrix) == {
        "Segmentation": [5, 4, 3],
        "Lead scoring": [1, 0, 3],
        "Self-hosted": [5, 0, 0],
    }


def test_an_empty_form_gives_criteria_weights_and_vendors():
    matrix = read(sheets.empty_form())

    assert matrix.vendors == ("Vendor A", "Vendor B", "Vendor C")
    assert [(each.name, each.weight) for each in matrix.criteria] == [
        ("Cost", Decimal("0.3")),
        ("Technical fit", Decimal("0.3")),
        ("Service", Decimal("0.2")),
        ("Stability", Decimal("0.2")),
    ]
    assert not matrix.cells


@pytest.mark.parametrize("make", sheets.ALL)
def test_a_layout_survives_being_stored(make):
    layout = guess_layout(make(), KNOWN)

    assert layout_from(layout.to_json()) == layout


@pytest.mark.parametrize("make", sheets.ALL)
def test_every_row_is_taken_or_reported(make):  # R37
    matrix = read(make())

    reported = {each.row for each in matrix.problems}
    assert matrix.rows_read == matrix.rows_taken + matrix.rows_reported
    assert matrix.rows_reported == len(reported)

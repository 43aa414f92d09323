"""What a share link does not show is not in the file, in no part of it (R22)."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from evaluator.workbooks.comparison.book import write_workbook
from evaluator.workbooks.comparison.content import Content
from tests.evaluator.workbooks.made_up import Leaf, MadeUp, options
from tests.evaluator.workbooks.reading import Reading

NOTE = "The demo crashed twice"
NOTHING = {
    "shows_names": False,
    "shows_scores": False,
    "shows_notes": False,
    "shows_prices": False,
}


@pytest.fixture
def results():
    made = MadeUp(
        [
            Leaf("Fit"),
            Leaf(
                "Yearly cost",
                function={"kind": "linear", "worst": 64_321, "best": 4_321},
                unit="EUR",
            ),
            Leaf("Seats", function={"kind": "linear", "worst": 0, "best": 777}),
        ],
        ["Acme", "Bolt"],
        {
            "Sara Ahmadi": {"Acme": {"Fit": 4}, "Bolt": {"Fit": 5}},
            "Tom Becker": {"Acme": {"Fit": 1}, "Bolt": {"Fit": "a"}},
        },
        {"Acme": {"Yearly cost": 12_345, "Seats": 333}},
    )
    found = made.results()
    for score in found.scores.values():
        score.note = NOTE
    return found


def texts_of(results, **shown: bool) -> str:
    file = write_workbook(Content(results, options(**NOTHING | shown)))
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_with_everything_ticked_everything_is_there(results):
    texts = texts_of(results, **dict.fromkeys(NOTHING, True))

    for told in ("Sara Ahmadi", "Tom Becker", NOTE, "12345", "64321"):
        assert told in texts


def test_names_are_hidden_unless_ticked(results):  # R22
    texts = texts_of(results, shows_scores=True, shows_notes=True)

    assert "Sara" not in texts
    assert "Evaluator 1" in texts


def test_single_scores_are_hidden_unless_ticked(results):  # R22
    file = write_workbook(Content(results, options(**NOTHING | {"shows_names": True})))

    workbook = Reading(file)

    assert "Scores" not in workbook.book.sheetnames
    assert workbook.value("Comparison", "Fit", "Acme") == 50
    assert "typed numbers" in workbook.sheet("Comparison")["A2"].value
    cell = Reading(file, shows_formulas=True).cell("Comparison", "Fit", "Acme")
    assert cell.data_type == "n"


def test_a_note_does_not_tell_the_score_beside_it(results):  # R22
    given = options(**NOTHING | {"shows_notes": True})

    sheet = Reading(write_workbook(Content(results, given))).sheet("Notes")

    assert [row[3] for row in sheet.iter_rows(min_row=4, values_only=True)] == [
        None
    ] * 4


def test_notes_are_hidden_unless_ticked(results):  # R22
    texts = texts_of(results, shows_names=True, shows_scores=True, shows_prices=True)

    assert NOTE not in texts


def test_prices_are_hidden_with_the_ends_they_could_be_told_from(results):  # R22
    texts = texts_of(results, shows_scores=True)

    for price in ("12345", "64321", "4321"):
        assert price not in texts
    assert "777" in texts
    assert "Prices are not part of this workbook." in texts


def test_the_totals_are_the_same_whatever_is_hidden(results):
    everything = Reading(write_workbook(Content(results, options())))

    little = Reading(write_workbook(Content(results, options(**NOTHING))))

    assert [row[1] for row in little.ranking()] == [
        row[1] for row in everything.ranking()
    ]
    # With prices in them, sums are told with one decimal, as on the pages (R21).
    assert [row[2] for row in little.ranking()] == [
        round(row[2], 1) for row in everything.ranking()
    ]

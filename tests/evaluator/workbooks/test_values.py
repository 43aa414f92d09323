"""What a phone, a mail preview or pandas shows: the stored values, no calculation."""

from __future__ import annotations

import pytest

from evaluator.workbooks.comparison import NothingToCompare
from evaluator.workbooks.comparison.book import write_workbook
from evaluator.workbooks.comparison.content import Content
from tests.evaluator.workbooks.committees import odd
from tests.evaluator.workbooks.made_up import Leaf, MadeUp, options
from tests.evaluator.workbooks.reading import Reading

EXACT = {"rel": 0, "abs": 1e-12}


def test_totals_and_ranks_stand_in_the_file_as_the_app_has_them():
    results = odd().results()

    workbook = Reading(write_workbook(Content(results, options())))

    for standing in results.ranking.standings:
        name = results.candidates[standing.candidate].name
        total = workbook.value("Comparison", "Total of 100", name)
        rank = workbook.value("Comparison", "Rank", name)
        has_total = standing.total is not None
        assert rank == (standing.rank if has_total else "–")
        assert total == (
            pytest.approx(standing.total, **EXACT) if has_total else "no total"
        )


def test_the_summary_is_the_ranking_with_ties_and_those_who_are_out():
    results = odd().results()

    workbook = Reading(write_workbook(Content(results, options())))

    assert [(rank, name) for rank, name, _total in workbook.ranking()] == [
        (1, "Acme"),
        (1, "Bolt"),
        (3, "Fir"),
        (4, "Delta"),
        ("–", "Elm"),
        ("–", "Cedar"),
    ]


def test_every_formula_has_a_value():
    file = write_workbook(Content(odd().results(), options()))

    formulas, values = Reading(file, shows_formulas=True), Reading(file)

    for sheet in formulas.book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    told = values.sheet(sheet.title)[cell.coordinate].value
                    assert told is not None, f"{sheet.title} {cell.coordinate}"


def test_numbers_are_numbers_and_states_are_words():  # R38
    workbook = Reading(write_workbook(Content(odd().results(), options())))

    def said(criterion: str, candidate: str, who: str) -> object:
        return workbook.value("Scores", criterion, candidate, under=who)

    assert said("Price", "Acme", "Sara") == 4
    assert said("Price", "Delta", "Sara") == "abstained"
    assert said("Growth", "Delta", "Sara") == "not shown"
    assert said("Curve", "Delta", "Sara") == "not scored yet"
    assert said("Price", "Cedar", "Tom") == "recused"
    assert workbook.value("Measured", "Cost", "Cedar") == 3000.5
    assert workbook.value("Measured", "Hours", "Delta") == "unknown"


def test_a_cell_that_nobody_scored_shows_what_most_people_said():
    made = MadeUp(
        [Leaf("Price"), Leaf("Fame")],
        ["Acme"],
        {
            "Sara": {"Acme": {"Price": 4, "Fame": "a"}},
            "Tom": {"Acme": {"Price": 2, "Fame": "x"}},
            "Lina": {"Acme": {"Price": 3, "Fame": "x"}},
        },
    )

    workbook = Reading(write_workbook(Content(made.results(), options())))

    assert workbook.value("Comparison", "Fame", "Acme") == "not shown"
    assert workbook.value("Comparison", "Price", "Acme") == pytest.approx(60)


def test_without_any_evaluator_the_cells_wait_for_scores():
    made = MadeUp([Leaf("Price")], ["Acme"], {})

    workbook = Reading(write_workbook(Content(made.results(), options())))

    assert workbook.value("Comparison", "Price", "Acme") == "not scored yet"
    assert workbook.ranking() == [("–", "Acme", "no total")]


def test_candidates_that_are_all_out_have_no_total():
    said = {"Sara": {"Acme": {"Price": 5}}}
    made = MadeUp(
        [Leaf("Price")], ["Acme"], said, must_haves={"Sends SMS": {"Acme": "no"}}
    )

    workbook = Reading(write_workbook(Content(made.results(), options())))

    assert workbook.ranking() == [("–", "Acme", "out")]


@pytest.mark.parametrize(
    "made",
    [MadeUp([Leaf("Price")], [], {}), MadeUp([Leaf("Price", 0)], ["Acme"], {})],
    ids=["no candidate", "no weight"],
)
def test_nothing_to_compare_is_refused_in_words(made):
    with pytest.raises(NothingToCompare, match="nothing to compare yet"):
        write_workbook(Content(made.results(), options()))

"""The workbook of costs, recalculated by LibreOffice, says what the app says."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import numpy as np
import pytest

from evaluator.costs.cashflow import by_year
from evaluator.costs.lines import Category, CostLine
from evaluator.costs.outcomes import State
from evaluator.costs.ranges import Range
from evaluator.costs.usage import UsageProfile
from evaluator.costs.ventures import Figure, Venture, flows
from evaluator.workbooks.money.book import write_workbook
from tests.evaluator.workbooks.made_up import options
from tests.evaluator.workbooks.money.cases import (
    CHANGES,
    PLAN_CHANGES,
    Change,
    case,
    content,
    gains,
    shipped,
    with_change,
)
from tests.evaluator.workbooks.reading import HEAD, Reading
from tests.evaluator.workbooks.spreadsheet_program import recalculated

pytestmark = pytest.mark.libreoffice

# What is typed for Ivy does not follow growth, as the file says.
TYPED = {"growth", "shrink", "soar", "all"}
CENT = {"rel": 0, "abs": 0.005}
RUNS = {
    "none": (),
    **{each.name: (each,) for each in (*CHANGES, *PLAN_CHANGES)},
    "all": CHANGES,
}


def typed(changes: tuple[Change, ...]) -> bytes:
    file = write_workbook(with_change(content(case()), gains()), options())
    workbook = Reading(file, shows_formulas=True)
    for change in changes:
        sheet = workbook.sheet(change.sheet)
        column = 2 if change.sheet == "Assumptions" else 5
        row = next(
            row
            for row in range(HEAD + 1, sheet.max_row + 1)
            if str(sheet.cell(row, 1).value).startswith(change.label)
        )
        sheet.cell(row, column).value = change.value
    return workbook.saved()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    given = {name: typed(changes) for name, changes in RUNS.items()}
    given["shipped"] = write_workbook(shipped(), options())
    return recalculated(given, tmp_path_factory.mktemp("libreoffice"))


@pytest.mark.parametrize("name", RUNS)
def test_years_totals_and_present_value_are_those_of_the_app(files, name):
    expected = content(reduce(lambda found, each: each.case(found), RUNS[name], case()))
    told = columns(Reading(files[name]).sheet("Cost by year"))

    for candidate in expected.candidates:
        if candidate.name == "Ivy" and name in TYPED:
            continue
        cost = expected.cost(candidate)
        yearly = by_year(cost.monthly.known)[0]
        *years, total, present = told[candidate.name][:5]
        assert years == [pytest.approx(each, **CENT) for each in yearly]
        assert total == pytest.approx(float(yearly.sum()), **CENT)
        assert present == pytest.approx(float(cost.present()[0]), **CENT)


@pytest.mark.parametrize("name", RUNS)
def test_the_plan_of_each_month_is_the_one_that_the_app_takes(files, name):
    expected = content(reduce(lambda found, each: each.case(found), RUNS[name], case()))
    told = Reading(files[name]).sheet("Bills")

    for candidate in map(expected.candidates.__getitem__, (1, 5, 6, 7)):
        choice = expected.cost(candidate).choice
        assert choice
        heads = [cell.value for cell in told[HEAD]]
        column = heads.index(f"{candidate.name}: Plan") + 1
        taken = np.broadcast_to(choice.taken[0], (expected.months,))
        assert [
            told.cell(HEAD + 1 + month, column).value
            for month in range(expected.months)
        ] == [choice.bills[place].plan.name for place in taken]


@pytest.mark.parametrize("name", RUNS)
def test_a_fee_without_a_price_is_asked_for_in_the_month_it_falls_due(files, name):
    expected = content(reduce(lambda found, each: each.case(found), RUNS[name], case()))
    told = Reading(files[name]).sheet("Bills")

    [column] = [each.column for each in told[HEAD] if each.value == "Hip: not known"]
    choice = expected.cost(expected.candidates[7]).choice
    assert choice
    asked = np.broadcast_to(choice.cost.has(State.QUOTE), (1, expected.months))[0]
    assert [
        bool(told.cell(HEAD + 1 + month, column).value)
        for month in range(expected.months)
    ] == asked.tolist()
    assert asked.sum() == 1


def test_growth_moves_the_plans():
    """Or the test before would show nothing."""
    plans = {
        each.name: str(
            [
                cost.choice.taken.tolist()
                for cost in content(each.case(case())).computed.costs.values()
                if cost.choice
            ]
        )
        for each in PLAN_CHANGES
    }

    assert len(set(plans.values())) == len(PLAN_CHANGES)


def test_a_plan_that_does_not_follow_is_named_with_its_part():
    sheet = Reading(write_workbook(content(case()), options())).sheet("Assumptions")

    said = [str(row[0].value) for row in sheet.iter_rows(max_col=1)]
    assert any(
        "Ivy: the plan of each month" in each and "Plan 1" in each for each in said
    )
    assert not any("Bolt: the plan of each month" in each for each in said)


def test_a_bill_by_what_nobody_entered_is_named_and_left_out():
    given = replace(case(), usage=UsageProfile())
    sheet = Reading(write_workbook(content(given), options())).sheet("Assumptions")

    said = [str(cell.value) for row in sheet.iter_rows(max_col=1) for cell in row]
    assert any(
        "Bolt stands without the bill of its tariff. It goes by “Stored contacts”"
        in each
        for each in said
    )
    assert "Bolt: billed by" not in said
    assert "Elm: billed by" in said


def test_a_subscription_that_counts_twice_is_named():
    figure = CostLine(
        "quick",
        "Subscription",
        Category.SUBSCRIPTION,
        "USD",
        Range.exactly(1200),
        candidates=frozenset({"2"}),
    )
    given = replace(case(), lines=(*case().lines, figure))
    sheet = Reading(write_workbook(content(given), options())).sheet("Assumptions")

    said = [str(row[0].value) for row in sheet.iter_rows(max_col=1)]
    twice = [each for each in said if "counts twice" in each]
    assert [each.split(" counts")[0] for each in twice] == ["The subscription of Bolt"]


@pytest.mark.parametrize("name", RUNS)
def test_the_return_is_that_of_the_app(files, name):
    expected = content(reduce(lambda found, each: each.case(found), RUNS[name], case()))
    lines = reduce(lambda found, each: each.gains(found), RUNS[name], gains())
    told = columns(Reading(files[name]).sheet("Return"))
    written = {pays.candidate.name for pays in WRITTEN["none"]().change.pays}

    assert written == {"Acme", "Bolt", "Gum", "Ivy"}
    for candidate in expected.candidates:
        is_typed = candidate.name == "Ivy" and name in TYPED
        if candidate.name not in written or is_typed:
            continue
        venture = Venture(expected.case, str(candidate.pk), lines, "3")
        base = flows(venture)
        found = {figure: value[0] for figure, value in base.figures().items()}
        gained, cost, *figures = told[candidate.name][:9]
        assert gained == pytest.approx(float(base.present_gains()[0]), **CENT)
        assert cost == pytest.approx(float(base.present_costs()[0]), **CENT)
        for figure, value in zip(Figure, figures, strict=True):
            if figure is Figure.INTERNAL_RATE:
                assert is_rate_of(value, base)
            elif np.isfinite(found[figure]):
                assert value == pytest.approx(found[figure], abs=1e-5), figure
            else:
                assert value in {"none", "never within the horizon"}


def is_rate_of(value, base) -> bool:
    """Where a change leaves several rates or none, a spreadsheet may find none."""
    rates = base.internal_rates()
    return value == "none" or any(value == pytest.approx(each) for each in rates)


WRITTEN = {
    "none": lambda: with_change(content(case()), gains()),
    "shipped": shipped,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_stored_value_is_the_one_that_is_computed(files, name):
    written = Reading(write_workbook(WRITTEN[name](), options()))
    again = Reading(files[name])

    for sheet in written.book:
        other = again.sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, float | int):
                    told = other[cell.coordinate].value
                    where = (sheet.title, cell.coordinate)
                    assert told == pytest.approx(cell.value, abs=1e-6, rel=1e-13), where


def columns(sheet):
    names = {cell.value: cell.column for cell in sheet[HEAD][1:] if cell.value}
    return {
        name: [
            sheet.cell(row, place).value for row in range(HEAD + 1, sheet.max_row + 1)
        ]
        for name, place in names.items()
    }

from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from evaluator.costs.cashflow import costs
from evaluator.costs.components import Indexation, Meter, Quote, ladder
from evaluator.costs.lines import Category, CostLine
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import State
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import drawn_triangular
from evaluator.costs.samples import KEPT, Sample
from evaluator.costs.sensitivity import Axis, crossings, curves, tornado_bars
from evaluator.costs.simulation import BillDraws, Draws, simulate
from evaluator.costs.usage import UsageProfile
from tests.evaluator.costs.cases import (
    ACME,
    BOLT,
    STEPS,
    STORED,
    case,
    exactly,
    tariff,
)
from tests.evaluator.costs.tariff_strategies import plans, profiles

SOME = Draws(2000, seed=4)


def test_the_same_seed_gives_the_same_figures():
    first = simulate(case(BOLT), SOME)["bolt"]
    again = simulate(case(BOLT), SOME)["bolt"]
    other = simulate(case(BOLT), Draws(2000, seed=5))["bolt"]

    assert first.total == again.total
    assert first.total != other.total


def test_another_candidate_changes_no_figure_of_the_first():
    alone = simulate(case(BOLT), SOME)["bolt"]
    beside = simulate(case(ACME, BOLT), SOME)["bolt"]

    assert alone.total == beside.total


def test_a_bill_that_is_known_is_not_drawn_again_and_changes_no_figure():
    contacts = Meter("Contacts", STORED, ladder((10_000, 50)), "USD")
    some = case(BOLT, tariff("short", contacts), stored=Range.of(0, 9000, 12_000))
    line = CostLine("a", "Agency", Category.CONSULTANTS, "USD", Range.of(100, 200, 400))
    bills: dict[str, BillDraws] = {}
    simulate(some, SOME, bills=bills)
    dearer = replace(some, lines=(line,))

    kept = simulate(dearer, SOME, bills=dict(bills))
    anew = simulate(dearer, SOME)

    assert bills.keys() == {"bolt", "short"}
    for key, found in kept.items():
        assert found.total == anew[key].total
        assert found.present == anew[key].present
        assert found.states == anew[key].states
        assert found.chance_within(900) == anew[key].chance_within(900)
    twice = simulate(dearer, SOME, bills={"bolt": bills["short"]})["bolt"]
    assert twice.total == kept["short"].total


def test_percentiles_and_the_chance_of_a_budget_are_those_of_the_range():
    triangle = simulate(case(BOLT, stored=Range.of(0, 5000, 10_000)), Draws(20_000))
    found = triangle["bolt"]

    assert found.total.p50 == pytest.approx(600, rel=0.02)
    assert found.total.p10 == pytest.approx(1200 * np.sqrt(0.1 / 2), rel=0.04)
    assert found.chance_within(600) == pytest.approx(0.5, abs=0.02)
    assert found.chance_within(600, year=1) == found.chance_within(600)


def test_the_difference_is_taken_within_each_draw():
    found = simulate(case(BOLT, tariff("twin", *BOLT.plans[0].components)), SOME)

    assert found["twin"].difference.p10 == found["twin"].difference.p90 == 0
    assert found["twin"].total.p10 < found["twin"].total.p90


def test_a_state_stands_beside_the_percentiles():
    found = simulate(case(tariff("acme", Quote("Ask"))), SOME)["acme"]

    assert found.states[State.QUOTE] == 1
    assert found.states[State.BLOCKED] == 0


@pytest.mark.parametrize("draws", [Draws(2000), Draws(KEPT + 2000)])
def test_a_draw_that_meets_a_state_stays_within_no_budget(draws):
    """A ladder that stops at 7,500 contacts; half of the draws have more."""
    stops = Meter("Contacts", STORED, ladder((7500, "10"), is_complete=True), "USD")
    some = case(tariff("acme", stops), stored=Range.of(5000, 7500, 10_000))

    found = simulate(some, draws)["acme"]

    assert found.chance_within(1e9) == pytest.approx(0.5, abs=0.03)
    assert found.chance_within(1e9, year=1) == found.chance_within(1e9)
    assert found.share_not_whole() == pytest.approx(sum(found.states.values()))


@given(profiles(), plans(), st.integers(1, 24))
@settings(max_examples=25, deadline=None, phases=[Phase.generate])
def test_one_draw_at_likely_values_is_the_base_case(profile, components, months):
    sure = UsageProfile(
        {key: exactly(figure.likely) for key, figure in profile.figures.items()}
    )
    parts = [
        replace(part, rate=exactly(part.rate.likely))
        if isinstance(part, Indexation)
        else part
        for part in components
    ]
    some = case(tariff("acme", *parts), usage=sure, months=months)

    found = simulate(some, Draws(1))["acme"]
    base = costs(some)["acme"]

    assert found.total.p50 == pytest.approx(base.monthly.known.sum(), abs=1e-6)
    assert found.present.p50 == pytest.approx(base.present()[0], abs=1e-6)


def test_a_simulation_without_ranges_is_the_base_case():
    sure = case(BOLT, stored=exactly(8000))

    found = simulate(sure, Draws(10))["bolt"].total

    assert found.p10 == found.p90 == pytest.approx(costs(sure)["bolt"].cash.sum())


def test_chance_has_the_mean_of_its_shape():
    stream = np.random.default_rng(1)

    drawn = drawn_triangular(stream, Range.of(10, 20, 60), 40_000)

    assert drawn.mean() == pytest.approx(30, rel=0.01)


def test_quantiles_of_many_draws_stay_near_the_exact_ones():
    drawn = np.random.default_rng(3).gamma(2, 100, (5 * KEPT, 1))
    sample = Sample(1)
    for start in range(0, len(drawn), 256):
        sample.add(drawn[start : start + 256])

    for share in (0.1, 0.5, 0.9):
        exact = float(np.quantile(drawn, share))
        assert sample.quantile(0, share) == pytest.approx(exact, rel=0.002)
    assert sample.share_at_most(0, 200) == pytest.approx(
        (drawn <= 200).mean(), abs=1e-3
    )


@pytest.mark.parametrize("parted_after", [2, 9])  # while draws are kept; as classes
def test_columns_go_on_by_themselves_as_if_they_had_been_alone(parted_after):
    drawn = np.random.default_rng(3).gamma(2, 100, (12, 2048, 3))
    both, alone = Sample(3), Sample(2)
    for block in drawn[:parted_after]:
        both.add(block)
        alone.add(block[:, [2, 0]])

    parted = both.of_columns([2, 0])
    for block in drawn[parted_after:]:
        parted.add(block[:, [2, 0]])
        alone.add(block[:, [2, 0]])

    for column in (0, 1):
        ours, theirs = parted.percentiles(column), alone.percentiles(column)
        assert astuple(ours) == pytest.approx(astuple(theirs), rel=1e-12)
        assert parted.share_at_most(column, 200) == alone.share_at_most(column, 200)
    assert both.count == parted_after * 2048


def test_a_limit_that_few_draws_pass_leaves_those_within_no_budget():
    """The first of them comes when thousands of draws are counted already."""
    rate = ladder((11_970, 50), is_complete=True)
    contacts = Meter("Contacts", STORED, rate, "USD")
    some = case(BOLT, tariff("short", contacts), stored=Range.of(0, 9000, 12_000))

    found = simulate(some, Draws(40_000, seed=4))["short"]

    short = found.states[State.QUOTE]
    assert 0 < short < 1e-3
    assert found.share_not_whole() == pytest.approx(short)
    assert found.chance_within(1e9, year=1) == pytest.approx(1 - short)


def test_the_tornado_shows_the_widest_swing_first():
    some = case(BOLT, discount_rate=Range.of(0, "0.1", "0.2"))

    [bar] = tornado_bars(some, "bolt")

    assert bar.name == "usage.stored_contacts"
    assert (bar.at_low, bar.at_high) == pytest.approx((600, 1680))


@pytest.mark.parametrize(("other", "expected"), [(BOLT, 10_001), (STEPS, 10_001)])
def test_a_crossing_is_found_to_the_contact(other, expected):
    some, grid = case(other, ACME), np.linspace(1000, 50_000, 20)
    pair = curves(some, (other.key, "acme"), Axis.CONTACTS, grid)

    [found] = crossings(some, *pair, Axis.CONTACTS)

    assert (found.quantity, found.dearer) == (pytest.approx(expected), other.key)


def test_a_curve_moves_all_figures_of_people_together():
    profile = UsageProfile(
        {
            Measure.STORED_CONTACTS: exactly(100),
            Measure.MARKETABLE_CONTACTS: exactly(50),
        }
    )

    [found] = curves(
        case(BOLT, usage=profile), ["bolt"], Axis.CONTACTS, np.array([100.0, 200.0])
    )

    assert found.totals.tolist() == pytest.approx([12, 24])

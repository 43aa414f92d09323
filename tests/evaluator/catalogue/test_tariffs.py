from decimal import Decimal

import pytest

from evaluator.catalogue.schema import parse_platform
from tests.evaluator.catalogue.conftest import platform, problems_of, statement


def tariff(terms, **more):
    return statement("pricing.tariff", "flat_tier", plan="Pro", terms=terms, **more)


def test_the_terms_of_a_tariff_keep_their_figures_and_what_is_unknown():
    terms = {
        "ladder": [{"up_to": 500, "price": 16.5, "as_of": "2026-09"}],
        "ladder_complete": False,
        "later_bands": None,
        "rung_upper_bounds": [2000, None],
        "plan_ranges": {"Large": [100000, None]},
        "block_price_as_of": "undated",
        "also": ["per_seat"],
    }

    read = parse_platform(platform(tariff(terms, currency="USD"))).facts[0].terms

    assert dict(read["ladder"][0]) == {
        "up_to": Decimal(500),
        "price": Decimal("16.5"),
        "as_of": "2026-09",
    }
    assert read["ladder_complete"] is False
    assert "later_bands" in read
    assert read["later_bands"] is None
    assert read["rung_upper_bounds"] == (Decimal(2000), None)
    assert read["plan_ranges"]["Large"] == (Decimal(100000), None)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"bribe": 3}, "'bribe' is no term of a tariff."),
        ({"send_multiplier": "ten"}, "'send_multiplier' does not hold quantity."),
        ({"ladder": [{"up_to": 3}]}, "'ladder' does not hold rungs."),
        ({"ladder": [{"up_to": 3, "price": 1, "tax": 2}]}, "does not hold rungs."),
        ({"bands": 3}, "'bands' does not hold quantities."),
        ({"ladder_complete": "no"}, "'ladder_complete' does not hold flag."),
        ({"also": ["barter"]}, "'also' does not hold mechanisms."),
        ({"formula": 3}, "'formula' does not hold text."),
        ({"included": 3}, "'included' does not hold parts."),
        ({"block_price_as_of": "soon"}, "'soon' is no date."),
    ],
)
def test_a_broken_term_is_refused(terms, said):
    assert said in problems_of(tariff(terms, currency="USD"))[0]


def test_amounts_need_a_currency_and_quantities_do_not():
    without_amount = parse_platform(platform(tariff({"send_multiplier": 10})))

    problems = problems_of(tariff({"base": 100}))

    assert without_amount.facts[0].currency == ""
    assert "This tariff has amounts without a currency." in problems[0]

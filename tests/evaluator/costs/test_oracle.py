"""The engine on arrays equals a plain Decimal loop, for any tariff and usage."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from evaluator.costs.measures import Measure
from evaluator.costs.usage import paths
from tests.evaluator.costs import oracle
from tests.evaluator.costs.bills import chosen, plan
from tests.evaluator.costs.tariff_strategies import plans, profiles

CENT = Decimal("0.01")


def near_half_a_cent(amount):
    """Tell whether the amount lies where a float may round to the other cent."""
    return abs(amount % CENT - CENT / 2) < Decimal("1e-5")


@given(profiles(), st.integers(1, 24))
@settings(max_examples=40, deadline=None, phases=[Phase.generate])
def test_usage_is_the_same_whole_number_as_in_decimal(profile, months):
    ours = paths(profile, months)
    exact = oracle.usage(profile, months)

    for measure in set(exact) - {Measure.SENDS_PER_CONTACT}:
        assert ours[measure][0].tolist() == exact[measure], measure


@given(profiles(), plans(), st.integers(1, 24))
@settings(max_examples=60, deadline=None, phases=[Phase.generate])
def test_the_base_case_equals_the_plain_decimal_loop(profile, components, months):
    used = paths(profile, months)
    numbers = {measure: [int(n) for n in path[0]] for measure, path in used.items()}

    found = chosen([plan(*components)], used).cost.known
    ours = np.broadcast_to(found, (1, months))[0]

    with localcontext(prec=60):
        exact = oracle.monthly(components, numbers, months)
        for mine, true in zip(ours, exact, strict=True):
            assert abs(Decimal(float(mine)) - true) < Decimal("0.001")
            if not near_half_a_cent(true):
                rounded = Decimal(float(mine)).quantize(CENT, ROUND_HALF_UP)
                assert rounded == true.quantize(CENT, ROUND_HALF_UP)

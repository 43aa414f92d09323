"""Random usage and random parts of a bill, for properties."""

from decimal import Decimal

from hypothesis import strategies as st

from evaluator.costs.components import (
    Allowance,
    Basis,
    Commitment,
    Counted,
    Discount,
    Every,
    FairUse,
    Fee,
    Indexation,
    Introduction,
    Labour,
    Meter,
    Overage,
    Rate,
    Tier,
    TierMode,
    TimeRule,
    Timing,
)
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import Growth, Jump, Period, UsageProfile

MEASURES = (
    Measure.STORED_CONTACTS,
    Measure.MESSAGED_CONTACTS,
    Measure.EMAILS,
    Measure.SMS,
    Measure.FULL_SEATS,
)
prices = st.decimals(0, 1000, places=4)
shares = st.decimals(0, 1, places=3)


@st.composite
def ranges(draw, low, high, places=0):
    ends = st.decimals(low, high, places=places)
    return Range(*sorted((draw(ends), draw(ends), draw(ends))))


@st.composite
def profiles(draw):
    figures = {
        Measure.STORED_CONTACTS: draw(ranges(0, 200_000)),
        Measure.MESSAGED_CONTACTS: draw(ranges(0, 100_000)),
        Measure.SENDS_PER_CONTACT: draw(ranges(0, 20, 1)),
        Measure.SMS: draw(ranges(0, 50_000)),
        Measure.FULL_SEATS: draw(ranges(0, 50)),
    }
    rates = ranges(Decimal("-0.05"), Decimal("0.3"), 3)
    growth = st.builds(Growth, rates, st.sampled_from(Period))
    jumps = st.builds(
        Jump,
        st.integers(1, 20),
        st.sampled_from([Measure.STORED_CONTACTS, Measure.SMS]),
        ranges(-1000, 50_000),
    )
    factors = st.decimals("0.2", "2", places=2)
    return UsageProfile(
        figures,
        growth=tuple(draw(st.lists(growth, max_size=1))),
        jumps=tuple(draw(st.lists(jumps, max_size=2))),
        season=draw(st.sampled_from([(), tuple(draw(factors) for _ in range(12))])),
        first_month=draw(st.integers(1, 12)),
    )


@st.composite
def bases(draw):
    counted = st.builds(
        Counted, st.sampled_from(MEASURES), st.decimals("0.1", 5, places=1)
    )
    fair = st.builds(FairUse, st.sampled_from(MEASURES), st.decimals(1, 100, places=1))
    return Basis(
        tuple(draw(st.lists(counted, min_size=1, max_size=2))),
        tuple(draw(st.lists(fair, max_size=1))),
        draw(st.integers(0, 1000)),
    )


@st.composite
def rates(draw):
    mode = draw(st.sampled_from(TierMode))
    ends = sorted(draw(st.sets(st.integers(1, 300_000), max_size=4)))
    closed = mode is TierMode.CHEAPEST
    ends = [*ends, 400_000] if closed else [*ends, None]
    return Rate(
        tuple(Tier(end, draw(prices), draw(prices)) for end in ends),
        mode,
        size=1 if closed else draw(st.sampled_from([1, 10, 250, 1000])),
        is_whole=closed or draw(st.booleans()),
    )


@st.composite
def meters(draw, name):
    rule = draw(st.sampled_from(TimeRule))
    # What is carried has no credit: the credit of a month is not part of the packs.
    return Meter(
        name,
        draw(bases()),
        draw(rates()),
        "USD",
        included=draw(st.integers(0, 50_000)),
        timing=Timing(rule, draw(st.integers(1, 14))),
        credit=draw(prices),
        over_price=draw(prices) if rule is TimeRule.RENEWAL else None,
        is_discounted=draw(st.booleans()),
    )


times = st.sampled_from([None, Measure.FULL_SEATS])


@st.composite
def plans(draw):
    """Return the components of a plan without unknown prices."""
    allowances = st.builds(
        Allowance, bases(), st.integers(0, 50_000), st.sampled_from([1, 1000])
    )
    some = [
        draw(meters("Meter")),
        draw(meters("Other meter")),
        Fee("Fee", draw(prices), "USD", draw(st.sampled_from(Every)),
            draw(st.integers(1, 20)), draw(times)),
        Labour("Labour", draw(prices), draw(prices), "USD", draw(times)),
        Overage("Over", tuple(draw(st.lists(allowances, min_size=1, max_size=2))),
                draw(prices), "USD"),
        Commitment(12, draw(shares)),
        Introduction(draw(st.integers(1, 20)), draw(shares)),
        Discount(draw(shares)),
        Indexation(draw(ranges(0, "0.2", 3)), draw(st.integers(1, 12))),
    ]  # fmt: skip
    keep = draw(st.lists(st.booleans(), min_size=len(some), max_size=len(some)))
    return tuple(part for part, is_kept in zip(some, keep, strict=True) if is_kept)

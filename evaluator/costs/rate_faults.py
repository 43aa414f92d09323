"""What can be wrong with the tiers of a rate."""

from collections.abc import Iterator
from itertools import pairwise

from evaluator.costs.components import Rate, Tier, TierMode
from evaluator.costs.faults import Fault, Problem


def rate_faults(rate: Rate, part: str) -> Iterator[Problem]:
    """Yield all that is wrong with the tiers: they rise, do not overlap, end last."""
    if not rate.tiers:
        yield Problem(Fault.NO_TIER, part)
    if rate.size < 1:
        yield Problem(Fault.BLOCK_SIZE, part, {"value": str(rate.size)})
    for place, tier in enumerate(rate.tiers, start=1):
        yield from _amount_faults(tier, f"{part} > tier {place}")
    if any(tier.up_to is None for tier in rate.tiers[:-1]):
        yield Problem(Fault.TIER_WITHOUT_END, part)
    elif rate.tiers and rate.mode is TierMode.CHEAPEST and _is_endless(rate.tiers[-1]):
        yield Problem(Fault.TIER_ENDLESS_FLAT, part)
    yield from _order_faults(rate, part)


def _order_faults(rate: Rate, part: str) -> Iterator[Problem]:
    for before, after in pairwise(rate.tiers):
        if before.up_to is None:
            continue
        told = {"before": str(before.up_to)}
        if after.up_to is not None and after.up_to <= before.up_to:
            yield Problem(Fault.TIERS_FALL, part, told | {"value": str(after.up_to)})
        if after.above is not None and after.above < before.up_to:
            yield Problem(Fault.TIERS_OVERLAP, part, told | {"value": str(after.above)})


def _amount_faults(tier: Tier, part: str) -> Iterator[Problem]:
    for name, number in (
        ("up_to", tier.up_to),
        ("unit", tier.unit),
        ("flat", tier.flat),
        ("above", tier.above),
    ):
        if number is not None and number < 0:
            yield Problem(Fault.NEGATIVE, f"{part} > {name}", {"value": str(number)})


def _is_endless(tier: Tier) -> bool:
    return tier.up_to is None

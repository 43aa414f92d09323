"""What the worked examples meter, and by which meters."""

from evaluator.costs.components import (
    Basis,
    Meter,
    Rate,
    TimeRule,
    Timing,
    blocks,
    counting,
)
from evaluator.costs.measures import Measure

STORED = counting(Measure.STORED_CONTACTS)
MARKETABLE = counting(Measure.MARKETABLE_CONTACTS)
EMAILS = counting(Measure.EMAILS)
HUBSPOT = Meter(
    "Contacts",
    MARKETABLE,
    blocks(5000, "224.72"),
    "USD",
    included=2000,
    timing=Timing(TimeRule.RATCHET, 12),
)


def meter(basis: Basis, rate: Rate, **settings) -> Meter:
    return Meter(settings.pop("name", "Meter"), basis, rate, "USD", **settings)

"""What became of what was promised: shares reached, and days of review."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

QUARTER_DAYS = 91


class ReviewKind(StrEnum):
    """The reviews after go-live, in their order."""

    DAY_30 = "day_30"
    DAY_60 = "day_60"
    DAY_90 = "day_90"
    AUDIT = "audit"  # each quarter from then on


REVIEW_DAYS = {ReviewKind.DAY_30: 30, ReviewKind.DAY_60: 60, ReviewKind.DAY_90: 90}


def share_reached(
    baseline: Decimal | None, target: Decimal | None, value: Decimal | None
) -> float | None:
    """Return how much of the way from baseline to target is gone; 1.0 is all of it.

    (value - baseline) / (target - baseline), whichever way the target lies; below 0
    where it got worse. None where a figure is missing or there is no way to go.
    """
    if baseline is None or target is None or value is None or baseline == target:
        return None
    return float((value - baseline) / (target - baseline))


def review_day(
    kind: ReviewKind, *, went_live: date, last_audit: date | None = None
) -> date:
    """Return when a review is due; an audit a quarter after the last one.

    The first audit is due a quarter after the review of day 90.
    """
    if kind is not ReviewKind.AUDIT:
        return went_live + timedelta(days=REVIEW_DAYS[kind])
    before = last_audit or went_live + timedelta(days=90)
    return before + timedelta(days=QUARTER_DAYS)

"""What becomes of an asset: the rule that proposes it, and the hours it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from migration.planning.asset_kinds import asset_kinds

CENT = Decimal("0.01")


class Reason(StrEnum):
    """Why the rule proposes what it does."""

    UNUSED = "unused"
    USED = "used"
    UNKNOWN_USE = "unknown_use"


@dataclass(frozen=True, slots=True)
class Proposal:
    disposition: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class EffortTable:
    """Hours of a rebuild by (kind, size), and the share of it by disposition."""

    hours: Mapping[tuple[str, str], Decimal]
    factors: Mapping[str, Decimal]

    def hours_of(self, kind: str, size: str, disposition: str) -> Decimal:
        """Return hours, rounded to hundredths half up."""
        whole = self.hours[kind, size] * self.factors[disposition]
        return whole.quantize(CENT, ROUND_HALF_UP)

    def calibrated(
        self,
        hours: Mapping[tuple[str, str], Decimal],
        factors: Mapping[str, Decimal],
    ) -> EffortTable:
        """Return the table with other figures in place of some of its own."""
        known = {key: value for key, value in hours.items() if key in self.hours}
        shares = {key: value for key, value in factors.items() if key in self.factors}
        return EffortTable({**self.hours, **known}, {**self.factors, **shares})


def shipped_effort() -> EffortTable:
    found = asset_kinds()
    return EffortTable(
        hours={
            (kind.key, size): hours
            for kind in found.kinds
            for size, hours in kind.hours.items()
        },
        factors=dict(found.factors),
    )


def propose(last_used: date | None, today: date) -> Proposal:
    """Propose to retire what nobody used for a year; the rest is rebuilt."""
    if last_used is None:
        return Proposal("rebuild", Reason.UNKNOWN_USE)
    if last_used <= unused_since(today):
        return Proposal("retire", Reason.UNUSED)
    return Proposal("rebuild", Reason.USED)


def unused_since(today: date) -> date:
    """Return the day on or before which an asset was last used that is to retire."""
    return months_before(today, asset_kinds().retire_after_months)


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or the last one of a shorter month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError  # every month has 28 days

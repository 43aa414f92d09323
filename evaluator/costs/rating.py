"""From a quantity to an amount: the tiers of a rate, on arrays (A.3 to A.6, A.12)."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evaluator.costs.components import Beyond, Rate, TierMode
from evaluator.costs.metering import whole_up
from evaluator.costs.outcomes import Outcome, State, StateArray, flagged
from evaluator.costs.samplers import FloatArray

AT_HAND = 512
"""Draws that are rated at a time, so that what is added stays near the processor."""


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Where all of a quantity is priced by one tier: what holds up to each end.

    A tier without a public price costs 0 and is flagged as a quote; where the rung
    that holds is not known, the part of its tier below it is flagged so. The last step
    is beyond all tiers. has_all_rungs: no step needs to be looked at by its units.
    """

    ends: FloatArray
    units: FloatArray
    flats: FloatArray
    states: StateArray
    has_states: bool
    has_all_rungs: bool


@dataclass(frozen=True, slots=True, eq=False)
class Tiers:
    """The tiers of a rate as arrays; NaN is a price that is not public.

    ends: last unit or block of each tier, infinite where there is none. starts: see
    `_listed_start`. rises: what the price of a unit changes by at each end, for
    graduated tiers; fees: its flats, 0 where none is public. unpriced_from: where the
    first tier without a public price begins.
    """

    ends: FloatArray
    units: FloatArray
    flats: FloatArray
    starts: FloatArray
    rises: tuple[float, ...]
    fees: tuple[float, ...]
    unpriced_from: float
    steps: Steps


@lru_cache(maxsize=1024)
def tiers_of(rate: Rate) -> Tiers:
    size = 1 if rate.mode is TierMode.SPEND else rate.size  # its ends are amounts
    tiers = rate.tiers
    ends = [np.inf if tier.up_to is None else tier.up_to / size for tier in tiers]
    units = np.array([_number(tier.unit) for tier in tiers], float)
    flats = np.array([_number(tier.flat) for tier in tiers], float)
    steps = np.nan_to_num(units)
    last = steps[-1] if ends and np.isinf(ends[-1]) else 0.0
    missing = np.isnan(units) | np.isnan(flats)
    begins = np.array([0.0, *ends[:-1]])
    starts = [_listed_start(rate, place) for place in range(len(tiers))]
    return Tiers(
        np.array(ends, float),
        units,
        flats,
        np.array(starts, float),
        tuple(np.diff(steps, append=last).tolist()),
        tuple(np.nan_to_num(flats).tolist()),
        float(begins[missing].min()) if missing.any() else np.inf,
        _steps_of(rate, ends, starts),
    )


def _steps_of(rate: Rate, ends: list[float], starts: list[float]) -> Steps:
    is_spend = rate.mode is TierMode.SPEND
    # Blocks are no units: where a rung may be missing, units are looked at.
    has_all = rate.is_complete or is_spend or rate.size == 1
    found: list[tuple[float, float, float, int]] = []
    for tier, end, start in zip(rate.tiers, ends, starts, strict=True):
        unit, flat = _number(tier.unit), _number(tier.flat)
        if np.isnan(flat) or (np.isnan(unit) and rate.mode is not TierMode.FLAT):
            found.append((end, 0.0, 0.0, State.QUOTE))
            continue
        unit = float(np.nan_to_num(unit))
        last = found[-1][0] if found else -np.inf
        if not rate.is_complete and not is_spend and rate.size == 1 and start > last:
            below = min(start, float(np.nextafter(end, -np.inf)))
            found.append((below, unit, flat, State.UNKNOWN_RUNG))
        found.append((end, unit, flat, 0))
    _end, unit, flat, state = found[-1]
    if rate.beyond is Beyond.QUOTE:
        unit, flat, state = 0.0, 0.0, int(State.QUOTE)
    found.append((np.inf, unit, flat, state))
    columns = list(zip(*found, strict=True))
    states = np.array(columns[3], np.uint8)
    return Steps(
        np.array(columns[0][:-1], float),
        np.array(columns[1], float),
        np.array(columns[2], float),
        states,
        bool(states.any()),
        has_all,
    )


def rated(rate: Rate, q: FloatArray) -> Outcome:
    """Return what the quantity costs. q: draws x months, whole, 0 or more."""
    tiers = tiers_of(rate)
    x = in_blocks(rate, q)
    if rate.mode is TierMode.GRADUATED:
        return _graduated(rate, tiers, x)
    if rate.mode is TierMode.CHEAPEST:
        return _cheapest(tiers, x)
    return _one_tier(rate, tiers, x, q)


def in_blocks(rate: Rate, q: FloatArray) -> FloatArray:
    """Return q in blocks: begun ones whole, or by their share."""
    if rate.size == 1:
        return q
    return whole_up(q / rate.size) if rate.is_whole else q / rate.size


def tier_reached(rate: Rate, x: FloatArray) -> NDArray[np.intp]:
    """Return the place of the tier that holds x; the number of tiers if none does."""
    tiers = tiers_of(rate)
    found: NDArray[np.intp]
    if rate.mode is TierMode.SPEND:
        found = np.searchsorted(tiers.ends, x * tiers.units[0], side="right")
    else:
        found = np.searchsorted(tiers.ends, x, side="left")
    return found


def _graduated(rate: Rate, tiers: Tiers, x: FloatArray) -> Outcome:
    """Sum each tier's units at its own rate.

    amount = u1 x + sum (u(i+1) - u(i)) max(x - end(i), 0) + flats of tiers entered;
    the first tier's flat fee is due even at 0.
    """
    first = float(tiers.units[0])
    amount = (0.0 if np.isnan(first) else first) * x
    # rise x (max(x, end) - end), its constant part added once: one pass less a tier.
    amount -= sum(
        rise * end for end, rise in zip(tiers.ends, tiers.rises, strict=True) if rise
    )
    for start in range(0, len(x), AT_HAND):
        part = slice(start, start + AT_HAND)
        _add_rises(amount[part], tiers, x[part])
    for place, flat in enumerate(tiers.fees):
        if flat:
            amount += flat * (x > tiers.ends[place - 1]) if place else flat
    states = None
    if np.isfinite(tiers.unpriced_from):
        states = flagged(State.QUOTE, x > tiers.unpriced_from)
    found = Outcome(amount, states=states)
    return _told_beyond(rate, found, x, float(tiers.ends[-1]))


def _add_rises(amount: FloatArray, tiers: Tiers, x: FloatArray) -> None:
    above = np.empty_like(x)
    for end, rise in zip(tiers.ends, tiers.rises, strict=True):
        if rise:
            np.maximum(x, end, out=above)
            above *= rise
            amount += above


def _one_tier(rate: Rate, tiers: Tiers, x: FloatArray, q: FloatArray) -> Outcome:
    """Price all of x by the tier reached: amount = unit x + flat."""
    if rate.mode is TierMode.SPEND:
        place = tier_reached(rate, x)
    else:
        place = np.searchsorted(tiers.steps.ends, x, side="left")
    steps = tiers.steps
    amount: FloatArray = steps.flats[place]
    if rate.mode is not TierMode.FLAT:
        amount = amount + steps.units[place] * x
    states = steps.states[place] if steps.has_states else None
    if states is not None and not states.any():
        states = None
    found = _without_unknown(Outcome(amount, states=states))
    if not steps.has_all_rungs:
        found = _between_rungs(rate, tiers, place, q, found)
    return _told_beyond(rate, found, x, float(tiers.ends[-1]))


def _without_unknown(found: Outcome) -> Outcome:
    """Make the amount of an unknown rung its ceiling."""
    unknown = found.has(State.UNKNOWN_RUNG)
    if found.states is None or not unknown.any():
        return found
    return Outcome(np.where(unknown, 0.0, found.known), found.known, found.states)


def _between_rungs(
    rate: Rate, tiers: Tiers, place: NDArray[np.intp], q: FloatArray, found: Outcome
) -> Outcome:
    """Where a rung may be missing, the amount is unknown and its rung a ceiling."""
    place = np.minimum(place, len(tiers.ends) - 1)
    ends = tiers.ends[place] * rate.size
    unknown = (q <= tiers.starts[place]) & (q < ends) & ~found.has(State.QUOTE)
    flags = flagged(State.UNKNOWN_RUNG, unknown)
    if flags is None:
        return found
    both = flags if found.states is None else found.states | flags
    return _without_unknown(Outcome(found.known, states=both))


def _cheapest(tiers: Tiers, x: FloatArray) -> Outcome:
    """Take the least of flat + max(0, x - end) unit over all tiers (A.12)."""
    best = np.full(x.shape, np.inf)
    for end, unit, flat in zip(tiers.ends, tiers.units, tiers.flats, strict=True):
        over = np.maximum(x - end, 0.0)
        extra = np.where(over > 0, over * unit, 0.0)
        best = np.fmin(best, flat + extra)
    quote = np.isinf(best)
    return Outcome(np.where(quote, 0.0, best), states=flagged(State.QUOTE, quote))


def _told_beyond(rate: Rate, found: Outcome, x: FloatArray, last: float) -> Outcome:
    """Flag what is above the last tier, where that tier has an end."""
    if not np.isfinite(last) or rate.mode is TierMode.SPEND:
        return found
    beyond = x > last
    is_stop = rate.beyond is Beyond.BLOCKED
    states = flagged(State.BLOCKED if is_stop else State.QUOTE, beyond)
    if states is None:
        return found
    both = states if found.states is None else states | found.states
    over = np.maximum(x - last, 0.0) * rate.size if is_stop else None
    return Outcome(found.known, found.ceiling, both, over)


def _number(price: object) -> float:
    return np.nan if price is None else float(price)  # type: ignore[arg-type]


def _listed_start(rate: Rate, place: int) -> float:
    """Return the quantity from which on the tier's price is surely the one listed.

    The end of the tier before it where no rung is missing; else the listed start of
    the band; else none (infinite): then only its own end is sure.
    """
    tier = rate.tiers[place]
    if tier.above is not None:
        return float(tier.above)
    if rate.is_complete:
        return float(rate.tiers[place - 1].up_to or 0) if place else -1.0
    return np.inf

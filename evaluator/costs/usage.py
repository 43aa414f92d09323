"""One usage profile, the same for all candidates, and its path month by month."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from evaluator.costs.faults import Fault, Problem, refuse
from evaluator.costs.measures import DEFAULTS, FALLBACKS, GROWING, SEASONAL, Measure
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, Sampler, likely

LARGEST = 10**12
"""More than anybody has of anything: a figure beyond it is a mistake of growth."""
LONGEST = 84  # months: seven years
SENT = {Measure.EMAILS, Measure.SENDS_PER_CONTACT, Measure.TRANSACTIONAL_EMAILS}


class Period(StrEnum):
    MONTH = "month"
    YEAR = "year"


class Activity(StrEnum):
    """What makes a user active."""

    LOGIN = "login"
    VISIT = "visit"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class ActiveUsers:
    """What somebody calls an active user: the company, or a tariff."""

    window_days: int = 30
    counts: Activity = Activity.VISIT
    has_anonymous: bool = False
    has_bots: bool = False
    has_duplicates: bool = False


def differences(ours: ActiveUsers, theirs: ActiveUsers) -> tuple[str, ...]:
    """Return the names of the fields in which two definitions part."""
    return tuple(
        each.name
        for each in fields(ActiveUsers)
        if getattr(ours, each.name) != getattr(theirs, each.name)
    )


@dataclass(frozen=True, slots=True)
class Growth:
    """rate: 0.1 = 10 % per period, compounding; spread evenly over its months."""

    rate: Range
    per: Period = Period.YEAR
    measures: frozenset[Measure] = GROWING

    @property
    def months(self) -> int:
        return 12 if self.per is Period.YEAR else 1


@dataclass(frozen=True, slots=True)
class Jump:
    """A one-off change from a month on (an acquisition, an import); it grows along."""

    month: int
    measure: Measure
    amount: Range


@dataclass(frozen=True, slots=True)
class UsageProfile:
    """figures: the level in the first month, before the season.

    first_month: the calendar month (1..12) in which it starts. season: twelve factors,
    January first, or none. Where a measure is not given, FALLBACKS and DEFAULTS hold.
    """

    figures: Mapping[Measure, Range] = field(default_factory=dict)
    growth: tuple[Growth, ...] = ()
    jumps: tuple[Jump, ...] = ()
    season: tuple[Decimal, ...] = ()
    seasonal: frozenset[Measure] = SEASONAL
    first_month: int = 1
    active_users: ActiveUsers = ActiveUsers()

    def assumed(self) -> Mapping[Measure, Measure | int]:
        """Tell what each measure without a figure rests on: a measure, or a number."""
        return MappingProxyType(
            {
                measure: FALLBACKS.get(measure, DEFAULTS.get(measure, 0))
                for measure in Measure
                if measure not in self.figures and measure is not Measure.EMAILS
            }
        )

    def tells(self, measure: Measure) -> bool:
        """Tell whether the measure was entered, or one that it follows from."""
        if measure is Measure.EMAILS:
            return bool(self.figures.keys() & SENT)
        follows = FALLBACKS.get(measure)
        return measure in self.figures or (follows is not None and self.tells(follows))

    def growth_of(self, measure: Measure) -> tuple[int, Growth] | None:
        """Return the growth that moves the measure, with its place in the list."""
        for place, growth in enumerate(self.growth):
            if measure in growth.measures:
                return place, growth
        return None


def faults(profile: UsageProfile, months: int = LONGEST) -> Iterator[Problem]:
    """Yield all that is wrong with a profile over so many months."""
    for measure, figure in profile.figures.items():
        yield from figure.faults(measure)
    yield from _season_faults(profile)
    for jump in profile.jumps:
        if jump.month < 1:
            told = {"value": str(jump.month)}
            yield Problem(Fault.MONTH_OUTSIDE, f"{jump.measure} > jump", told)
        yield from jump.amount.faults(f"{jump.measure} > jump", lowest=None)
    yield from _growth_faults(profile, months)


def _season_faults(profile: UsageProfile) -> Iterator[Problem]:
    if not profile.season:
        return
    if len(profile.season) != 12:
        told = {"value": str(len(profile.season))}
        yield Problem(Fault.SEASON_LENGTH, "season", told)
    if not any(profile.season):
        yield Problem(Fault.SEASON_EMPTY, "season")
    for month, factor in enumerate(profile.season, start=1):
        if factor < 0:
            told = {"value": str(factor)}
            yield Problem(Fault.NEGATIVE, f"season > month {month}", told)


def _growth_faults(profile: UsageProfile, months: int) -> Iterator[Problem]:
    seen: set[Measure] = set()
    for place, growth in enumerate(profile.growth, start=1):
        part = f"growth {place}"
        yield from growth.rate.faults(part, lowest=Decimal(-1))
        for measure in sorted(seen & growth.measures):
            yield Problem(Fault.GROWTH_TWICE, measure)
        seen |= growth.measures
        factor = 1 + max(float(growth.rate.high), -1)
        levels = [
            float(profile.figures[measure].high)
            for measure in growth.measures
            if measure in profile.figures
        ]
        periods = months / growth.months
        highest = max([1.0, *levels])
        # In logarithms, because the power itself may be too large for a float.
        if factor > 1 and np.log(highest) + periods * np.log(factor) > np.log(LARGEST):
            yield Problem(Fault.EXPLODES, part, {"value": f"{LARGEST:,}"})


Paths = Mapping[Measure, FloatArray]
"""measure -> whole numbers, draws x months (sends per contact alone are not whole)."""


def paths(profile: UsageProfile, months: int, sampler: Sampler = likely) -> Paths:
    """Return every measure month by month, in whole numbers rounded half up.

    level(m) = (level(0) (1 + g)^(m / period) + jumps grown since their month) x season;
    emails(m) = whole(messaged(m) x sends per contact(m)) + transactional(m).
    Raises InputInvalid.
    """
    refuse(faults(profile, months))
    found: dict[Measure, FloatArray] = {}
    growths = tuple(_growth_paths(profile, months, sampler))
    for measure in Measure:
        if measure in profile.figures:
            level = _level(profile, measure, growths, months, sampler)
            is_rate = measure is Measure.SENDS_PER_CONTACT
            found[measure] = level if is_rate else whole(level)
    for measure in Measure:
        _fall_back(measure, found, months)
    if Measure.EMAILS not in profile.figures:
        sent = found[Measure.MESSAGED_CONTACTS] * found[Measure.SENDS_PER_CONTACT]
        found[Measure.EMAILS] = whole(sent) + found[Measure.TRANSACTIONAL_EMAILS]
    return MappingProxyType(found)


def whole(numbers: FloatArray) -> FloatArray:
    """Round half up, not below 0; a half that a float just misses counts as a half."""
    found: FloatArray = numbers + (0.5 + 1e-7)
    np.floor(found, out=found)
    return np.maximum(found, 0.0, out=found)


def _fall_back(measure: Measure, found: dict[Measure, FloatArray], months: int) -> None:
    if measure in found:
        return
    if measure in FALLBACKS:
        _fall_back(FALLBACKS[measure], found, months)
        found[measure] = found[FALLBACKS[measure]]
    else:
        found[measure] = np.full((1, months), float(DEFAULTS.get(measure, 0)))


def _growth_paths(
    profile: UsageProfile, months: int, sampler: Sampler
) -> Iterator[FloatArray]:
    """Yield (1 + g)^(m / period) of each growth: 1 in the first month."""
    for place, growth in enumerate(profile.growth):
        if growth.measures.isdisjoint(profile.figures):
            yield np.ones((1, months))
            continue
        rate = sampler(f"growth.{place}", growth.rate)[:, None]
        periods = np.arange(months) / growth.months
        # exp(n log f) is five times as fast as a power; f is kept above 0 for its log.
        yield np.exp(np.log(np.maximum(1.0 + rate, 1e-300)) * periods)


def _level(
    profile: UsageProfile,
    measure: Measure,
    growths: tuple[FloatArray, ...],
    months: int,
    sampler: Sampler,
) -> FloatArray:
    figure = sampler(f"usage.{measure}", profile.figures[measure])[:, None]
    growth = profile.growth_of(measure)
    grown = growths[growth[0]] if growth else np.ones((1, months))
    level: FloatArray = figure * grown
    for place, jump in enumerate(profile.jumps):
        if jump.measure is measure and jump.month <= months:
            start = jump.month - 1
            amount = sampler(f"jump.{place}", jump.amount)[:, None]
            since = np.zeros((max(len(amount), len(grown)), months))
            since[:, start:] = amount * grown[:, : months - start]
            level = level + since
    if profile.season and measure in profile.seasonal:
        calendar = (np.arange(months) + profile.first_month - 1) % 12
        level = level * np.array(profile.season, float)[calendar]
    return level

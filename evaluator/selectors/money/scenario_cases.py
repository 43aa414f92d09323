"""The case of money as a scenario changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from evaluator.costs.cashflow import Candidate, Case
from evaluator.costs.components import (
    Component,
    Discount,
    Fee,
    Meter,
    Overage,
    Rate,
    TierMode,
)
from evaluator.costs.currencies import ExchangeRates
from evaluator.costs.lines import BILLED, Category
from evaluator.costs.lines import CostLine as Line
from evaluator.costs.measures import GROWING, Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan
from evaluator.costs.usage import Growth, Period, UsageProfile
from evaluator.models import Scenario

LOWEST = Decimal("-0.98")
ONE = Decimal(1)
PLACES = 6
RECURRING = {Category.SUBSCRIPTION, Category.ADD_ONS, Category.OVERAGE}


def changed_case(case: Case, scenario: Scenario) -> Case:
    return replace(
        case,
        usage=changed_usage(case.usage, scenario),
        candidates=tuple(changed_prices(each, scenario) for each in case.candidates),
        rates=changed_rates(case.rates, ONE + scenario.exchange),
        lines=tuple(changed_line(each, scenario) for each in case.lines),
        months=scenario.months or case.months,
        inflation=plus(case.inflation, scenario.inflation),
        discount_rate=plus(case.discount_rate, scenario.discount_rate),
    )


def changed_usage(profile: UsageProfile, scenario: Scenario) -> UsageProfile:
    """Change levels and growth; one-off changes and the season stay as they are."""
    factors = dict.fromkeys(GROWING, scenario.people)
    factors[Measure.SENDS_PER_CONTACT] = scenario.mails
    return replace(
        profile,
        figures={
            measure: times(figure, 1 + factors.get(measure, Decimal(0)))
            for measure, figure in profile.figures.items()
        },
        growth=tuple(changed_growths(profile, scenario.growth)),
    )


def changed_growths(profile: UsageProfile, points: Decimal) -> Iterable[Growth]:
    """Yield each growth with the points added a year; what did not grow grows too."""
    if not points:
        yield from profile.growth
        return
    still = GROWING
    for growth in profile.growth:
        still -= growth.measures
        yield Growth(plus(yearly(growth), points), Period.YEAR, growth.measures)
    if still:
        yield Growth(plus(Range.exactly(0), points), Period.YEAR, still)


def yearly(growth: Growth) -> Range:
    """Return the same growth as a rate a year."""
    if growth.per is Period.YEAR:
        return growth.rate
    ends = (growth.rate.low, growth.rate.likely, growth.rate.high)
    return Range(*(round((1 + end) ** 12 - 1, PLACES) for end in ends))


def changed_prices(candidate: Candidate, scenario: Scenario) -> Candidate:
    """Change what the vendor bills; own work that a plan needs stays as it is."""
    tariff, factor = candidate.tariff, ONE + scenario.prices
    if tariff is None or (factor == ONE and not scenario.negotiated):
        return candidate
    plans = tuple(changed_plan(each, scenario) for each in tariff.plans)
    return replace(candidate, tariff=replace(tariff, plans=plans))


def changed_plan(plan: Plan, scenario: Scenario) -> Plan:
    factor, further = ONE + scenario.prices, scenario.negotiated
    parts = [dearer(each, factor) for each in plan.components]
    if further:
        own = [each for each in parts if isinstance(each, Discount)]
        left = ONE - further
        for each in own:
            left *= ONE - each.discount
        parts = [each for each in parts if not isinstance(each, Discount)]
        parts.append(Discount(ONE - left, own[0].source if own else None))
    return replace(plan, components=tuple(parts))


def dearer(part: Component, factor: Decimal) -> Component:
    """Return the part with all its prices times the factor."""
    if isinstance(part, Fee):
        return replace(part, amount=priced(part.amount, factor))
    if isinstance(part, Overage):
        return replace(part, price=priced(part.price, factor))
    if isinstance(part, Meter):
        return replace(
            part,
            rate=dearer_rate(part.rate, factor),
            credit=part.credit * factor,
            over_price=priced(part.over_price, factor),
        )
    return part


def dearer_rate(rate: Rate, factor: Decimal) -> Rate:
    """Scale every step; where steps end at a spend, they end at the dearer spend."""
    by_spend = rate.mode is TierMode.SPEND
    tiers = tuple(
        replace(
            tier,
            unit=priced(tier.unit, factor),
            flat=priced(tier.flat, factor),
            up_to=round(tier.up_to * factor)
            if by_spend and tier.up_to is not None
            else tier.up_to,
        )
        for tier in rate.tiers
    )
    return replace(rate, tiers=tiers)


def priced(amount: Decimal | None, factor: Decimal) -> Decimal | None:
    """Return the dearer price; a price that is not public stays unknown."""
    return None if amount is None else amount * factor


def changed_rates(rates: ExchangeRates, factor: Decimal) -> ExchangeRates:
    changed = tuple(
        replace(each, rate=times(each.rate, factor)) for each in rates.rates
    )
    return replace(rates, rates=changed)


def changed_line(line: Line, scenario: Scenario) -> Line:
    """Change a line by its share; what is typed of a vendor's bill goes by prices."""
    factor = ONE + scenario.lines
    if line.category in BILLED:
        factor = ONE + scenario.prices
    if line.category in RECURRING:
        factor *= ONE - scenario.negotiated
    staff = line.staff
    if staff:
        staff = replace(staff, yearly_cost=times(staff.yearly_cost, factor))
    return replace(line, amount=times(line.amount, factor), staff=staff)


def times(figure: Range, factor: Decimal) -> Range:
    return Range(figure.low * factor, figure.likely * factor, figure.high * factor)


def plus(rate: Range, points: Decimal) -> Range:
    """Add points to a rate a year; nothing falls below -98 %."""
    return Range(
        *(max(end + points, LOWEST) for end in (rate.low, rate.likely, rate.high))
    )

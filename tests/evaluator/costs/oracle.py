"""A bill in plain Decimal, month by month and part by part: slow, and easy to check."""

from decimal import ROUND_CEILING, Decimal

from evaluator.costs.components import (
    Commitment,
    Discount,
    Every,
    Fee,
    Indexation,
    Introduction,
    Labour,
    Meter,
    Overage,
    TierMode,
    TimeRule,
)
from evaluator.costs.measures import Measure
from evaluator.costs.usage import Period

HALF = Decimal("0.5")


def usage(profile, months):
    """Return measure -> the whole number of each month."""
    found = {
        measure: [_level(profile, measure, month) for month in range(months)]
        for measure in profile.figures
    }
    for measure in found:
        if measure is not Measure.SENDS_PER_CONTACT:
            found[measure] = [_whole(level) for level in found[measure]]
    messaged = found[Measure.MESSAGED_CONTACTS]
    sends = found[Measure.SENDS_PER_CONTACT]
    found[Measure.EMAILS] = [
        _whole(people * each) for people, each in zip(messaged, sends, strict=True)
    ]
    return found


def monthly(components, used, months):
    """Return the cost of each month, one-time fees included."""
    terms = [each for each in components if isinstance(each, TERMS)]
    charges = [each for each in components if not isinstance(each, TERMS)]
    return [
        sum((_charge(each, used, month, terms) for each in charges), Decimal(0))
        for month in range(months)
    ]


TERMS = (Commitment, Introduction, Discount, Indexation)


def _level(profile, measure, month):
    growth = next((g for g in profile.growth if measure in g.measures), None)

    def grown(months):
        if growth is None:
            return Decimal(1)
        span = 12 if growth.per is Period.YEAR else 1
        return (1 + growth.rate.likely) ** (Decimal(months) / span)

    level = profile.figures[measure].likely * grown(month)
    for jump in profile.jumps:
        if jump.measure is measure and jump.month - 1 <= month:
            level += jump.amount.likely * grown(month - jump.month + 1)
    if profile.season and measure in profile.seasonal:
        level *= profile.season[(profile.first_month - 1 + month) % 12]
    return level


def _whole(number):
    return max(int((Decimal(number) + HALF).quantize(Decimal(1), "ROUND_FLOOR")), 0)


def _up(number):
    return int(Decimal(number).to_integral_value(ROUND_CEILING))


def _charge(part, used, month, terms):
    if isinstance(part, Meter):
        cost = _meter(part, used, month)
    elif isinstance(part, Fee):
        cost = _fee(part, used, month)
    elif isinstance(part, Labour):
        cost = part.hours_per_year * part.hourly_rate / 12 * _count(part, used, month)
    else:
        assert isinstance(part, Overage)
        over = [
            _up(Decimal(max(0, _quantity(a.basis, used, month) - a.allowed)) / a.size)
            for a in part.allowances
        ]
        cost = max(over) * part.price
    is_once = isinstance(part, Fee) and part.every is Every.ONCE
    if is_once or not getattr(part, "is_discounted", False):
        return cost
    return cost * _factor(terms, month)


def _factor(terms, month):
    factor = Decimal(1)
    for each in terms:
        if isinstance(each, Indexation):
            factor *= (1 + each.rate.likely) ** (month // each.months)
        elif not isinstance(each, Introduction) or month < each.months:
            factor *= 1 - each.discount
    return factor


def _count(part, used, month):
    return 1 if part.times is None else used[part.times][month]


def _fee(fee, used, month):
    since = month - (fee.month - 1)
    is_due = {
        Every.MONTH: True,
        Every.YEAR: since >= 0 and since % 12 == 0,
        Every.ONCE: since == 0,
    }[fee.every]
    return fee.amount * _count(fee, used, month) if is_due else Decimal(0)


def _quantity(basis, used, month):
    counted = sum(each.weight * used[each.measure][month] for each in basis.counted)
    fair = [_up(used[each.measure][month] / each.per_unit) for each in basis.fair_use]
    return max([basis.minimum, _up(counted), *fair])


def _meter(meter, used, month):
    def q(at):
        return _quantity(meter.basis, used, at)

    span, rule = meter.timing.months, meter.timing.rule
    begin = month - month % span
    end = min(begin + span, len(used[Measure.STORED_CONTACTS]))
    over = Decimal(0)
    if rule is TimeRule.RATCHET:
        billed = max(q(at) for at in range(begin, month + 1))
    elif rule is TimeRule.PEAK:
        billed = max(q(at) for at in range(begin, end))
    elif rule is TimeRule.FOLLOW_UP:
        billed = max(q(at) for at in range(max(0, month - span), month + 1))
    elif rule is TimeRule.RENEWAL:
        billed = q(begin)
        over = max(0, q(month) - billed) * meter.over_price
    elif rule is TimeRule.CARRY:
        bought = [max(0, q(at) - meter.included) for at in range(month + 1)]
        so_far = _rate(meter.rate, sum(bought))
        before = _rate(meter.rate, sum(bought[:-1])) if month else Decimal(0)
        return max(so_far - before - meter.credit, Decimal(0))
    else:
        billed = q(month)
    price = _rate(meter.rate, max(0, billed - meter.included))
    return max(price - meter.credit, Decimal(0)) + over


def _rate(rate, q):
    tiers = rate.tiers
    x = Decimal(q) / rate.size
    x = Decimal(_up(x)) if rate.is_whole else x
    size = 1 if rate.mode is TierMode.SPEND else rate.size  # its ends are amounts
    ends = [
        None if tier.up_to is None else Decimal(tier.up_to) / size for tier in tiers
    ]
    if rate.mode is TierMode.CHEAPEST:
        return min(t.flat + max(0, q - t.up_to) * t.unit for t in tiers)
    if rate.mode is TierMode.GRADUATED:
        return _graduated(tiers, ends, x)
    reach = x * tiers[0].unit if rate.mode is TierMode.SPEND else x
    for tier, end in zip(tiers, ends, strict=True):
        is_spend = rate.mode is TierMode.SPEND
        if end is None or (reach < end if is_spend else reach <= end):
            return tier.flat + (0 if rate.mode is TierMode.FLAT else tier.unit * x)
    raise AssertionError


def _graduated(tiers, ends, x):
    amount, begin = Decimal(0), Decimal(0)
    for place, (tier, end) in enumerate(zip(tiers, ends, strict=True)):
        if place and x <= begin:
            break
        inside = (x if end is None else min(x, end)) - begin
        amount += tier.flat + max(inside, Decimal(0)) * tier.unit
        begin = end
    return amount

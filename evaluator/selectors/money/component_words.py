"""What the parts of a tariff do, in plain words: one sentence a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formatting import as_given, money, number, percent
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.components import (
    Balance,
    Basis,
    Commitment,
    Component,
    Discount,
    Every,
    Fee,
    Indexation,
    Introduction,
    Labour,
    Limit,
    Meter,
    Overage,
    Paid,
    Quote,
    Rate,
    TierMode,
    TimeRule,
    Timing,
)
from evaluator.selectors.money.price_words import counted_by, feature_names, places_of

Say = Callable[[Any], Iterator[str]]


def sentences(component: Component) -> list[str]:
    """Say what the part does, the main thing first."""
    return list(SAYINGS[type(component)](component))


def amount(value: Decimal | None, currency: str) -> str:
    if value is None:
        return _("a price by quote")
    return money(value, currency, places_of(value) if value else None)


def months(count: int) -> str:
    text = ngettext("%(count)s month", "%(count)s months", count)
    return text % {"count": number(count)}


def _fee(fee: Fee) -> Iterator[str]:
    values = {"amount": amount(fee.amount, fee.currency)}
    if fee.every is Every.ONCE:
        text = _("%(amount)s once, in month %(month)s of the plan")
        yield text % {**values, "month": number(fee.month)}
    elif fee.every is Every.YEAR:
        yield _("%(amount)s a year") % values
    else:
        yield _("%(amount)s a month") % values
    yield from _times(fee)
    yield from _only_for(fee)


def _times(part: Fee | Labour) -> Iterator[str]:
    if part.times:
        yield _("for each: %(measure)s") % {"measure": MEASURE_LABELS[part.times]}


def _only_for(part: Fee | Meter | Labour) -> Iterator[str]:
    if part.features:
        text = _("bought only when needed: %(functions)s")
        yield text % {"functions": feature_names(part.features)}


def _meter(meter: Meter) -> Iterator[str]:
    yield _("by: %(measure)s") % {"measure": counted_by(meter.basis)}
    yield from _basis(meter.basis)
    if meter.included:
        yield _("%(quantity)s are included") % {"quantity": number(meter.included)}
    yield from rate_lines(meter.rate, meter.currency)
    yield from _timing(meter.timing)
    if meter.credit:
        text = _("%(amount)s of it are paid by the plan's price")
        yield text % {"amount": amount(meter.credit, meter.currency)}
    if meter.over_price is not None:
        text = _("%(amount)s for each above it until the renewal")
        yield text % {"amount": amount(meter.over_price, meter.currency)}
    yield from _only_for(meter)


def _basis(basis: Basis) -> Iterator[str]:
    for each in basis.counted:
        if each.weight != 1:
            text = _("each counts %(weight)s times: %(measure)s")
            label = MEASURE_LABELS[each.measure]
            yield text % {"weight": as_given(each.weight), "measure": label}
    for fair in basis.fair_use:
        text = _("one more for each begun %(quantity)s: %(measure)s")
        label = MEASURE_LABELS[fair.measure]
        yield text % {"quantity": as_given(fair.per_unit), "measure": label}
    if basis.minimum:
        yield _("at least %(quantity)s are billed") % {
            "quantity": number(basis.minimum)
        }


def rate_lines(rate: Rate, currency: str) -> Iterator[str]:
    """Write the tiers: "up to 5,000: $145"."""
    for tier in rate.tiers:
        parts = []
        if tier.flat is None or tier.unit is None:
            parts.append(_("a price by quote"))
        else:
            if tier.flat or not tier.unit:
                parts.append(amount(tier.flat, currency))
            if tier.unit:
                parts.append(unit_price(rate, tier.unit, currency))
        told = " + ".join(parts)
        yield f"{tier_range(rate, tier.up_to, currency)}{told}"
    yield from _mode(rate)


def tier_range(rate: Rate, up_to: int | None, currency: str) -> str:
    if up_to is None:
        return "" if len(rate.tiers) == 1 else _("above: ")
    if rate.mode is TierMode.SPEND:
        return _("spend below %(amount)s: ") % {"amount": money(up_to, currency)}
    return _("up to %(quantity)s: ") % {"quantity": number(up_to)}


def unit_price(rate: Rate, price: Decimal, currency: str) -> str:
    values = {"amount": amount(price, currency), "size": number(rate.size)}
    if rate.size == 1:
        return _("%(amount)s each") % values
    if rate.is_whole:
        return _("%(amount)s for each begun %(size)s") % values
    return _("%(amount)s for %(size)s, parts by their share") % values


def _mode(rate: Rate) -> Iterator[str]:
    if len(rate.tiers) > 1 and rate.mode in {TierMode.GRADUATED, TierMode.VOLUME}:
        yield (
            _("each unit at the price of its own band")
            if rate.mode is TierMode.GRADUATED
            else _("all units at the price of the band reached")
        )
    if rate.mode is TierMode.CHEAPEST:
        yield _("the cheapest of any step with its extra units")
    if not rate.is_complete:
        yield _("steps between those listed may be missing")


def _timing(timing: Timing) -> Iterator[str]:
    values = {"months": months(timing.months)}
    text = {
        TimeRule.FOLLOW: "",
        TimeRule.FOLLOW_UP: _("rises at once, falls after %(months)s"),
        TimeRule.RATCHET: _("only rises until the renewal every %(months)s"),
        TimeRule.PEAK: _("the highest of each %(months)s counts"),
        TimeRule.RENEWAL: _("changes only at the renewal every %(months)s"),
        TimeRule.CARRY: _("bought in packs; what is unused stays"),
    }[timing.rule]
    if text:
        yield text % values


def _labour(labour: Labour) -> Iterator[str]:
    text = _("%(hours)s hours a year at %(amount)s of your own time")
    rate = amount(labour.hourly_rate, labour.currency)
    yield text % {"hours": as_given(labour.hours_per_year), "amount": rate}
    yield from _times(labour)
    yield from _only_for(labour)


def _limit(limit: Limit) -> Iterator[str]:
    values = {
        "quantity": number(limit.allowed),
        "measure": counted_by(limit.basis),
    }
    yield _("stops above %(quantity)s: %(measure)s") % values


def _overage(overage: Overage) -> Iterator[str]:
    text = _("%(amount)s for each block above")
    yield text % {"amount": amount(overage.price, overage.currency)}
    for each in overage.allowances:
        told = _("%(quantity)s allowed, blocks of %(size)s: %(measure)s")
        yield told % {
            "quantity": number(each.allowed),
            "size": number(each.size),
            "measure": counted_by(each.basis),
        }


def _quote(_part: Quote) -> Iterator[str]:
    yield _("ask the vendor: no public price")


def _commitment(part: Commitment) -> Iterator[str]:
    yield _("a fixed term of %(months)s") % {"months": months(part.months)}
    if part.discount:
        yield _("%(share)s less") % {"share": share(part.discount)}
    if part.paid is Paid.AHEAD:
        yield _("the whole term is paid ahead")


def share(value: Decimal) -> str:
    exponent = int((value * 100).normalize().as_tuple().exponent)
    return percent(value, max(0, -exponent))


def _introduction(part: Introduction) -> Iterator[str]:
    values = {"share": share(part.discount), "months": months(part.months)}
    yield _("%(share)s less in the first %(months)s") % values


def _discount(part: Discount) -> Iterator[str]:
    yield _("%(share)s less, as negotiated") % {"share": share(part.discount)}


def _indexation(part: Indexation) -> Iterator[str]:
    values = {"share": share(part.rate.likely), "months": months(part.months)}
    yield _("%(share)s more every %(months)s") % values


def _balance(part: Balance) -> Iterator[str]:
    values = {"pays": months(part.pays), "gets": months(part.gets)}
    yield _("pay %(pays)s at once, get a credit of %(gets)s") % values


SAYINGS: dict[type, Say] = {
    Fee: _fee,
    Meter: _meter,
    Labour: _labour,
    Limit: _limit,
    Overage: _overage,
    Quote: _quote,
    Commitment: _commitment,
    Introduction: _introduction,
    Discount: _discount,
    Indexation: _indexation,
    Balance: _balance,
}

"""The sentences of a price: why a plan is taken, what changes when, how it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from math import isfinite

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.formatting import as_given, money, number
from evaluator.catalogue.fact_labels import FACT_LABELS
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.components import Basis, Fee, Labour, Meter, Overage, Source
from evaluator.costs.plans import Reason
from evaluator.costs.tariffs import Tariff
from evaluator.costs.usage import UsageProfile, differences
from evaluator.costs.workings import Change, Step, Working
from evaluator.selectors.catalogue.fact_words import date_text
from evaluator.selectors.money.prices import PlanRow, Price

HAIR = 0.005  # less than half a cent is no difference


def feature_names(keys: Iterable[str]) -> str:
    return _(", ").join(str(FACT_LABELS.get(key, key)) for key in sorted(keys))


def reason_of(row: PlanRow, *, is_pinned: bool) -> str:
    """Say why the plan is taken in the month, or why it is not."""
    verdict = row.verdict
    if verdict.reason is Reason.TAKEN:
        return taken_because(row, is_pinned=is_pinned)
    if verdict.reason is Reason.LACKS_FEATURES:
        text = _("It lacks: %(functions)s.")
        return text % {"functions": feature_names(verdict.lacks)}
    return {
        Reason.PINNED_OTHER: _("Another plan is pinned."),
        Reason.BLOCKED: _("It stops at your usage."),
        Reason.QUOTE: _("Its price is by quote only."),
        Reason.DEARER: _("It costs more, or the same."),
    }[verdict.reason]


def taken_because(row: PlanRow, *, is_pinned: bool) -> str:
    if is_pinned:
        return _("You pinned it.")
    states = row.told.states if row.told else ()
    if "quote_needed" in states:
        return _("No plan has a public price for your usage.")
    if "blocked" in states:
        return _("Every plan stops at your usage.")
    return _("The cheapest that fits.")


def counted_by(basis: Basis) -> str:
    """Say what is counted: "Stored contacts", "SMS + WhatsApp messages"."""
    measures = [each.measure for each in basis.counted]
    measures += [] if measures else [each.measure for each in basis.fair_use]
    return " + ".join(str(MEASURE_LABELS[each]) for each in measures)


def change_lines(price: Price) -> list[str]:
    return [change_line(each, price) for each in price.changes]


def change_line(change: Change, price: Price) -> str:
    """Say in a sentence what begins in which month, and what it changes."""
    values = {
        "month": number(change.month),
        "difference": difference_in(price, change),
    }
    tariff = price.tariff
    if tariff is None:
        return ""
    if change.part is None:
        text = _("In month %(month)s the plan changes to %(plan)s: %(difference)s.")
        return text % {**values, "plan": tariff.plan(change.plan).name}
    counted = part_counted(tariff, change)
    if change.passed is None or not isfinite(change.passed):
        text = _("In month %(month)s another step begins (%(part)s): %(difference)s.")
        return text % {**values, "part": counted}
    text = (
        _("In month %(month)s you pass %(quantity)s (%(part)s): %(difference)s.")
        if change.difference >= 0
        else _(
            "In month %(month)s you fall to %(quantity)s (%(part)s): %(difference)s."
        )
    )
    return text % {**values, "part": counted, "quantity": number(change.passed)}


def part_counted(tariff: Tariff, change: Change) -> str:
    for component in tariff.plan(change.plan).components:
        if isinstance(component, Meter) and component.name == change.part:
            return counted_by(component.basis)
    return str(change.part)


def difference_in(price: Price, change: Change) -> str:
    """Say the difference; a bill that needs a quote has none (it is no number)."""
    now, before = (price.month(at) for at in (change.month, change.month - 1))
    if "quote_needed" in now.states:
        return _("from then on a quote is needed")
    if "quote_needed" in before.states:
        return _("from then on the price is public")
    told = difference_of(change.difference, price.currency)
    if now.has_bound or before.has_bound:
        return _("%(difference)s, by the upper bounds") % {"difference": told}
    return told


def difference_of(difference: float, currency: str) -> str:
    amount = money(abs(difference), currency, 2)
    if abs(difference) < HAIR:
        return _("no change of the bill")
    if difference > 0:
        return _("%(amount)s more a month") % {"amount": amount}
    return _("%(amount)s less a month") % {"amount": amount}


def steps_of(working: Working) -> list[str]:
    """Write the terms of a list price with their numbers: "2 x $224.72"."""
    component, units = working.component, working.quantity
    if isinstance(component, Fee):
        return [times(_price_of(component), units)]
    if isinstance(component, Labour):
        hours = as_given(component.hours_per_year)
        rate = money(component.hourly_rate, component.currency)
        return [times(f"{hours} × {rate} / {number(12)}", units)]
    if isinstance(component, Overage) and component.price is not None:
        return [times(money(component.price, component.currency), units)]
    if not isinstance(component, Meter):
        return []
    return [step_line(each, component.currency) for each in working.steps]


def _price_of(fee: Fee) -> str:
    if fee.amount is None:
        return _("no public price")
    return money(fee.amount, fee.currency)


def times(price: str, units: float | None) -> str:
    return price if units is None else f"{as_given(units)} × {price}"


def step_line(step: Step, currency: str) -> str:
    if step.unit_price is None or step.flat is None:
        return _("no public price")
    parts = []
    if step.units and step.unit_price:
        unit = money(step.unit_price, currency, places_of(step.unit_price))
        parts.append(f"{as_given(round(step.units, 4))} × {unit}")
    if step.flat or not parts:
        flat = money(step.flat, currency)
        if step.up_to is not None and not step.unit_price:
            values = {"amount": flat, "quantity": number(step.up_to)}
            flat = _("%(amount)s for up to %(quantity)s") % values
        parts.append(flat)
    return " + ".join(parts)


def places_of(price: object) -> int | None:
    """Return all the decimals of a price per unit; two or none come by themselves."""
    exponent = -int(price.normalize().as_tuple().exponent)  # type: ignore[attr-defined]
    return exponent if exponent > 2 else None


def sources_of(thing: object) -> Iterator[Source]:
    """Yield every source of a tariff or of one of its parts."""
    if isinstance(thing, Source):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from sources_of(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from sources_of(getattr(thing, field.name))


@dataclass(frozen=True, slots=True)
class SourceLine:
    """An address or words, when it was read, and its mark."""

    text: str
    url: str
    as_of: str
    trust: str


def source_lines(tariff: Tariff) -> list[SourceLine]:
    """Return each source once, dated ones first, the newest first."""
    found = {
        SourceLine(each.text, each.url, dated(each.as_of), each.trust)
        for each in sources_of(tariff)
    }
    return sorted(found, key=lambda line: (line.as_of, line.url, line.text))[::-1]


def dated(as_of: str) -> str:
    return "" if as_of == "undated" else as_of


def dates_of(tariff: Tariff) -> str:
    """Say from when the figures are: the oldest date, and the newest."""
    dates = sorted({line.as_of for line in source_lines(tariff) if line.as_of})
    if not dates:
        return ""
    ends = dates[:1] if len(dates) == 1 else (dates[0], dates[-1])
    return " – ".join(map(date_text, ends))


DIFFERENT = {
    "window_days": gettext_lazy("over how many days"),
    "counts": gettext_lazy("what makes a user active"),
    "has_anonymous": gettext_lazy("whether anonymous visitors count"),
    "has_bots": gettext_lazy("whether bots count"),
    "has_duplicates": gettext_lazy("whether one person counts twice"),
}


def mismatches(tariff: Tariff, profile: UsageProfile) -> list[str]:
    """Say where a tariff counts active users otherwise than the usage profile."""
    found = []
    for plan in tariff.plans:
        for meter in plan.components:
            theirs = meter.basis.active_users if isinstance(meter, Meter) else None
            if not isinstance(meter, Meter) or theirs is None:
                continue
            for name in differences(profile.active_users, theirs):
                text = _("%(plan)s, %(part)s: %(difference)s.")
                values = {"plan": plan.name, "part": meter.name}
                found.append(text % {**values, "difference": str(DIFFERENT[name])})
    return list(dict.fromkeys(found))


def unreached_line(people: int) -> str:
    text = ngettext(
        "%(count)s person is not reached.", "%(count)s people are not reached.", people
    )
    return text % {"count": number(people)}

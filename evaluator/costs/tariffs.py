"""A tariff: the plans of a platform, and what can be wrong with them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import log, log1p

from evaluator.costs.components import (
    TERMS,
    Balance,
    Basis,
    Commitment,
    Component,
    Discount,
    Fee,
    Indexation,
    Introduction,
    Labour,
    Limit,
    Meter,
    Overage,
    Quote,
    Source,
    TimeRule,
)
from evaluator.costs.faults import Fault, Problem
from evaluator.costs.rate_faults import rate_faults
from evaluator.costs.usage import LARGEST, LONGEST


@dataclass(frozen=True, slots=True)
class Plan:
    """One edition. features: what it has without any add-on, by catalogue key."""

    key: str
    name: str
    components: tuple[Component, ...]
    features: frozenset[str] = frozenset()
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Tariff:
    """The plans from small to large, as the vendor lists them."""

    key: str
    name: str
    plans: tuple[Plan, ...]
    note: str = ""
    source: Source | None = None

    def plan(self, key: str) -> Plan:
        """Return the plan; KeyError if there is none."""
        return {plan.key: plan for plan in self.plans}[key]

    @property
    def currencies(self) -> frozenset[str]:
        return frozenset(
            component.currency
            for plan in self.plans
            for component in plan.components
            if isinstance(component, Meter | Fee | Labour | Overage)
        )


def name_of(component: Component) -> str:
    return getattr(component, "name", "") or type(component).__name__.lower()


def faults(tariff: Tariff) -> Iterator[Problem]:
    """Yield all that is wrong with a tariff; nothing if it can be billed."""
    if not tariff.plans:
        yield Problem(Fault.NO_PLAN, tariff.name or tariff.key)
    for key, count in Counter(plan.key for plan in tariff.plans).items():
        if count > 1:
            yield Problem(Fault.TWICE, key)
    for plan in tariff.plans:
        yield from _plan_faults(plan)


def _plan_faults(plan: Plan) -> Iterator[Problem]:
    where = plan.name or plan.key
    for name, count in Counter(name_of(each) for each in plan.components).items():
        if count > 1:
            yield Problem(Fault.TWICE, f"{where} > {name}")
    yield from _exclusions(plan, where)
    for component in plan.components:
        yield from _component_faults(component, f"{where} > {name_of(component)}")


def _exclusions(plan: Plan, where: str) -> Iterator[Problem]:
    """A quote leaves no price beside it; one bill is prepaid in one way only."""
    quotes = [each for each in plan.components if isinstance(each, Quote)]
    priced = [
        each for each in plan.components if isinstance(each, Meter | Fee | Overage)
    ]
    always = [each for each in priced if not getattr(each, "features", ())]
    if quotes and always:
        part = f"{where} > {name_of(quotes[0])}"
        yield Problem(Fault.EXCLUDED, part, {"other": name_of(always[0])})
    kinds = {type(each): each for each in plan.components if isinstance(each, TERMS)}
    if Balance in kinds and Commitment in kinds:
        part = f"{where} > {name_of(kinds[Balance])}"
        yield Problem(Fault.EXCLUDED, part, {"other": name_of(kinds[Commitment])})


def _component_faults(component: Component, part: str) -> Iterator[Problem]:
    if isinstance(component, TERMS):
        yield from _terms_faults(component, part)
        return
    if isinstance(component, Meter | Fee | Labour | Overage):
        yield from _currency_faults(component.currency, part)
    if isinstance(component, Meter):
        yield from _meter_faults(component, part)
    elif isinstance(component, Limit):
        yield from _basis_faults(component.basis, part)
        yield from not_negative(component.allowed, f"{part} > allowed")
    elif isinstance(component, Fee):
        yield from not_negative(component.amount, f"{part} > amount")
        yield from _month_faults(component.month, part)
    elif isinstance(component, Labour):
        yield from not_negative(component.hours_per_year, f"{part} > hours_per_year")
        yield from not_negative(component.hourly_rate, f"{part} > hourly_rate")
    elif isinstance(component, Overage):
        yield from _overage_faults(component, part)


def _meter_faults(meter: Meter, part: str) -> Iterator[Problem]:
    yield from _basis_faults(meter.basis, part)
    yield from rate_faults(meter.rate, part)
    yield from not_negative(meter.included, f"{part} > included")
    yield from not_negative(meter.credit, f"{part} > credit")
    yield from not_negative(meter.over_price, f"{part} > over_price")
    yield from _month_faults(meter.timing.months, f"{part} > timing")
    if meter.over_price is not None and meter.timing.rule is not TimeRule.RENEWAL:
        yield Problem(
            Fault.EXCLUDED, f"{part} > over_price", {"other": meter.timing.rule}
        )


def _overage_faults(overage: Overage, part: str) -> Iterator[Problem]:
    if not overage.allowances:
        yield Problem(Fault.NOTHING_COUNTED, part)
    yield from not_negative(overage.price, f"{part} > price")
    for place, allowance in enumerate(overage.allowances, start=1):
        where = f"{part} > allowance {place}"
        yield from _basis_faults(allowance.basis, where)
        yield from not_negative(allowance.allowed, f"{where} > allowed")
        if allowance.size < 1:
            yield Problem(Fault.BLOCK_SIZE, where, {"value": str(allowance.size)})


def _basis_faults(basis: Basis, part: str) -> Iterator[Problem]:
    if not basis.counted and not basis.fair_use:
        yield Problem(Fault.NOTHING_COUNTED, part)
    yield from not_negative(basis.minimum, f"{part} > minimum")
    for counted in basis.counted:
        yield from not_negative(counted.weight, f"{part} > {counted.measure}")
    for fair in basis.fair_use:
        if fair.per_unit <= 0:
            told = {"value": str(fair.per_unit)}
            yield Problem(Fault.BLOCK_SIZE, f"{part} > {fair.measure}", told)


def _terms_faults(component: Component, part: str) -> Iterator[Problem]:
    if isinstance(component, Commitment | Introduction | Discount):
        yield from not_negative(component.discount, f"{part} > discount")
        if component.discount > 1:
            told = {"value": f"{component.discount * 100:f}"}
            yield Problem(Fault.SHARE_OVER_ONE, part, told)
    if isinstance(component, Commitment | Introduction | Indexation):
        yield from _month_faults(component.months, part)
    if isinstance(component, Indexation):
        yield from component.rate.faults(part, lowest=Decimal(-1))
        yield from _explosions(component, part)
    if isinstance(component, Balance):
        yield from _month_faults(component.pays, f"{part} > pays")
        yield from _month_faults(component.gets, f"{part} > gets")


def _explosions(indexation: Indexation, part: str) -> Iterator[Problem]:
    """In logarithms, because the power itself may be too large for a float."""
    rises = LONGEST // max(indexation.months, 1)
    if rises * log1p(max(float(indexation.rate.high), 0.0)) > log(LARGEST):
        yield Problem(Fault.EXPLODES, part, {"value": f"{LARGEST:,}"})


def _currency_faults(currency: str, part: str) -> Iterator[Problem]:
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        yield Problem(Fault.NO_CURRENCY, part, {"value": currency or '""'})


def _month_faults(month: int, part: str) -> Iterator[Problem]:
    if month < 1:
        yield Problem(Fault.MONTH_OUTSIDE, part, {"value": str(month)})


def not_negative(number: Decimal | int | None, part: str) -> Iterator[Problem]:
    if number is not None and number < 0:
        yield Problem(Fault.NEGATIVE, part, {"value": str(number)})

"""From the cases of cost to the product's tariffs, cash flow and simulation."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

import numpy as np

from evaluator.costs import cashflow
from evaluator.costs.cashflow import Candidate, Case, Cost, by_year
from evaluator.costs.components import (
    Basis,
    Component,
    Counted,
    Every,
    Fee,
    Indexation,
    Meter,
    Rate,
    Tier,
    TierMode,
    TimeRule,
    Timing,
    blocks,
    counting,
    per_unit,
)
from evaluator.costs.currencies import ExchangeRate, ExchangeRates
from evaluator.costs.discounting import discounted, factors
from evaluator.costs.lines import Category, CostLine, Rhythm
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.rating import rated
from evaluator.costs.samplers import drawn_triangular
from evaluator.costs.samples import Sample
from evaluator.costs.sensitivity import bars
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.costs.usage import Growth, UsageProfile

Found = Mapping[str, Any]
EVEN = 4_000_000  # chances spread evenly: what many draws come to without the noise


def exactly(number: float) -> Range:
    return Range.exactly(decimal(number))


def decimal(number: float) -> Decimal:
    return Decimal(str(number))


def tiers(
    mode: str,
    quantities: Sequence[float],
    tiers: Sequence[Mapping[str, Any]] = (),
    package: Mapping[str, Any] | None = None,
) -> Found:
    if package:
        rate = blocks(package["size"], decimal(package["price"]))
    else:
        steps = [
            Tier(
                each["up_to"],
                decimal(each.get("unit", 0)),
                decimal(each.get("flat", 0)),
            )
            for each in tiers
        ]
        rate = Rate(tuple(steps), TierMode(mode))
    return {"amounts": rated(rate, np.array([quantities], float)).known[0].tolist()}


def price_projection(annual_price: float, uplift: float, years: int) -> Found:
    fee = Fee("Price", decimal(annual_price), "USD", Every.YEAR)
    case = _case((fee, Indexation(exactly(uplift))), years)
    yearly = by_year(_cost(case).monthly.known)[0]
    return {
        "annual": yearly.tolist(),
        "cumulative": np.cumsum(yearly).tolist(),
        "total": yearly.sum(),
    }


def tco(
    years: int, discount_rate: float, one_off_local: float = 0, **told: float
) -> Found:
    """Seats in hundredths: the product knows whole ones, the case rounds them up."""
    usage = UsageProfile(
        {
            Measure.FULL_SEATS: exactly(told["seats"] * 100),
            Measure.STORED_CONTACTS: exactly(told["contacts"]),
        },
        growth=(
            _growth(told["seat_growth"], Measure.FULL_SEATS),
            _growth(told["contact_growth"], Measure.STORED_CONTACTS),
        ),
    )
    people = CostLine(
        "people",
        "People",
        Category.PEOPLE,
        "USD",
        exactly(told["fte"] * told["fte_cost"]),
        Rhythm.YEARLY,
    )
    local = CostLine(
        "local",
        "Own one-off",
        Category.IMPLEMENTATION,
        "USD",
        exactly(one_off_local),
        Rhythm.ONCE,
    )
    case = _case(
        _bill(told),
        years,
        usage=usage,
        rates=ExchangeRates("USD", (ExchangeRate("EUR", exactly(told["fx"])),)),
        lines=(people, local),
        inflation=exactly(told["wage_growth"]),
    )
    return _told(_cost(case), discount_rate)


def _bill(told: Mapping[str, float]) -> tuple[Component, ...]:
    """Seats and contacts as they are at the start of each year, with the uplift."""
    yearly = {"timing": Timing(TimeRule.RENEWAL, 12), "over_price": Decimal(0)}
    seats = Basis((Counted(Measure.FULL_SEATS, Decimal("0.01")),))
    price = blocks(int(told["overage_block"]), decimal(told["overage_price_year"]) / 12)
    return (
        Meter(
            "Seats", seats, per_unit(decimal(told["seat_price_month"])), "EUR", **yearly
        ),
        Meter(
            "Contacts",
            counting(Measure.STORED_CONTACTS),
            price,
            "EUR",
            int(told["contacts_included"]),
            **yearly,
        ),
        Indexation(exactly(told["price_uplift"])),
        Fee("Set-up", decimal(told["one_off"]), "EUR", Every.ONCE),
    )


def _told(cost: Cost, rate: float) -> Found:
    once = {Category.ONE_TIME_FEES, Category.IMPLEMENTATION}
    by_category = cost.by_category
    first = sum(by_category[each].known.sum() for each in once)
    yearly = by_year(
        sum(
            (by_category[each].known for each in by_category if each not in once),
            start=np.zeros((1, cost.months)),
        )
    )
    ends = np.arange(1, yearly.shape[1] + 1)
    return {
        "one_off": first,
        "annual": yearly[0].tolist(),
        "total": cost.monthly.known.sum(),
        "npv_end_year": first + discounted(yearly, factors(rate, ends))[0],
        "npv_mid_year": first + discounted(yearly, factors(rate, ends - 0.5))[0],
    }


def _growth(rate: float, measure: Measure) -> Growth:
    return Growth(exactly(rate), measures=frozenset({measure}))


def _case(bill: tuple[Component, ...], years: int, **settings: Any) -> Case:
    tariff = Tariff("acme", "Acme", (Plan("plan", "Plan", bill),))
    settings = {"usage": UsageProfile(), "rates": ExchangeRates("USD")} | settings
    acme = Candidate("acme", tariff)
    return Case(candidates=(acme,), months=12 * years, **settings)


def _cost(case: Case) -> Cost:
    assert not list(cashflow.faults(case))
    return cashflow.costs(case)["acme"]


def percentile(values: Sequence[float], percentiles: Sequence[float]) -> Found:
    sample = Sample(1)
    sample.add(np.array(values, float)[:, None])
    return {
        str(each): {"inclusive": sample.quantile(0, each / 100)} for each in percentiles
    }


class Chances:
    """In the place of a random stream: gives the chances that are told."""

    def __init__(self, chances: np.ndarray) -> None:
        self.chances = chances

    def random(self, _draws: int) -> np.ndarray:
        return self.chances


def three_point(
    low: float,
    mode: float,
    high: float,
    percentiles: Sequence[float] = (),
    points: Sequence[float] = (),
) -> Found:
    figure = Range(decimal(low), decimal(mode), decimal(high))

    def triangular(chances: np.ndarray) -> np.ndarray:
        stream = cast("np.random.Generator", Chances(chances))
        return drawn_triangular(stream, figure, len(chances))

    even = triangular((np.arange(EVEN) + 0.5) / EVEN)
    found = {"triangular_mean": even.mean(), "triangular_variance": even.var()}
    for each in percentiles:
        found[f"triangular_p{each}"] = triangular(np.array([each / 100]))[0]
    for each in points:
        found[f"triangular_cdf_{each}"] = (even <= each).mean()
    return found


def tornado(base: Mapping[str, float], ranges: Mapping[str, Sequence[float]]) -> Found:
    def net(moved: Mapping[str, float]) -> float:
        told = base | moved
        yearly = told["volume"] * told["margin"] - told["fixed"]
        flows = np.array([[-told["investment"], *[yearly] * int(told["years"])]])
        periods = np.arange(flows.shape[1])
        return float(discounted(flows, factors(told["rate"], periods))[0])

    moving = {
        name: Range(decimal(low), decimal(base[name]), decimal(high))
        for name, (low, high) in ranges.items()
    }
    found = bars(moving, net)
    return {
        "base": net({}),
        "order": [bar.name for bar in found],
        "bars": {bar.name: [bar.at_low, bar.at_high] for bar in found},
    }


MAPPED = {
    "tiers": tiers,
    "price_projection": price_projection,
    "tco": tco,
    "percentile": percentile,
    "three_point": three_point,
    "tornado": tornado,
}

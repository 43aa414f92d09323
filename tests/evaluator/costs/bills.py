"""Bills of a few parts and figures, for tests that are about one amount."""

from decimal import Decimal

import numpy as np

from evaluator.costs.components import Fee
from evaluator.costs.currencies import ExchangeRate, ExchangeRates
from evaluator.costs.measures import Measure
from evaluator.costs.plans import Choice, choose
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan, Tariff, faults
from evaluator.costs.usage import UsageProfile, paths

USD = ExchangeRates("USD", (ExchangeRate("EUR", Range.exactly(1)),))


def fee(amount, **settings):
    name = settings.pop("name", "Base")
    return Fee(name, Decimal(amount), settings.pop("currency", "USD"), **settings)


def plan(*components, key="plan", **settings):
    return Plan(key, key.title(), components, **settings)


def used(months=1, **figures):
    """Return paths; a list of monthly figures stands for itself."""
    fixed = {
        Measure(name): Range.exactly(str(value))
        for name, value in figures.items()
        if not isinstance(value, list)
    }
    found = dict(paths(UsageProfile(fixed), months))
    for name, value in figures.items():
        if isinstance(value, list):
            found[Measure(name)] = np.array([value], float)
    return found


def chosen(plans, usage, rates=USD, **settings) -> Choice:
    tariff = Tariff("acme", "Acme", tuple(plans))
    assert list(faults(tariff)) == []
    factors = rates.factors(tariff.currencies)
    return choose(tariff, usage, factors, **settings)


def billed(*components, months=1, **figures) -> Choice:
    """Return the choice of the one plan that these parts make."""
    return chosen([plan(*components)], used(months, **figures))


def amounts(choice):
    return np.round(choice.cost.known[0], 6).tolist()


def amount(choice, month=0):
    return amounts(choice)[month]


def year(choice):
    return round(float(choice.cost.known.sum()), 6)

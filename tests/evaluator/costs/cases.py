"""Small cases of money: two candidates on one usage."""

from decimal import Decimal

from evaluator.costs.cashflow import Candidate, Case
from evaluator.costs.components import Meter, blocks, counting, per_unit
from evaluator.costs.currencies import ExchangeRates
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.costs.usage import UsageProfile
from tests.evaluator.costs.bills import fee

STORED = counting(Measure.STORED_CONTACTS)


def tariff(key, *components):
    return Tariff(key, key.title(), (Plan("plan", "Plan", components),))


ACME = tariff("acme", fee(100))
BOLT = tariff("bolt", Meter("Contacts", STORED, per_unit("0.01"), "USD"))
STEPS = tariff("steps", Meter("Contacts", STORED, blocks(1000, 10), "USD"))


def case(*tariffs, stored=None, **settings):
    usage = UsageProfile(
        {
            Measure.STORED_CONTACTS: stored or Range.of(5000, 8000, 14_000),
            Measure.FULL_SEATS: Range.exactly(3),
        }
    )
    candidates = tuple(Candidate(each.key, each) for each in tariffs)
    return Case(
        settings.pop("usage", usage),
        candidates,
        settings.pop("rates", ExchangeRates("USD")),
        **{"months": 12, **settings},
    )


def exactly(number):
    return Range.exactly(Decimal(str(number)))

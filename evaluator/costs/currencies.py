"""Exchange rates: dated, with a range, never assumed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

import numpy as np

from evaluator.costs.components import Source
from evaluator.costs.faults import Fault, Problem, refuse
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, Sampler, likely


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """One unit of `currency` is worth `rate` of the currency of the evaluation."""

    currency: str
    rate: Range
    as_of: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """currency: the one all results are told in."""

    currency: str
    rates: tuple[ExchangeRate, ...] = ()

    def missing(self, currencies: Iterable[str]) -> tuple[str, ...]:
        known = {self.currency, *(each.currency for each in self.rates)}
        return tuple(sorted(set(currencies) - known))

    def faults(self, currencies: Iterable[str] = ()) -> Iterator[Problem]:
        for each in self.rates:
            yield from each.rate.faults(f"{each.currency} > exchange rate")
            if each.rate.low == Decimal(0):
                yield Problem(Fault.NO_RATE, each.currency, {"other": self.currency})
        for currency in self.missing(currencies):
            yield Problem(Fault.NO_RATE, currency, {"other": self.currency})

    def factors(
        self, currencies: Iterable[str], sampler: Sampler = likely
    ) -> Mapping[str, FloatArray]:
        """Return currency -> factor, draws x 1. Raises InputInvalid for a missing one.

        amount in the evaluation's currency = amount x factor.
        """
        wanted = set(currencies)
        refuse(self.faults(wanted))
        found = {self.currency: np.ones((1, 1))}
        for each in self.rates:
            if each.currency in wanted and each.currency != self.currency:
                drawn = sampler(f"rate.{each.currency}", each.rate)
                found[each.currency] = drawn[:, None]
        return MappingProxyType(found)

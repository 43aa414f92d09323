"""What each candidate is billed by, and what that comes to month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from evaluator.catalogue.built_in_tariffs import built_in_tariff
from evaluator.costs.currencies import ExchangeRates
from evaluator.costs.outcomes import Outcome, State
from evaluator.costs.plans import Choice, Verdict, choose, verdicts
from evaluator.costs.samplers import likely
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.costs.usage import Paths, paths
from evaluator.costs.workings import Change, Working, changes, workings
from evaluator.models import (
    Candidate,
    Evaluation,
    MoneySettings,
    Pricing,
    TariffVersion,
)
from evaluator.selectors.money.inputs import (
    exchange_rates,
    money_settings,
    priced,
    tariff_of,
    usage_profile,
)

STATE_WORDS = {
    State.BLOCKED: "blocked",
    State.QUOTE: "quote_needed",
    State.UNKNOWN_RUNG: "unknown_rung",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An amount with the states that are no number: names of components/_state.html.

    known: what is known of it; upper: with unknown rungs at their bound.
    """

    known: float
    upper: float
    states: tuple[str, ...]
    unreached: int = 0

    @property
    def has_bound(self) -> bool:
        return self.upper > self.known


@dataclass(frozen=True, slots=True)
class Span:
    """The plan of the months from first to last, counted from 1."""

    first: int
    last: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of the tariff in one month: its cost, and why it is not taken."""

    plan: Plan
    verdict: Verdict
    told: Told | None


@dataclass(frozen=True, eq=False)
class Usage:
    """What the bills of all candidates rest on."""

    settings: MoneySettings
    paths: Paths
    rates: ExchangeRates


@dataclass(frozen=True, eq=False)
class Price:
    """How one candidate is billed. `choice` is None without tariff or exchange rate."""

    candidate: Candidate
    pricing: Pricing
    tariff: Tariff | None
    version: TariffVersion | None
    usage: Usage
    missing_rates: tuple[str, ...]
    choice: Choice | None

    @property
    def currency(self) -> str:
        return self.usage.settings.currency

    @property
    def months(self) -> int:
        return self.usage.settings.months

    @cached_property
    def first_month(self) -> Told | None:
        return self.month(1) if self.choice else None

    @cached_property
    def first_year(self) -> Told | None:
        """The bill of the first twelve months with its one-time fees."""
        return told(self.choice.cost, slice(0, 12)) if self.choice else None

    def month(self, number: int) -> Told:
        """Return the recurring bill of a month, counted from 1."""
        if self.choice is None:
            return Told(0.0, 0.0, ())
        return told(self.choice.recurring, slice(number - 1, number))

    @cached_property
    def whole(self) -> Told | None:
        """The bill over the horizon with its one-time fees."""
        return told(self.choice.cost, slice(None)) if self.choice else None

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        return tuple(spans(self.choice, self.months)) if self.choice else ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return tuple(changes(self.choice)) if self.choice else ()

    @cached_property
    def missing_features(self) -> tuple[str, ...]:
        return tuple(sorted(self.choice.missing)) if self.choice else ()

    def plan_rows(self, month: int) -> list[PlanRow]:
        """Tell of every plan in a month (0 = the first) why it is taken or not."""
        if self.choice is None:
            return []
        bills = {bill.plan.key: bill for bill in self.choice.bills}
        return [
            PlanRow(
                self.choice.tariff.plan(verdict.plan),
                verdict,
                told(bills[verdict.plan].recurring, slice(month, month + 1))
                if verdict.plan in bills
                else None,
            )
            for verdict in verdicts(self.choice, month)
        ]

    def lines(self, month: int) -> list[Working]:
        """Open the bill of a month (0 = the first) to its parts."""
        if self.choice is None:
            return []
        taken = np.broadcast_to(self.choice.taken, (1, self.months))[0, month]
        return workings(self.choice.bills[taken], month)


def told(outcome: Outcome, months: slice) -> Told:
    """Return the base case of some months together."""

    def of(values: np.ndarray) -> np.ndarray:
        return values[0][months] if len(values[0]) > 1 else values[0]

    names = tuple(
        name for state, name in STATE_WORDS.items() if of(outcome.has(state)).any()
    )
    people = 0 if outcome.unreached is None else int(of(outcome.unreached).max())
    return Told(
        float(of(outcome.known).sum()), float(of(outcome.upper).sum()), names, people
    )


def spans(choice: Choice, months: int) -> Iterator[Span]:
    taken = np.broadcast_to(choice.taken, (1, months))[0]
    starts = [0, *(np.flatnonzero(np.diff(taken)) + 1).tolist()]
    for start, end in zip(starts, [*starts[1:], months], strict=True):
        yield Span(start + 1, end, choice.bills[taken[start]].plan)


def pricing_of(candidate: Candidate) -> Pricing:
    """Return the row, or the defaults in one that is not stored."""
    stored = getattr(candidate, "pricing", None)
    return stored or Pricing(candidate=candidate, version=0)


def tariff_used(candidate: Candidate, pricing: Pricing) -> Tariff | None:
    """Return by what a candidate would be billed with this pricing."""
    candidate.pricing = pricing
    return tariff_of(candidate, versions_in_use([candidate]))


def versions_in_use(
    candidates: list[Candidate],
) -> dict[tuple[int, int], TariffVersion]:
    rows = TariffVersion.objects.filter(candidate__in=candidates)
    return {
        (row.candidate_id, row.number): row for row in rows.select_related("made_by")
    }


def usage_of(evaluation: Evaluation) -> Usage:
    chosen = money_settings(evaluation)
    return Usage(
        chosen,
        paths(usage_profile(evaluation), chosen.months),
        exchange_rates(evaluation, chosen.currency),
    )


def read_prices(evaluation: Evaluation) -> list[Price]:
    """Read how every candidate is billed. Six queries, however many there are."""
    candidates = priced(evaluation)
    usage = usage_of(evaluation)
    versions = versions_in_use(candidates)
    return [price_of(each, usage, versions) for each in candidates]


def read_price(candidate: Candidate) -> Price:
    usage = usage_of(candidate.evaluation)
    return price_of(candidate, usage, versions_in_use([candidate]))


def price_of(
    candidate: Candidate,
    usage: Usage,
    versions: Mapping[tuple[int, int], TariffVersion],
) -> Price:
    pricing = pricing_of(candidate)
    tariff = tariff_of(candidate, dict(versions))
    missing = usage.rates.missing(tariff.currencies) if tariff else ()
    choice = None
    if tariff and not missing:
        choice = choice_of(tariff, usage, pricing)
    version = None
    if pricing.origin == Pricing.Origin.OWN:
        version = versions[candidate.pk, pricing.number or 0]
    return Price(candidate, pricing, tariff, version, usage, missing, choice)


def choice_of(tariff: Tariff, usage: Usage, pricing: Pricing) -> Choice:
    plans = {plan.key for plan in tariff.plans}
    return choose(
        tariff,
        usage.paths,
        usage.rates.factors(tariff.currencies, likely),
        required=frozenset(pricing.required_features),
        pinned=pricing.pinned_plan if pricing.pinned_plan in plans else None,
    )


def own_versions(candidate: Candidate) -> list[TariffVersion]:
    rows = candidate.tariff_versions.select_related("made_by")
    return list(rows.order_by("-number"))


def built_in_of(candidate: Candidate) -> Tariff | None:
    return built_in_tariff(candidate.platform.key) if candidate.platform else None

"""The costs of the candidates, computed: the base case and what keeps it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.cashflow import Candidate, Case, Cost, costs, faults
from evaluator.costs.faults import SENTENCES, Fault, Problem
from evaluator.costs.lines import Category
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import Outcome, State
from evaluator.models import Evaluation, MeasuredValue
from evaluator.selectors.money.inputs import money_case

LEAST = 0.005  # of the currency: less is no amount
# The worst first: a candidate that is blocked needs no quote any more.
GAP_OF_STATE = MappingProxyType(
    {
        State.BLOCKED: MeasuredValue.Gap.BLOCKED,
        State.QUOTE: MeasuredValue.Gap.QUOTE_NEEDED,
        State.UNKNOWN_RUNG: MeasuredValue.Gap.UNKNOWN_RUNG,
    }
)


def gap_of_states(states: Collection[State]) -> str:
    """Return the worst that keeps an amount from being whole; empty for nothing."""
    return next((gap for state, gap in GAP_OF_STATE.items() if state in states), "")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum that says what it lacks.

    known: what is known of it. upper: with the upper bounds of unknown rungs, None
    where there are none. states: what no number stands for.
    """

    known: float
    upper: float | None = None
    states: tuple[State, ...] = ()
    unreached: float = 0.0

    @property
    def is_whole(self) -> bool:
        return not self.states


@dataclass(frozen=True, slots=True)
class Computed:
    """What could be computed, and what keeps the rest back.

    case: of the candidates that could. costs: by candidate key; nothing where a
    problem concerns all. missing: candidate key -> currencies without a rate. silent:
    candidate key -> what its tariff goes by, and nobody entered; the bill is no part
    of its cost then, nor its tariff of the case.
    """

    case: Case
    problems: tuple[Problem, ...]
    costs: Mapping[str, Cost]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    silent: Mapping[str, frozenset[Measure]] = field(default_factory=dict)

    @property
    def sentences(self) -> list[str]:
        found = [problem_sentence(each) for each in self.problems]
        # A price that somebody typed waits for no usage.
        waiting = [
            measures
            for key, measures in self.silent.items()
            if not has_price(self.costs[key])
        ]
        asked: frozenset[Measure] = frozenset().union(*waiting)
        return [*found, *(usage_sentence(each) for each in Measure if each in asked)]

    @property
    def doubled(self) -> frozenset[str]:
        """The keys of the candidates whose subscription counts twice.

        Their tariff bills it, and somebody typed it as a cost line beside that.
        """
        typed = [x for x in self.case.lines if x.category is Category.SUBSCRIPTION]
        keys = {key: [x.key for x in typed if x.is_for(key)] for key in self.costs}
        return frozenset(
            key for key, cost in self.costs.items() if bills_beside(cost, keys[key])
        )


def bills_beside(cost: Cost, lines: Collection[str]) -> bool:
    """Tell whether a tariff bills a subscription that these lines hold as well."""
    if cost.choice is None or not lines:
        return False
    typed = sum(cost.lines[key] for key in lines)
    billed = cost.by_category[Category.SUBSCRIPTION].known - typed
    return bool(np.any(typed > 0)) and float(billed[0].sum()) > LEAST


def compute(evaluation: Evaluation) -> Computed:
    """Compute the base case. Seven queries, whatever the size."""
    return computed(money_case(evaluation))


def computed(case: Case) -> Computed:
    """Compute all candidates whose currencies have a rate."""
    missing = missing_rates(case)
    possible = without(case, missing)
    problems = tuple(faults(possible))
    found = {} if problems else costs(possible)
    silent = {key: each.unknown_usage for key, each in found.items()}
    silent = {key: measures for key, measures in silent.items() if measures}
    if silent:
        possible = without_bills(possible, silent)
        found |= costs(only(possible, silent))
    rates = tuple(each for each in faults(case) if each.fault is Fault.NO_RATE)
    return Computed(possible, (*problems, *rates), found, missing, silent)


def without_bills(case: Case, keys: Collection[str]) -> Case:
    """Return the case without the tariffs of these candidates.

    The fees of the plan that nobody would need say nothing of what will be billed.
    """
    return replace(
        case,
        candidates=tuple(
            Candidate(each.key) if each.key in keys else each
            for each in case.candidates
        ),
    )


def missing_rates(case: Case) -> dict[str, tuple[str, ...]]:
    """Return which rates each candidate's tariff and lines lack, if any."""
    found = {}
    for candidate in case.candidates:
        needed = {
            line.currency for line in case.lines if line.is_for(candidate.key)
        } | (candidate.tariff.currencies if candidate.tariff else frozenset())
        if lacking := case.rates.missing(needed):
            found[candidate.key] = lacking
    return found


def without(case: Case, keys: Collection[str]) -> Case:
    """Return the case of the other candidates alone, with the lines they have."""
    return only(case, {each.key for each in case.candidates} - set(keys))


def only(case: Case, keys: Collection[str]) -> Case:
    """Return the case of these candidates alone, with the lines they have."""
    kept = tuple(each for each in case.candidates if each.key in keys)
    lines = tuple(
        line for line in case.lines if any(line.is_for(each.key) for each in kept)
    )
    return replace(case, candidates=kept, lines=lines)


def problem_sentence(problem: Problem) -> str:
    """Say in the reader's language what is wrong, where, and how to mend it."""
    return _(SENTENCES[problem.fault]) % problem.words


def usage_sentence(measure: Measure) -> str:
    """Say which figure nobody entered, of those that subscriptions go by."""
    sentence = _("Subscriptions go by “%(measure)s”: enter it in the usage.")
    return sentence % {"measure": MEASURE_LABELS[measure]}


def amount_of(outcome: Outcome) -> Amount:
    """Add up the months of the base case."""
    states = tuple(state for state in State if outcome.has(state).any())
    known = float(outcome.known[0].sum())
    upper = None if outcome.ceiling is None else float(outcome.ceiling[0].sum())
    unreached = 0.0 if outcome.unreached is None else float(outcome.unreached[0].max())
    return Amount(known, upper, states, unreached)


def year_amounts(outcome: Outcome) -> tuple[Amount, ...]:
    """Return each year of the base case by itself, with what that year lacks."""
    months = outcome.known.shape[-1]
    return tuple(
        amount_of(months_of(outcome, slice(start, start + 12)))
        for start in range(0, months, 12)
    )


def months_of(outcome: Outcome, part: slice) -> Outcome:
    def cut(values: Any) -> Any:
        return None if values is None else values[:, part]

    return Outcome(
        cut(outcome.known),
        cut(outcome.ceiling),
        cut(outcome.states),
        cut(outcome.unreached),
    )


def total_of(cost: Cost) -> Amount:
    return amount_of(cost.monthly)


def has_price(cost: Cost) -> bool:
    """Tell whether anything says what the subscription costs.

    A tariff does not where it bills by a usage that nobody entered: `computed` leaves
    its bill out, and a subscription that somebody typed as a cost line is the price.
    """
    return cost.choice is not None or Category.SUBSCRIPTION in cost.by_category

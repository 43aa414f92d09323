"""The costs of the candidates, computed: the base case and what keeps it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluator.costs.cashflow import Case, Cost, costs, faults
from evaluator.costs.faults import SENTENCES, Problem
from evaluator.costs.lines import Category
from evaluator.costs.outcomes import Outcome, State
from evaluator.models import Evaluation
from evaluator.selectors.money import money_case


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
    """costs: by candidate key; nothing where `problems` keep it back."""

    case: Case
    problems: tuple[Problem, ...]
    costs: Mapping[str, Cost]

    @property
    def sentences(self) -> list[str]:
        return [problem_sentence(each) for each in self.problems]


def compute(evaluation: Evaluation) -> Computed:
    """Compute the base case. Seven queries, whatever the size."""
    return computed(money_case(evaluation))


def computed(case: Case) -> Computed:
    problems = tuple(faults(case))
    return Computed(case, problems, {} if problems else costs(case))


def problem_sentence(problem: Problem) -> str:
    """Say in the reader's language what is wrong, where, and how to mend it."""
    return _(SENTENCES[problem.fault]) % problem.words


def amount_of(outcome: Outcome) -> Amount:
    """Add up the months of the base case."""
    states = tuple(state for state in State if outcome.has(state).any())
    known = float(outcome.known[0].sum())
    upper = None if outcome.ceiling is None else float(outcome.ceiling[0].sum())
    unreached = 0.0 if outcome.unreached is None else float(outcome.unreached[0].max())
    return Amount(known, upper, states, unreached)


def total_of(cost: Cost) -> Amount:
    return amount_of(cost.monthly)


def has_price(cost: Cost) -> bool:
    """Tell whether anything says what the subscription costs."""
    return cost.choice is not None or Category.SUBSCRIPTION in cost.by_category

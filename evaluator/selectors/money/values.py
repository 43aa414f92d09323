"""Values taken from the costs, beside what the costs say now."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from evaluator.models import Candidate, Criterion, Evaluation, MeasuredValue
from evaluator.querysets import CriterionQuerySet
from evaluator.selectors.money.cost_results import CostResults, read_cost_results
from evaluator.selectors.money.figures import (
    Gap,
    Told,
    figure_words,
    figures_told,
    unit_fits,
)


@dataclass(frozen=True, slots=True)
class TakenCell:
    """stored: what counts in the ranking, None where nothing was taken yet."""

    candidate: Candidate
    stored: MeasuredValue | None
    now: Told
    figure: str  # that is asked for

    @property
    def differs(self) -> bool:
        if self.stored is None:
            return True
        stored = self.stored.figure, self.stored.value, self.stored.gap
        return stored != (self.figure, self.now.value, self.now.gap)


@dataclass(frozen=True, slots=True)
class TakenRow:
    criterion: Criterion
    cells: tuple[TakenCell, ...]

    @property
    def differs(self) -> bool:
        return any(cell.differs for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Taking:
    """Every criterion that takes its values from the costs, candidates across."""

    costs: CostResults
    rows: tuple[TakenRow, ...]

    @property
    def changed(self) -> list[Criterion]:
        return [row.criterion for row in self.rows if row.differs]

    @property
    def basis(self) -> dict[str, object]:
        """What the figures rest on, kept beside each value that is taken."""
        return {
            "currency": self.costs.settings.currency,
            "months": self.costs.case.months,
            "draws": self.costs.draws.count,
            "seed": self.costs.draws.seed,
        }

    @property
    def seen(self) -> str:
        """Return a mark of all that the reader saw: it changes with each figure."""
        cells = [
            [
                row.criterion.pk,
                row.criterion.money_figure,
                cell.candidate.pk,
                cell.stored.version if cell.stored else 0,
                str(cell.now.value),
                cell.now.gap,
            ]
            for row in self.rows
            for cell in row.cells
        ]
        return sha256(json.dumps(cells).encode()).hexdigest()[:24]


def bound_criteria(evaluation: Evaluation) -> CriterionQuerySet:
    """Return the criteria that take their values from the costs."""
    return evaluation.criteria.present().exclude(money_figure="").in_order()


def read_taking(
    evaluation: Evaluation, *, only: Collection[int] | None = None
) -> Taking:
    """Hold the stored values against the costs of now. Two queries beside the costs."""
    criteria = [
        each for each in bound_criteria(evaluation) if only is None or each.pk in only
    ]
    costs = read_cost_results(evaluation)
    candidates = list(evaluation.candidates.short_listed().by_name())
    stored = {
        (each.criterion_id, each.candidate_id): each
        for each in MeasuredValue.objects.filter(
            criterion__in=criteria, candidate__in=candidates
        )
    }
    rows = []
    for criterion in criteria:
        now = told_for(costs, criterion)
        cells = tuple(
            TakenCell(
                each,
                stored.get((criterion.pk, each.pk)),
                now.get(each.pk, Told(None, Gap.NOT_COMPUTED)),
                criterion.money_figure,
            )
            for each in candidates
        )
        rows.append(TakenRow(criterion, cells))
    return Taking(costs, tuple(rows))


def told_for(costs: CostResults, criterion: Criterion) -> dict[int, Told]:
    """Return candidate -> value or gap; amounts only in the currency of the ends."""
    figure, currency = criterion.money_figure, costs.settings.currency
    found = figures_told(costs, figure)
    if unit_fits(figure, criterion.unit, currency):
        return found
    return dict.fromkeys(found, Told(None, Gap.OTHER_CURRENCY))


def origin_words(value: MeasuredValue) -> str:
    """Say which figure of the costs a value was; empty for one that was not."""
    return figure_words(value.figure, value.basis) if value.figure else ""

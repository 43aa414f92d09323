"""The quick cost table as the page and the API show it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluator.costs.cashflow import Cost
from evaluator.costs.lines import BILLED
from evaluator.costs.outcomes import nothing, total
from evaluator.costs.quick_kinds import KINDS, PREFIX, QuickKind
from evaluator.models import Candidate, CostLine, Evaluation, MoneySettings
from evaluator.selectors.money.costs import (
    Amount,
    amount_of,
    compute,
    has_price,
    total_of,
)
from evaluator.selectors.money.inputs import money_settings, priced

LABELS: dict[str, str | Promise] = {
    "subscription": _("Subscription, a year"),
    "migration": _("Migration, once"),
    "installation": _("Installation and set-up, once"),
    "training": _("Training, once"),
    "add_ons": _("Add-ons and integrations, a year"),
    "content": _("Content and campaigns, a year"),
    "people": _("People and time, a year"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A candidate. total: over the horizon, None while something keeps it back.

    billed: what the tariff comes to over the horizon, None where a figure stands in.
    more: whether cost lines beside this table count too. is_doubled: whether the tariff
    bills the subscription that is typed here as well.
    """

    candidate: Candidate
    total: Amount | None
    billed: Amount | None
    is_priced: bool
    more: bool
    is_doubled: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    candidate: Candidate
    kind: QuickKind
    line: CostLine | None

    @property
    def version(self) -> int:
        return self.line.version if self.line else 0

    @property
    def is_filled(self) -> bool:
        return self.line is not None and self.line.removed_at is None

    @property
    def has_range(self) -> bool:
        line = self.line
        return line is not None and self.is_filled and line.low != line.high


@dataclass(frozen=True, slots=True)
class QuickTable:
    settings: MoneySettings
    columns: tuple[Column, ...]
    rows: tuple[tuple[QuickKind, tuple[Cell, ...]], ...]
    sentences: tuple[str, ...]

    @property
    def has_ranges(self) -> bool:
        return any(cell.has_range for _kind, cells in self.rows for cell in cells)

    @property
    def cells(self) -> list[Cell]:
        return [cell for _kind, cells in self.rows for cell in cells]


def read_quick_table(evaluation: Evaluation) -> QuickTable:
    candidates = priced(evaluation)
    lines = lines_by_cell(evaluation)
    found = compute(evaluation)
    others = {
        str(candidate.pk)
        for line in found.case.lines
        for candidate in candidates
        if line.is_for(str(candidate.pk)) and line.key not in quick_keys(lines)
    }
    return QuickTable(
        settings=money_settings(evaluation),
        columns=tuple(
            replace(
                column_of(each, found.costs.get(str(each.pk)), others),
                is_doubled=str(each.pk) in found.doubled,
            )
            for each in candidates
        ),
        rows=tuple(
            (
                kind,
                tuple(
                    Cell(each, kind, lines.get((each.pk, kind.key)))
                    for each in candidates
                ),
            )
            for kind in KINDS
        ),
        sentences=tuple(found.sentences),
    )


def lines_by_cell(evaluation: Evaluation) -> dict[tuple[int, str], CostLine]:
    """Return the lines of the table, removed ones too: their version is needed."""
    lines = evaluation.cost_lines.filter(key__startswith=PREFIX)
    return {
        (candidate.pk, line.key.removeprefix(PREFIX)): line
        for line in lines.prefetch_related("candidates")
        for candidate in line.candidates.all()
    }


def quick_keys(lines: dict[tuple[int, str], CostLine]) -> set[str]:
    return {str(line.pk) for line in lines.values()}


def column_of(candidate: Candidate, cost: Cost | None, others: set[str]) -> Column:
    if cost is None:
        return Column(candidate, None, None, is_priced=False, more=False)
    return Column(
        candidate,
        total=total_of(cost),
        billed=billed_of(cost) if cost.choice else None,
        is_priced=has_price(cost),
        more=str(candidate.pk) in others,
    )


def billed_of(cost: Cost) -> Amount:
    """Return what the vendor bills over the horizon, as far as it is known."""
    parts = [part for key, part in cost.by_category.items() if key in BILLED]
    return amount_of(total(parts, cost.months) if parts else nothing(cost.months))

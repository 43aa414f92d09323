"""Take the values of measured criteria from the costs, by a recorded step.

They are taken over, and do not follow the costs by themselves: who enters a cost line
after the scoring has opened would move the ranking unseen, and after the reveal change
a result without a mark. So a value stands until a lead takes the figures of that day,
old beside new; what has changed meanwhile is told on the pages of costs and measures.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import StaleVersion
from common.transactions import locked_change
from evaluator.models import Criterion, Evaluation, MeasuredValue
from evaluator.selectors.money.values import TakenCell, Taking, read_taking
from evaluator.services.criteria import CriterionEdit, add_criterion, edit_criterion
from evaluator.services.structure import change_structure, lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record


class FiguresMoved(StaleVersion):
    message = gettext_lazy(
        "The costs or the values have changed since you opened the page. Look at the"
        " figures once more."
    )


@locked_change
def take_from_costs(
    *,
    evaluation: Evaluation,
    actor: User,
    now: datetime,
    seen: str | None = None,
    reason: str = "",
    only: Collection[int] | None = None,
) -> Taking:
    """Store what the costs say now; `seen` is the mark of what the actor looked at.

    Returns what was taken. Without a difference nothing is written.
    """
    lock_evaluation(evaluation)
    taking = read_taking(evaluation, only=only)
    if seen is not None and seen != taking.seen:
        raise FiguresMoved(current=taking)
    names = [each.name for each in taking.changed]
    if not names:
        return taking
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Values taken from the costs: %(names)s") % {"names": ", ".join(names)},
        reason=reason,
    )
    cells = [
        (row.criterion, cell)
        for row in taking.rows
        for cell in row.cells
        if cell.differs
    ]
    for criterion, cell in cells:
        store(evaluation, criterion, cell, taking.basis, actor=actor, now=now)
    record(
        "measured.taken",
        team=evaluation.team,
        actor=actor,
        # No amounts: prices have no place in the audit trail (R21).
        change=change_of(
            evaluation, after={"criteria": ", ".join(names)}, reason=reason
        ),
        now=now,
    )
    return taking


def store(
    evaluation: Evaluation,
    criterion: Criterion,
    cell: TakenCell,
    basis: dict[str, object],
    *,
    actor: User,
    now: datetime,
) -> None:
    row = cell.stored or MeasuredValue(
        candidate=cell.candidate, criterion=criterion, version=0
    )
    if evaluation.is_revealed and not row.changed_after_reveal:
        row.value_before = row.value if cell.stored else None
        row.changed_after_reveal = True
    row.value, row.gap = cell.now.value, cell.now.gap
    row.figure, row.basis = criterion.money_figure, basis
    row.source, row.fact = "", None
    row.entered_by, row.entered_at = actor, now
    row.version += 1
    row.save()


def save_criterion(
    *,
    criterion: Criterion,
    edit: CriterionEdit,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Criterion:
    """Save an edit; one that asks for another figure of the costs takes it, too."""
    is_asked = edit.money_figure and edit.money_figure != criterion.money_figure
    save = bind_to_costs if is_asked else edit_criterion
    return save(criterion=criterion, edit=edit, actor=actor, now=now, reason=reason)


@locked_change
def plant_criterion(
    *,
    evaluation: Evaluation,
    edit: CriterionEdit,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Criterion:
    """Add a criterion; one that asks for a figure of the costs takes it, too."""
    by: Any = {"actor": actor, "now": now, "reason": reason}
    added = add_criterion(evaluation=evaluation, edit=edit, **by)
    if added.money_figure:
        take_from_costs(evaluation=evaluation, only=[added.pk], **by)
    return added


@locked_change
def bind_to_costs(
    *,
    criterion: Criterion,
    edit: CriterionEdit,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Criterion:
    """Let a criterion take its values from the costs, and take those of today."""
    bound = edit_criterion(
        criterion=criterion, edit=edit, actor=actor, now=now, reason=reason
    )
    take_from_costs(
        evaluation=bound.evaluation,
        actor=actor,
        now=now,
        reason=reason,
        only=[bound.pk],
    )
    return bound

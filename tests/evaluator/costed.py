"""An evaluation with costs, and a criterion that takes its values from them."""

from __future__ import annotations

from datetime import datetime

from evaluator.models import Criterion, Evaluation
from evaluator.services.criteria import CriterionEdit
from evaluator.services.money.values import bind_to_costs
from tests.evaluator.prices import amount_a_month, enter
from workspace.models import User

MONTHLY = {"Acme": "100", "Bolt": "200"}


def with_costs(evaluation: Evaluation, actor: User, now: datetime) -> Evaluation:
    """Acme costs 100 a month, Bolt 200, and nobody knows what Cedar costs."""
    for name, amount in MONTHLY.items():
        candidate = evaluation.candidates.get(name=name)
        enter(candidate, amount_a_month(amount), actor=actor, now=now)
    return evaluation


def bound(
    evaluation: Evaluation,
    actor: User,
    now: datetime,
    *,
    figure: str = "yearly",
    reason: str = "",
) -> Criterion:
    """Bind “Price” to a figure: 3,000 is worth nothing, 0 the most."""
    price = evaluation.criteria.get(own_name="Price")
    edit = CriterionEdit(
        kind="measured",
        name="Price",
        parent=price.parent,
        value_function={"kind": "linear", "worst": 3000.0, "best": 0.0},
        money_figure=figure,
        version=price.version,
    )
    return bind_to_costs(
        criterion=price, edit=edit, actor=actor, now=now, reason=reason
    )

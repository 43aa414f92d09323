"""What a criterion needs so that a figure of the costs can be its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from common.errors import DomainError
from evaluator.models import Criterion, Evaluation, MeasuredValue
from evaluator.selectors.money.figures import unit_fits, unit_of
from evaluator.selectors.money.inputs import money_settings

if TYPE_CHECKING:
    from evaluator.services.criteria import CriterionEdit


class UnitOfFigure(DomainError):
    message = gettext_lazy(
        "The costs are told in %(currency)s. Write the unit as “%(unit)s”, and the ends"
        " in it."
    )


class TwoSources(DomainError):
    message = gettext_lazy(
        "A criterion takes its values from the catalogue or from the costs, not from"
        " both."
    )


def checked(evaluation: Evaluation, edit: CriterionEdit) -> CriterionEdit:
    """Return the edit with the unit of its figure; refuse one that does not fit."""
    if not edit.money_figure or edit.kind != Criterion.Kind.MEASURED:
        return edit
    if edit.fact_key:
        raise TwoSources
    currency = money_settings(evaluation).currency
    unit = unit_of(edit.money_figure, currency)
    if not edit.unit:
        return replace(edit, unit=unit)
    if not unit_fits(edit.money_figure, edit.unit, currency):
        raise UnitOfFigure(currency=currency, unit=unit)
    return edit


def forget_taken(criterion: Criterion) -> None:
    """Let go of values that were another figure of the costs than is asked for now.

    Where none is asked for any more, a number stays, and still says which figure it
    was: it is a price as before. After the reveal nothing is let go of, so that what
    everybody has seen can stand beside what counts next (R20).
    """
    if criterion.evaluation.is_revealed:
        return
    taken = MeasuredValue.objects.filter(criterion=criterion).exclude(figure="")
    if criterion.money_figure:
        taken.exclude(figure=criterion.money_figure).delete()
    else:
        taken.filter(value=None).delete()


def audited(fields: Mapping[str, Any], *, is_price: bool) -> dict[str, Any]:
    """Return the fields as the audit trail may tell them.

    Between the ends of a value function lie prices: of those it has none (R21).
    """
    function = fields.get("value_function")
    if not is_price or not function:
        return dict(fields)
    return {**fields, "value_function": {"kind": function["kind"]}}

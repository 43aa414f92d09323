"""The quick cost table: one figure per candidate and kind of cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.transactions import locked_change
from evaluator.costs.quick_kinds import SUBSCRIPTION, QuickKind
from evaluator.costs.ranges import Range
from evaluator.models import Candidate, CostLine, Evaluation, Pricing
from evaluator.selectors.money.inputs import money_settings
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record

LARGEST = Decimal(10) ** 12


class QuickCostIsStale(StaleVersion):
    message = _("Somebody else changed this figure since you opened the page.")


class ForeignCandidate(DomainError):
    message = _("Costs are told of the short list and of what you use today.")


class RangeFalls(DomainError):
    message = _("A range rises from low over likely to high.")


class AmountOutside(DomainError):
    message = _("Enter an amount of 0 or more, below a million millions.")


@dataclass(frozen=True, slots=True)
class QuickEdit:
    """A figure of one cell, None to empty it; version: of the line, 0 for none."""

    candidate: Candidate
    kind: QuickKind
    amount: Range | None
    version: int


@locked_change
def set_quick_costs(
    *,
    evaluation: Evaluation,
    edits: list[QuickEdit],
    actor: User,
    now: datetime,
) -> int:
    """Store the cells that changed, all or none; return how many.

    A figure for the subscription stands in for the vendor's tariff; emptied, the
    tariff is back.
    """
    lock_evaluation(evaluation)
    stored = 0
    for edit in edits:
        refuse_wrong(evaluation, edit)
        stored += store(evaluation, edit, actor=actor, now=now)
    if stored:
        record(
            "costs.entered",
            team=evaluation.team,
            actor=actor,
            change=change_of(evaluation, after={"count": stored}),
            now=now,
        )
    return stored


def refuse_wrong(evaluation: Evaluation, edit: QuickEdit) -> None:
    candidate, amount = edit.candidate, edit.amount
    is_priced = candidate.is_incumbent or candidate.stage == Candidate.Stage.SHORT
    if candidate.evaluation_id != evaluation.pk or not is_priced:
        raise ForeignCandidate
    if amount is None:
        return
    if not amount.low <= amount.likely <= amount.high:
        raise RangeFalls
    if amount.low < 0 or amount.high >= LARGEST:
        raise AmountOutside


def store(
    evaluation: Evaluation, edit: QuickEdit, *, actor: User, now: datetime
) -> bool:
    """Store one cell; tell whether that changed anything."""
    line = quick_line(evaluation, edit)
    if edit.amount is None and (line is None or line.removed_at):
        return False
    if line is None:
        line = new_line(evaluation, edit, actor=actor, now=now)
    else:
        line.version += 1
    line.removed_at = now if edit.amount is None else None
    if edit.amount is not None:
        line.low, line.likely, line.high = (
            edit.amount.low,
            edit.amount.likely,
            edit.amount.high,
        )
        line.currency = money_settings(evaluation).currency
    line.save()
    line.candidates.set([edit.candidate])
    if edit.kind is SUBSCRIPTION:
        stand_in(edit.candidate, is_quoted=edit.amount is not None)
    return True


def quick_line(evaluation: Evaluation, edit: QuickEdit) -> CostLine | None:
    """Return the line of the cell, removed or not. Raises QuickCostIsStale."""
    line = evaluation.cost_lines.filter(
        key=edit.kind.line_key, candidates=edit.candidate
    ).first()
    if edit.version != (line.version if line else 0):
        raise QuickCostIsStale(current=line)
    return line


def new_line(
    evaluation: Evaluation, edit: QuickEdit, *, actor: User, now: datetime
) -> CostLine:
    return CostLine(
        evaluation=evaluation,
        key=edit.kind.line_key,
        category=edit.kind.category,
        rhythm=edit.kind.rhythm,
        created_by=actor,
        created_at=now,
    )


def stand_in(candidate: Candidate, *, is_quoted: bool) -> None:
    """Bill by the figure instead of the tariff, or by the tariff again.

    An own tariff that somebody typed meanwhile stays what is billed by.
    """
    pricing, _is_new = Pricing.objects.get_or_create(candidate=candidate)
    before = pricing.origin
    if is_quoted:
        pricing.origin = Pricing.Origin.NONE
    elif pricing.origin == Pricing.Origin.NONE:
        pricing.origin = (
            Pricing.Origin.OWN if pricing.number else Pricing.Origin.BUILT_IN
        )
    if pricing.origin != before:
        pricing.version += 1
        pricing.save(update_fields=["origin", "version"])

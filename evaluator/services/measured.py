"""Measured criteria: one number per candidate, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_text
from common.transactions import locked_change
from evaluator.models import Candidate, Criterion, Evaluation, Fact, MeasuredValue
from evaluator.services.structure import change_structure
from workspace.models import User
from workspace.services.records import change_of, record


class MeasuredValueIsStale(StaleVersion):
    message = _("Somebody else changed this value since you opened the page.")


class ForeignCriterion(DomainError):
    message = _("This criterion is not a measured one of this evaluation.")


class TakenFromCosts(DomainError):
    message = _(
        "“%(name)s” takes its values from the costs. Change the costs, or let the"
        " criterion go its own way first."
    )


class ForeignFact(DomainError):
    message = _("This fact is not one of this candidate's platform.")


@dataclass(frozen=True, slots=True)
class MeasuredEdit:
    """A typed value (None: unknown again), its source, and the version seen (0: none).

    With a fact the value is the fact's and says so.
    """

    value: Decimal | None
    source: str
    version: int
    fact: Fact | None = None


@locked_change
def set_measured_value(
    *,
    candidate: Candidate,
    criterion: Criterion,
    edit: MeasuredEdit,
    actor: User,
    now: datetime,
    reason: str = "",
) -> MeasuredValue | None:
    """Store, replace or clear the number of one cell; to clear it twice is once."""
    refuse_foreign(candidate, criterion, edit.fact)
    if criterion.money_figure:
        raise TakenFromCosts(name=criterion.name)
    before = MeasuredValue.objects.filter(
        candidate=candidate, criterion=criterion
    ).first()
    if edit.value is None and is_cleared(before):
        return before
    evaluation = candidate.evaluation
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Value of “%(criterion)s” for %(name)s")
        % {"criterion": criterion.name, "name": candidate.name},
        reason=reason,
    )
    after = write(candidate, criterion, edit, actor=actor, now=now)
    tell_change(
        criterion,
        before,
        after,
        place={"candidate": candidate.name, "criterion": criterion.name},
        by=(actor, now, reason),
    )
    return after


def is_cleared(row: MeasuredValue | None) -> bool:
    """Tell whether no value stands there, nor a word of the costs for why."""
    return row is None or row.gap == MeasuredValue.Gap.CLEARED


def tell_change(
    criterion: Criterion,
    before: MeasuredValue | None,
    after: MeasuredValue | None,
    *,
    place: dict[str, str],
    by: tuple[User, datetime, str],
) -> None:
    """Record old and new value; a price is not told in the audit trail (R21)."""
    evaluation, (actor, now, reason) = criterion.evaluation, by
    is_price = criterion.tells_money or any(map(is_a_price, (before, after)))
    old = {"value": told(before)} if before else None
    new = {"value": told(after)}
    record(
        "measured.price_changed" if is_price else "measured.changed",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before=None if is_price else old,
            after=place if is_price else place | new,
            reason=reason,
        ),
        now=now,
    )


def told(row: MeasuredValue | None) -> str | None:
    return None if row is None or row.value is None else str(row.value)


def is_a_price(row: MeasuredValue | None) -> bool:
    return bool(row and (row.figure or (row.fact and row.fact.currency)))


def refuse_foreign(
    candidate: Candidate, criterion: Criterion, fact: Fact | None
) -> None:
    """Ids of a form are checked against the evaluation and the platform (R12)."""
    if (
        criterion.evaluation_id != candidate.evaluation_id
        or criterion.kind != Criterion.Kind.MEASURED
    ):
        raise ForeignCriterion
    team_id = candidate.evaluation.team_id
    if fact and (
        fact.platform_id != candidate.platform_id or fact.team_id not in {None, team_id}
    ):
        raise ForeignFact


def write(
    candidate: Candidate,
    criterion: Criterion,
    edit: MeasuredEdit,
    *,
    actor: User,
    now: datetime,
) -> MeasuredValue | None:
    rows = MeasuredValue.objects.filter(candidate=candidate, criterion=criterion)
    is_kept = candidate.evaluation.is_revealed and rows.exists()
    if edit.value is None and not is_kept:
        gone, _rows = rows.filter(version=edit.version).delete()
        if not gone and rows.exists():
            raise MeasuredValueIsStale(current=rows.first())
        return None
    row = rows.select_related("fact").first()
    fields = marks_of(candidate.evaluation, criterion, row) | {
        "value": edit.value,
        "source": clean_text(edit.source),
        "fact": edit.fact,
        "figure": "",
        # Taken away after the reveal, it leaves its mark (R20).
        "gap": MeasuredValue.Gap.CLEARED if edit.value is None else "",
        "basis": {},
        "entered_by": actor,
        "entered_at": now,
    }
    if edit.version == 0:
        _row, made = rows.get_or_create(
            candidate=candidate, criterion=criterion, defaults=fields
        )
        written = made
    else:
        written = bool(
            rows.filter(version=edit.version).update(version=edit.version + 1, **fields)
        )
    stored = rows.select_related("fact").first()
    if not written:
        raise MeasuredValueIsStale(current=stored)
    return stored


def marks_of(
    evaluation: Evaluation, criterion: Criterion, row: MeasuredValue | None
) -> dict[str, Any]:
    """Mark what changes after the reveal, and keep what it was then (R20).

    A price is not kept where the criterion tells none: nothing would say any more that
    it is one, and who may not see prices would read it (R21).
    """
    if not evaluation.is_revealed:
        return {"changed_after_reveal": False, "value_before": None}
    if row and row.changed_after_reveal:
        return {}
    is_hidden = is_a_price(row) and not criterion.tells_money
    value = None if row is None or is_hidden else row.value
    return {"changed_after_reveal": True, "value_before": value}

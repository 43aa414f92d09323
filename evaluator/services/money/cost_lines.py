"""Cost lines: what a candidate costs beside the vendor's bill."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line, clean_text
from common.transactions import locked_change
from evaluator.costs.faults import refuse
from evaluator.costs.lines import Category, Rhythm, faults
from evaluator.costs.quick_kinds import PREFIX
from evaluator.costs.ranges import Range
from evaluator.models import Candidate, CostLine, Evaluation
from evaluator.selectors.money.inputs import line_of, money_settings
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record

EFFORT = "migration.effort"
MOST_LINES = 300


class CostLineIsStale(StaleVersion):
    message = _("Somebody else changed this cost line since you opened the page.")


class ForeignCandidates(DomainError):
    message = _("Choose candidates of this evaluation.")


class LineOfTheTable(DomainError):
    message = _("This figure belongs to the quick table. Change it there.")


class TooManyLines(DomainError):
    message = _("An evaluation has at most %(most)s cost lines.")


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What a form says of a line. candidates: empty for all.

    amount: per month, year, unit or once; of staff a loaded year, with the share of
    full time beside it.
    """

    name: str
    category: str
    currency: str
    amount: Range
    rhythm: str = Rhythm.MONTHLY.value
    measure: str = ""
    from_month: int = 1
    to_month: int | None = None
    share: Range | None = None
    role: str = ""
    is_indexed: bool = True
    note: str = ""
    source: str = ""
    candidates: tuple[Candidate, ...] = ()


def add_cost_line(
    *,
    evaluation: Evaluation,
    edit: LineEdit,
    actor: User,
    now: datetime,
    key: str = "",
    form_key: UUID | None = None,
) -> CostLine:
    """Add the line; the same form sent twice makes one (R49).

    Raises InputInvalid for what the engine cannot compute with.
    """
    try:
        return make_line(
            evaluation, edit, actor=actor, now=now, key=key, form_key=form_key
        )
    except IntegrityError:
        made = CostLine.objects.filter(created_by=actor, form_key=form_key)
        if form_key is None or not made.exists():
            raise
        line: CostLine = made.get()
        return line


@transaction.atomic
def make_line(
    evaluation: Evaluation,
    edit: LineEdit,
    *,
    actor: User,
    now: datetime,
    key: str,
    form_key: UUID | None,
) -> CostLine:
    lock_evaluation(evaluation)
    lines = evaluation.cost_lines
    if lines.present().count() >= MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    last = lines.aggregate(last=Max("position"))["last"] or 0
    line = CostLine(
        evaluation=evaluation,
        key=key,
        position=last + 1,
        created_by=actor,
        created_at=now,
        form_key=form_key,
        **columns_of(edit),
    )
    write(line, edit)
    tell("cost_line.added", line, actor=actor, now=now)
    return line


@locked_change
def edit_cost_line(
    *, line: CostLine, edit: LineEdit, version: int, actor: User, now: datetime
) -> CostLine:
    lock_evaluation(line.evaluation)
    refuse_quick(line)
    line.refresh_from_db()
    if line.version != version or line.removed_at is not None:
        raise CostLineIsStale(current=line)
    for name, value in columns_of(edit).items():
        setattr(line, name, value)
    line.version += 1
    write(line, edit)
    tell("cost_line.changed", line, actor=actor, now=now)
    return line


@locked_change
def remove_cost_line(*, line: CostLine, actor: User, now: datetime) -> None:
    """Take the line out; it can be brought back."""
    lock_evaluation(line.evaluation)
    refuse_quick(line)
    if line.removed_at is None:
        line.removed_at = now
        line.version += 1
        line.save(update_fields=["removed_at", "version"])
        tell("cost_line.removed", line, actor=actor, now=now)


@locked_change
def restore_cost_line(*, line: CostLine, actor: User, now: datetime) -> None:
    lock_evaluation(line.evaluation)
    refuse_quick(line)
    if line.removed_at is not None:
        line.removed_at = None
        line.version += 1
        line.save(update_fields=["removed_at", "version"])
        tell("cost_line.restored", line, actor=actor, now=now)


@locked_change
def take_migration_effort(
    *,
    evaluation: Evaluation,
    candidate: Candidate,
    hours: Decimal,
    hourly_rate: Decimal,
    currency: str,
    actor: User,
    now: datetime,
) -> CostLine:
    """Keep the effort that a migration plan counted as one line of the candidate.

    Handed over again it replaces the figure, so that nothing is counted twice.
    """
    lock_evaluation(evaluation)
    line = evaluation.cost_lines.filter(key=EFFORT, candidates=candidate).first()
    edit = LineEdit(
        name=str(_("Effort of the migration plan")),
        category=Category.MIGRATION.value,
        currency=currency or money_settings(evaluation).currency,
        amount=Range.exactly(hours * hourly_rate),
        rhythm=Rhythm.ONCE.value,
        is_indexed=False,
        note=str(_("%(hours)s hours, from the migration plan")) % {"hours": hours},
        candidates=(candidate,),
    )
    if line is None:
        return make_line(
            evaluation, edit, actor=actor, now=now, key=EFFORT, form_key=None
        )
    line.removed_at = None
    for name, value in columns_of(edit).items():
        setattr(line, name, value)
    line.version += 1
    write(line, edit)
    tell("cost_line.changed", line, actor=actor, now=now)
    return line


def columns_of(edit: LineEdit) -> dict[str, Any]:
    columns = {each.name: getattr(edit, each.name) for each in fields(edit)}
    for name in ("candidates", "amount", "share"):
        del columns[name]
    share = edit.share
    return columns | {
        "name": clean_line(edit.name),
        "role": clean_line(edit.role),
        "source": clean_line(edit.source),
        "note": clean_text(edit.note),
        "low": edit.amount.low,
        "likely": edit.amount.likely,
        "high": edit.amount.high,
        "share_low": share.low if share else None,
        "share": share.likely if share else None,
        "share_high": share.high if share else None,
    }


def write(line: CostLine, edit: LineEdit) -> None:
    """Store the line once the engine can compute with it. Raises InputInvalid."""
    if any(each.evaluation_id != line.evaluation_id for each in edit.candidates):
        raise ForeignCandidates
    refuse(faults(line_of(line, candidates=edit.candidates)))
    line.save()
    line.candidates.set(edit.candidates)


def refuse_quick(line: CostLine) -> None:
    if line.key.startswith(PREFIX):
        raise LineOfTheTable


def tell(verb: str, line: CostLine, *, actor: User, now: datetime) -> None:
    """Record it by its category: names and amounts are for those who see prices."""
    record(
        verb,
        team=line.evaluation.team,
        actor=actor,
        change=change_of(line.evaluation, after={"cost_category": line.category}),
        now=now,
    )

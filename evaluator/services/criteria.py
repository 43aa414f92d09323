"""The requirement tree: add, change, move, delete with undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError, StaleVersion
from common.transactions import locked_change
from evaluator.models import Criterion, Evaluation
from evaluator.services.money.binding import audited, checked, forget_taken
from evaluator.services.structure import (
    NOTHING,
    Touched,
    change_structure,
    lock_evaluation,
)
from evaluator.services.tree_rules import (
    check_name,
    check_parent,
    check_weights,
    children_of,
    subtree_of,
)
from workspace.models import User
from workspace.services.records import change_of, record

CATEGORY, MUST_HAVE = Criterion.Kind.CATEGORY, Criterion.Kind.MUST_HAVE
RATED = Criterion.Kind.RATED
# What a score answers to: another wording asks the question again.
MEANING = ("kind", "own_name", "own_description", "own_scale")


class CriterionIsStale(StaleVersion):
    message = gettext_lazy(
        "Somebody else changed “%(name)s” since you opened this page."
    )


class CategoryStays(DomainError):
    message = gettext_lazy("A category stays a category, and a criterion never is one.")


@dataclass(frozen=True, slots=True)
class CriterionEdit:
    """What a form says of a criterion; `version` is the one it was drawn with."""

    kind: str
    name: str
    parent: Criterion | None = None
    description: str = ""
    scale: Sequence[str] = ()
    wanted_by: str = ""
    why: str = ""
    unit: str = ""
    value_function: Mapping[str, Any] = field(default_factory=dict)
    fact_key: str = ""
    money_figure: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a criterion goes: its category, and how many stand before it."""

    parent: Criterion | None
    before: int
    version: int


@locked_change
def add_criterion(
    *,
    evaluation: Evaluation,
    edit: CriterionEdit,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Criterion:
    """Add it as the last of its category, as heavy as the others are on average."""
    lock_evaluation(evaluation)
    edit = checked(evaluation, edit)
    parent = None if edit.kind == MUST_HAVE else edit.parent
    check_parent(evaluation, parent, child=None)
    siblings = siblings_of(evaluation, parent, is_must_have=edit.kind == MUST_HAVE)
    check_name(evaluation, edit.name, among=siblings)
    criterion = Criterion.objects.create(
        evaluation=evaluation,
        parent=parent,
        position=len(siblings),
        weight=mean_weight(siblings),
        kind=edit.kind,
        own_name=edit.name,
        **texts_of(edit),
    )
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Added: %(name)s") % {"name": edit.name},
        reason=reason,
        touches=Touched(criteria=[criterion.pk]) if edit.kind == RATED else NOTHING,
    )
    told = {"criterion": edit.name, "kind": edit.kind}
    tell("criterion.added", evaluation, after=told, actor=actor, now=now)
    return criterion


@locked_change
def edit_criterion(
    *,
    criterion: Criterion,
    edit: CriterionEdit,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Criterion:
    """Change its texts, its kind, its category."""
    evaluation = lock_with(criterion)
    edit = allowed(criterion, edit)
    changed = changed_fields(criterion, edit)
    parent = None if edit.kind == MUST_HAVE else edit.parent
    siblings = siblings_of(evaluation, parent, is_must_have=edit.kind == MUST_HAVE)
    check_name(
        evaluation,
        edit.name,
        among=[each for each in siblings if each.pk != criterion.pk],
    )
    before = {name: getattr(criterion, name) for name in changed}
    was_price = criterion.tells_money
    asks_again = edit.kind == RATED and not changed.keys().isdisjoint(MEANING)
    save_version(criterion, version=edit.version, **changed)
    forget_taken(criterion)
    if criterion.parent_id != (parent.pk if parent else None) or "kind" in changed:
        put(criterion, parent=parent, before=len(siblings))
    check_weights(evaluation)
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Changed: %(name)s") % {"name": edit.name},
        reason=reason,
        touches=Touched(criteria=[criterion.pk]) if asks_again else NOTHING,
    )
    told = {"criterion": edit.name}
    is_price = was_price or criterion.tells_money
    tell(
        "criterion.changed",
        evaluation,
        before=told | audited(before, is_price=is_price),
        after=told | audited(changed, is_price=is_price),
        actor=actor,
        now=now,
    )
    return criterion


@locked_change
def move_criterion(
    *,
    criterion: Criterion,
    place: Place,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Criterion:
    """Put it elsewhere in the tree. Must-haves only change their order."""
    evaluation = lock_with(criterion)
    save_version(criterion, version=place.version)
    parent = None if criterion.kind == MUST_HAVE else place.parent
    put(criterion, parent=parent, before=place.before)
    check_weights(evaluation)
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Moved: %(name)s") % {"name": criterion.name},
        reason=reason,
    )
    told = {"criterion": criterion.name, "to": parent.name if parent else ""}
    tell("criterion.moved", evaluation, after=told, actor=actor, now=now)
    return criterion


@locked_change
def delete_criterion(
    *,
    criterion: Criterion,
    version: int,
    actor: User,
    now: datetime,
    reason: str = "",
) -> None:
    """Take it and all below it out of the tree; its scores stay for an undo."""
    evaluation = lock_with(criterion)
    save_version(criterion, version=version)
    present = evaluation.criteria.present()
    inside = subtree_of(criterion.pk, children_of(present.only("pk", "parent")))
    present.filter(pk__in=inside).update(deleted_at=now)
    criterion.deleted_at = now
    renumber(
        siblings_of(
            evaluation, criterion.parent, is_must_have=criterion.kind == MUST_HAVE
        )
    )
    check_weights(evaluation)
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Deleted: %(name)s") % {"name": criterion.name},
        reason=reason,
    )
    told = {"criterion": criterion.name}
    tell("criterion.deleted", evaluation, before=told, actor=actor, now=now)


@locked_change
def restore_criterion(
    *, criterion: Criterion, actor: User, now: datetime, reason: str = ""
) -> Criterion:
    """Undo a deletion: the criterion and what was deleted with it come back."""
    evaluation = lock_with(criterion)
    deleted = evaluation.criteria.filter(deleted_at=criterion.deleted_at)
    inside = subtree_of(criterion.pk, children_of(deleted.only("pk", "parent")))
    if criterion.deleted_at is None:
        return criterion  # undone already: asking twice is one undo
    deleted.filter(pk__in=inside).update(deleted_at=None, version=F("version") + 1)
    criterion.refresh_from_db()
    parent = criterion.parent
    if parent and parent.deleted_at is not None:
        parent = None
    put(criterion, parent=parent, before=criterion.position)
    check_weights(evaluation)
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Restored: %(name)s") % {"name": criterion.name},
        reason=reason,
    )
    told = {"criterion": criterion.name}
    tell("criterion.restored", evaluation, after=told, actor=actor, now=now)
    return criterion


def allowed(criterion: Criterion, edit: CriterionEdit) -> CriterionEdit:
    """Return the edit as it may be stored, or refuse it."""
    if (edit.kind == CATEGORY) != (criterion.kind == CATEGORY):
        raise CategoryStays
    return checked(criterion.evaluation, edit)


def lock_with(criterion: Criterion) -> Evaluation:
    """Lock the evaluation, and read the criterion afresh under the lock.

    A try before this one (R50) may have left in it what the database took back.
    """
    evaluation = lock_evaluation(criterion.evaluation)
    criterion.refresh_from_db()
    criterion.evaluation = evaluation
    return evaluation


def put(criterion: Criterion, *, parent: Criterion | None, before: int) -> None:
    """Hang the criterion under `parent` and keep both groups' positions dense."""
    check_parent(criterion.evaluation, parent, child=criterion)
    left = criterion.parent
    criterion.parent = parent
    criterion.save(update_fields=["parent"])
    is_must_have = criterion.kind == MUST_HAVE
    siblings = [
        each
        for each in siblings_of(criterion.evaluation, parent, is_must_have=is_must_have)
        if each.pk != criterion.pk
    ]
    siblings.insert(min(max(before, 0), len(siblings)), criterion)
    renumber(siblings)
    # Also where only the kind changed: must-haves stand in an order of their own.
    renumber(
        siblings_of(criterion.evaluation, left, is_must_have=False)
        if left != parent or is_must_have
        else []
    )


def siblings_of(
    evaluation: Evaluation, parent: Criterion | None, *, is_must_have: bool
) -> list[Criterion]:
    """Return what stands together in one order. Must-haves are one list."""
    rows = evaluation.criteria.present().in_order()
    if is_must_have:
        return list(rows.must_haves())
    return list(rows.filter(parent=parent).exclude(kind=MUST_HAVE))


def renumber(siblings: Sequence[Criterion]) -> None:
    """Write 0, 1, 2, ... where it is not so already."""
    moved = []
    for position, criterion in enumerate(siblings):
        if criterion.position != position:
            criterion.position = position
            moved.append(criterion)
    Criterion.objects.bulk_update(moved, ["position"])


def mean_weight(siblings: Sequence[Criterion]) -> Decimal:
    if not siblings:
        return Decimal(1)
    total = sum((each.weight for each in siblings), Decimal(0))
    return round(total / len(siblings), 4) or Decimal(1)


def changed_fields(criterion: Criterion, edit: CriterionEdit) -> dict[str, Any]:
    """Return the columns the edit changes; shipped words are not stored as own ones.

    What is left as the template has it stays in every reader's language.
    """
    shipped = Criterion(
        template_key=criterion.template_key, need_key=criterion.need_key
    )
    texts = texts_of(edit)
    if edit.description == shipped.description:
        texts["own_description"] = ""
    if texts["own_scale"] == shipped.scale:
        texts["own_scale"] = []
    is_shipped_name = edit.name == shipped.name and bool(shipped.name)
    own_name = "" if is_shipped_name else edit.name
    wanted = {"kind": edit.kind, "own_name": own_name, **texts}
    return {
        name: value
        for name, value in wanted.items()
        if value != getattr(criterion, name)
    }


def texts_of(edit: CriterionEdit) -> dict[str, Any]:
    """Return the columns of the kind; those of other kinds are emptied."""
    is_measured = edit.kind == Criterion.Kind.MEASURED
    return {
        "own_description": edit.description,
        "own_scale": list(edit.scale) if edit.kind == RATED and any(edit.scale) else [],
        "wanted_by": edit.wanted_by,
        "why": edit.why,
        "unit": edit.unit if is_measured else "",
        "value_function": dict(edit.value_function) if is_measured else {},
        "fact_key": edit.fact_key if is_measured else "",
        "money_figure": edit.money_figure if is_measured else "",
    }


def save_version(criterion: Criterion, *, version: int, **fields: Any) -> None:
    """Write if the row still has this version: check and write in one statement."""
    rows = Criterion.objects.present().filter(pk=criterion.pk, version=version)
    written = rows.update(version=version + 1, **fields)
    evaluation = criterion.evaluation
    criterion.refresh_from_db()
    criterion.evaluation = evaluation
    if not written:
        raise CriterionIsStale(current=criterion, name=criterion.name)


def tell(
    verb: str,
    evaluation: Evaluation,
    *,
    actor: User,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        verb,
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, before=before, after=after),
        now=now,
    )

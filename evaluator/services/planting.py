"""Fill a tree: from the template, from an earlier evaluation, from needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError
from common.formatting import listed
from common.transactions import locked_change
from evaluator.content.needs import Need, needs
from evaluator.content.requirement_template import (
    TemplateCategory,
    TemplateCriterion,
    requirement_template,
)
from evaluator.models import Criterion, Evaluation
from evaluator.services.must_haves import fill_from_facts
from evaluator.services.structure import Touched, change_structure, lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record

CATEGORY, MUST_HAVE = Criterion.Kind.CATEGORY, Criterion.Kind.MUST_HAVE
# Own to each row; everything else of a criterion is copied with it.
NOT_COPIED = {"id", "evaluation", "parent", "version", "deleted_at"}


class NothingToAdd(DomainError):
    message = gettext_lazy("All criteria of the template are here already.")


class UnknownNeed(DomainError):
    message = gettext_lazy("Choose needs from the list.")


def plant_template(evaluation: Evaluation, *, only_quick: bool) -> list[Criterion]:
    """Add what is missing of the template, and return the new criteria.

    A category that is here is grown, not doubled; what somebody deleted stays away
    only until this is asked again.
    """
    template = requirement_template()
    present = {
        each.template_key: each
        for each in evaluation.criteria.present().exclude(template_key="")
    }
    added = []
    for category in template.categories:
        leaves = template.of_category(category.key, quick_only=only_quick)
        missing = [leaf for leaf in leaves if leaf.key not in present]
        if not missing:
            continue
        parent = present.get(category.key) or plant_entry(
            evaluation, category, CATEGORY
        )
        added += [
            plant_entry(evaluation, leaf, leaf.kind, parent=parent) for leaf in missing
        ]
    return added


def plant_entry(
    evaluation: Evaluation,
    entry: TemplateCategory | TemplateCriterion,
    kind: str,
    *,
    parent: Criterion | None = None,
) -> Criterion:
    """Add one entry behind its siblings; its words stay those of the template."""
    siblings = evaluation.criteria.present().filter(parent=parent)
    return Criterion.objects.create(
        evaluation=evaluation,
        parent=parent,
        kind=kind,
        template_key=entry.key,
        weight=Decimal(entry.weight),
        position=siblings.exclude(kind=MUST_HAVE).count(),
    )


@locked_change
def grow_template(
    *, evaluation: Evaluation, actor: User, now: datetime, reason: str = ""
) -> list[Criterion]:
    """Grow quick into full. What is there keeps its words, weights and scores."""
    lock_evaluation(evaluation)
    added = plant_template(evaluation, only_quick=False)
    if not added:
        raise NothingToAdd
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Added the other criteria of the template"),
        reason=reason,
        touches=Touched(criteria=[each.pk for each in added]),
    )
    record(
        "template.grown",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after={"count": len(added)}),
        now=now,
    )
    return added


def can_grow(evaluation: Evaluation) -> bool:
    """Tell whether the template has criteria that this tree lacks."""
    keys = {criterion.key for criterion in requirement_template().criteria}
    here = evaluation.criteria.present().filter(template_key__in=keys)
    return here.count() < len(keys)


def copy_requirements(*, source: Evaluation, target: Evaluation) -> None:
    """Copy tree, weights and must-haves, and how the scores are put together."""
    for name in ("group_method", "missing_policy", "needs_evidence", "needs_note"):
        setattr(target, name, getattr(source, name))
    target.save(
        update_fields=["group_method", "missing_policy", "needs_evidence", "needs_note"]
    )
    originals = list(source.criteria.present().in_order())
    waiting = {each.parent_id for each in originals}
    copies: dict[int | None, Criterion | None] = {None: None}
    while waiting & copies.keys():
        ready = [
            each for each in originals if each.parent_id in waiting & copies.keys()
        ]
        waiting -= copies.keys()
        for original in ready:
            copies[original.pk] = copy_criterion(
                original, target, copies[original.parent_id]
            )


def copy_criterion(
    original: Criterion, target: Evaluation, parent: Criterion | None
) -> Criterion:
    columns = [
        column.name
        for column in Criterion._meta.concrete_fields
        if column.name not in NOT_COPIED
    ]
    return Criterion.objects.create(
        evaluation=target,
        parent=parent,
        **{name: getattr(original, name) for name in columns},
    )


@locked_change
def add_needs(
    *,
    evaluation: Evaluation,
    keys: Collection[str],
    actor: User,
    now: datetime,
    reason: str = "",
) -> list[Criterion]:
    """Turn chosen needs into must-haves; those that are here already stay as they are.

    What the catalogue claims about the candidates fills in their answers.
    """
    lock_evaluation(evaluation)
    chosen = missing_needs(evaluation, keys)
    if not chosen:
        return []
    first = evaluation.criteria.present().must_haves().count()
    added = [
        Criterion.objects.create(
            evaluation=evaluation,
            kind=MUST_HAVE,
            need_key=need.key,
            position=first + place,
        )
        for place, need in enumerate(chosen)
    ]
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Added must-haves: %(names)s")
        % {"names": listed(each.name for each in added)},
        reason=reason,
    )
    fill_from_facts(
        candidates=evaluation.candidates.select_related("evaluation"), now=now
    )
    record(
        "needs.added",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after={"needs": [each.name for each in added]}),
        now=now,
    )
    return added


def missing_needs(evaluation: Evaluation, keys: Collection[str]) -> list[Need]:
    """Return the chosen needs that no must-have stands for, in the picker's order."""
    known = {need.key for need in needs()}
    if not set(keys) <= known:
        raise UnknownNeed
    must_haves = evaluation.criteria.present().must_haves()
    present = set(must_haves.values_list("need_key", flat=True))
    return [need for need in needs() if need.key in set(keys) - present]

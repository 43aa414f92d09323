"""Weights of the tree: direct numbers, 100 points, equal shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError, StaleVersion
from common.formatting import listed, quoted
from common.transactions import locked_change
from evaluator.models import Criterion, Evaluation
from evaluator.services.criteria import siblings_of
from evaluator.services.structure import change_structure, lock_evaluation
from evaluator.services.tree_rules import check_weights
from workspace.models import User
from workspace.services.records import change_of, record

PLACES = Decimal("0.0001")
HEAVIEST = Decimal(99_999_999)
POINTS = Decimal(100)


class WeightInvalid(DomainError):
    message = gettext_lazy(
        "The weight of “%(name)s” must lie between 0 and 99,999,999, with at most"
        " four decimals."
    )


class ForeignCriterion(DomainError):
    message = gettext_lazy("Weigh criteria of this evaluation only.")


class WeightsAreStale(StaleVersion):
    """`current` holds the criteria that somebody else weighed meanwhile."""

    message = gettext_lazy(
        "Somebody else changed the weight of %(names)s since you opened this page."
    )


@dataclass(frozen=True, slots=True)
class WeightEdit:
    weight: Decimal
    version: int


@locked_change
def set_weights(
    *,
    evaluation: Evaluation,
    edits: Mapping[int, WeightEdit],
    actor: User,
    now: datetime,
    reason: str = "",
) -> list[Criterion]:
    """Save the weights that differ; if one of them is stale, none is saved (R48)."""
    lock_evaluation(evaluation)
    weighed = evaluation.criteria.present().exclude(kind=Criterion.Kind.MUST_HAVE)
    criteria = {each.pk: each for each in weighed}
    if not edits.keys() <= criteria.keys():
        raise ForeignCriterion
    changed = [
        criteria[pk] for pk, edit in edits.items() if edit.weight != criteria[pk].weight
    ]
    check_versions(changed, edits)
    return write_weights(
        evaluation,
        {criterion: edits[criterion.pk].weight for criterion in changed},
        actor=actor,
        now=now,
        reason=reason,
    )


@locked_change
def equalise_weights(
    *,
    evaluation: Evaluation,
    parent: Criterion | None,
    actor: User,
    now: datetime,
    reason: str = "",
) -> list[Criterion]:
    """Give all of a group the same weight, and keep the sum of their weights."""
    lock_evaluation(evaluation)
    group = siblings_of(evaluation, parent, is_must_have=False)
    if not group:
        return []
    total = sum((each.weight for each in group), Decimal(0)) or Decimal(len(group))
    equal = (total / len(group)).quantize(PLACES)
    return write_weights(
        evaluation,
        {each: equal for each in group if each.weight != equal},
        actor=actor,
        now=now,
        reason=reason,
    )


def scale_to_points(weights: Sequence[Decimal]) -> list[Decimal]:
    """Return the same proportions with a sum of 100, to four decimals."""
    total = sum(weights, Decimal(0))
    if not total:
        return [(POINTS / len(weights)).quantize(PLACES) for _weight in weights]
    return [(weight * POINTS / total).quantize(PLACES) for weight in weights]


def check_versions(
    changed: Sequence[Criterion], edits: Mapping[int, WeightEdit]
) -> None:
    stale = [each for each in changed if each.version != edits[each.pk].version]
    if stale:
        names = listed(quoted(each.name) for each in stale)
        raise WeightsAreStale(current=stale, names=names)


def write_weights(
    evaluation: Evaluation,
    weights: Mapping[Criterion, Decimal],
    *,
    actor: User,
    now: datetime,
    reason: str,
) -> list[Criterion]:
    """Store checked weights under the lock, and tell what each was before."""
    if not weights:
        return []
    for criterion, weight in weights.items():
        check_weight(criterion, weight)
    before = {each.name: plain(each.weight) for each in weights}
    for criterion, weight in weights.items():
        criterion.weight = weight
        criterion.version += 1
    Criterion.objects.bulk_update(weights, ["weight", "version"])
    check_weights(evaluation)
    after = {each.name: plain(each.weight) for each in weights}
    change_structure(
        evaluation, actor=actor, now=now, what=told(before, after), reason=reason
    )
    record(
        "weights.changed",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation, before={"weights": before}, after={"weights": after}
        ),
        now=now,
    )
    return list(weights)


def check_weight(criterion: Criterion, weight: Decimal) -> None:
    """Refuse what is not finite, negative, too heavy, or finer than stored (R51)."""
    if (
        not weight.is_finite()
        or not 0 <= weight <= HEAVIEST
        or weight != weight.quantize(PLACES)
    ):
        raise WeightInvalid(name=criterion.name)


def plain(weight: Decimal) -> str:
    return f"{weight.normalize():f}"


def told(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    changes = ", ".join(f"{name} {before[name]} → {after[name]}" for name in after)
    return _("Weights: %(changes)s") % {"changes": changes}

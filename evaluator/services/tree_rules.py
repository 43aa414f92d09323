"""What must always hold of a requirement tree, checked under the evaluation's lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import match_key
from evaluator.models import Criterion, Evaluation
from evaluator.scoring.tree import DEEPEST

CATEGORY, MUST_HAVE = Criterion.Kind.CATEGORY, Criterion.Kind.MUST_HAVE


class ForeignParent(DomainError):
    message = _("Choose a category of this evaluation.")


class UnderItself(DomainError):
    message = _("“%(name)s” cannot hang under itself.")


class TooDeep(DomainError):
    message = _("“%(name)s” would lie deeper than %(deepest)s levels.")


class NameTaken(DomainError):
    message = _("There is a “%(name)s” here already.")


class AllWeighNothing(DomainError):
    message = _("Everything under “%(name)s” would weigh nothing. Give one a weight.")


class TreeWeighsNothing(DomainError):
    message = _("Every category would weigh nothing. Give one of them a weight.")


def check_parent(
    evaluation: Evaluation, parent: Criterion | None, *, child: Criterion | None
) -> None:
    """Refuse foreign parents, circles, and what would lie too deep (R51)."""
    if parent is None:
        return
    if child is None:
        check_place(evaluation, parent)
        return
    criteria = list(evaluation.criteria.present().only("pk", "parent", "kind"))
    by_pk = {each.pk: each for each in criteria}
    if parent.pk not in by_pk or by_pk[parent.pk].kind != CATEGORY:
        raise ForeignParent
    path = path_to(parent.pk, by_pk)
    if child.pk in path:
        raise UnderItself(name=child.name)
    if len(path) + height_of(child.pk, children_of(criteria)) > DEEPEST:
        raise TooDeep(name=child.name, deepest=DEEPEST)


def check_place(evaluation: Evaluation, parent: Criterion) -> None:
    """Refuse a foreign or too deep parent of something new, however large the tree."""
    present = evaluation.criteria.present()
    if not present.filter(pk=parent.pk, kind=CATEGORY).exists():
        raise ForeignParent
    depth = 0
    current: int | None = parent.pk
    while current is not None and depth < DEEPEST:
        above = present.filter(pk=current).values_list("parent_id", flat=True)
        depth, current = depth + 1, above.first()
    if depth >= DEEPEST:
        raise TooDeep(name=parent.name, deepest=DEEPEST)


def path_to(pk: int, by_pk: dict[int, Criterion]) -> list[int]:
    """Return the keys from this one up to the top."""
    path: list[int] = []
    current: int | None = pk
    while current in by_pk and current not in path:
        path.append(current)
        current = by_pk[current].parent_id
    return path


def children_of(criteria: Iterable[Criterion]) -> dict[int | None, list[int]]:
    below: dict[int | None, list[int]] = defaultdict(list)
    for criterion in criteria:
        below[criterion.parent_id].append(criterion.pk)
    return below


def subtree_of(pk: int, below: dict[int | None, list[int]]) -> list[int]:
    """Return this key and all below it."""
    return [pk, *(key for child in below[pk] for key in subtree_of(child, below))]


def height_of(pk: int, below: dict[int | None, list[int]]) -> int:
    return 1 + max((height_of(child, below) for child in below[pk]), default=0)


def check_name(
    evaluation: Evaluation, name: str, *, among: Iterable[Criterion]
) -> None:
    """Refuse a name that a sibling has; it also stops a form that is sent twice."""
    key = match_key(name)
    if any(match_key(each.name) == key for each in among):
        raise NameTaken(name=name)


def check_weights(evaluation: Evaluation) -> None:
    """Refuse a tree where siblings that could earn something all weigh nothing."""
    criteria = list(evaluation.criteria.present().exclude(kind=MUST_HAVE))
    below: dict[int | None, list[Criterion]] = defaultdict(list)
    for criterion in criteria:
        below[criterion.parent_id].append(criterion)
    for parent in [None, *criteria]:
        siblings = below[parent.pk if parent else None]
        earning = [each for each in siblings if earns(each, below)]
        if earning and not any(each.weight for each in earning):
            if parent is None:
                raise TreeWeighsNothing
            raise AllWeighNothing(name=parent.name)


def earns(criterion: Criterion, below: dict[int | None, list[Criterion]]) -> bool:
    """Tell whether there is anything to score at or below it."""
    if criterion.kind != CATEGORY:
        return True
    return any(earns(child, below) for child in below[criterion.pk])

"""Turn what a sign says into requirements and an objective, in one go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.formatting import listed
from evaluator.content.diagnosis import Sign
from evaluator.content.requirement_template import requirement_template
from evaluator.models import Criterion, Evaluation, Objective
from evaluator.services.criteria import CriterionEdit, add_criterion
from evaluator.services.goals import ObjectiveEdit, add_objective
from evaluator.services.planting import plant_entry
from evaluator.services.structure import Touched, change_structure, lock_evaluation
from workspace.models import User

CATEGORY, MUST_HAVE = Criterion.Kind.CATEGORY, Criterion.Kind.MUST_HAVE


class NothingToAdopt(DomainError):
    message = gettext_lazy("Tick what this sign should become.")


class ForeignToSign(DomainError):
    message = gettext_lazy("Choose from the criteria of this sign.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sign is to become: template criteria, a must-have, an objective."""

    criteria: Collection[str] = ()
    must_have: bool = False
    objective: bool = False


@dataclass(frozen=True, slots=True)
class Adopted:
    criteria: tuple[Criterion, ...]
    objective: Objective | None


@transaction.atomic
def adopt_sign(
    *,
    evaluation: Evaluation,
    sign: Sign,
    wish: Wish,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Adopted:
    """Add what is missing; criteria that are here get the sign as their why."""
    if not (wish.criteria or wish.must_have or wish.objective):
        raise NothingToAdopt
    if not set(wish.criteria) <= set(sign.criteria):
        raise ForeignToSign
    lock_evaluation(evaluation)
    made = plant_criteria(evaluation, wish.criteria)
    if made:
        change_structure(
            evaluation,
            actor=actor,
            now=now,
            what=_("Added from the diagnosis: %(names)s")
            % {"names": listed(each.name for each in made)},
            reason=reason,
            touches=Touched(criteria=[each.pk for each in made]),
        )
    if made or not evaluation.is_frozen:
        explain(evaluation, sign, wish.criteria)
    if wish.must_have:
        made.append(
            add_must_have(evaluation, sign, actor=actor, now=now, reason=reason)
        )
    objective = None
    if wish.objective:
        objective = add_objective(
            evaluation=evaluation,
            edit=objective_of(evaluation, sign, made),
            actor=actor,
            now=now,
        )
    return Adopted(tuple(made), objective)


def plant_criteria(evaluation: Evaluation, keys: Collection[str]) -> list[Criterion]:
    """Add the template's criteria that this tree lacks, each in its category."""
    present = {
        each.template_key: each
        for each in evaluation.criteria.present().exclude(template_key="")
    }
    template = requirement_template()
    categories = {each.key: each for each in template.categories}
    made = []
    for leaf in template.criteria:
        if leaf.key not in keys or leaf.key in present:
            continue
        parent = present.get(leaf.category)
        if parent is None:
            parent = plant_entry(evaluation, categories[leaf.category], CATEGORY)
            present[leaf.category] = parent
        made.append(plant_entry(evaluation, leaf, leaf.kind, parent=parent))
    return made


def explain(evaluation: Evaluation, sign: Sign, keys: Collection[str]) -> None:
    """Say where the wish comes from, where nobody said why yet."""
    evaluation.criteria.present().filter(template_key__in=keys, why="").update(
        why=_("The diagnosis: %(sign)s") % {"sign": words(sign, "name")},
        version=F("version") + 1,
    )


def add_must_have(
    evaluation: Evaluation, sign: Sign, *, actor: User, now: datetime, reason: str
) -> Criterion:
    return add_criterion(
        evaluation=evaluation,
        edit=CriterionEdit(
            kind=MUST_HAVE,
            name=words(sign, "must_have").rstrip(".")[:120],
            why=_("The diagnosis: %(sign)s") % {"sign": words(sign, "name")},
        ),
        actor=actor,
        now=now,
        reason=reason,
    )


def objective_of(
    evaluation: Evaluation, sign: Sign, made: list[Criterion]
) -> ObjectiveEdit:
    """Start the objective from the sign; the figure is its baseline."""
    figure = evaluation.diagnosis_figures.filter(key=sign.rule.key).first()
    needed = evaluation.criteria.present().filter(template_key__in=sign.criteria)
    must_haves = [each for each in made if each.kind == MUST_HAVE]
    return ObjectiveEdit(
        statement=words(sign, "objective"),
        kind=sign.metric_kind,
        metric=words(sign, "metric"),
        unit=figure.currency if figure and figure.currency else sign.unit,
        baseline=figure.value if figure else None,
        baseline_on=figure.as_of if figure else None,
        baseline_source=figure.source if figure else "",
        sign=sign.key,
        criteria=(*needed, *must_haves),
    )


def words(sign: Sign, name: str) -> str:
    text: str = getattr(sign, name).in_language(get_language() or "en")
    return text

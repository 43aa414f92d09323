"""Kind check and readiness of the company: what the evaluation as a whole says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from evaluator.content.kind_check import kind_questions
from evaluator.content.readiness import readiness_points
from evaluator.models import Evaluation, Participant
from evaluator.services.structure import lock_evaluation
from evaluator.services.versions import write_set
from workspace.models import User
from workspace.services.records import change_of, record


class ReadinessIsStale(StaleVersion):
    message = _(
        "Somebody else changed some of these answers since you opened the page."
    )


class UnknownQuestion(DomainError):
    message = _("This question is not known here.")


class OwnerIsGone(DomainError):
    message = _("The owner must be somebody who takes part in this evaluation.")


@dataclass(frozen=True, slots=True)
class ReadinessEdit:
    """What is said to one point."""

    answer: str
    owner: Participant | None = None
    note: str = ""


@transaction.atomic
def save_kinds(
    *,
    evaluation: Evaluation,
    answers: Mapping[str, str],
    version: int,
    actor: User,
    now: datetime,
) -> None:
    """Store answers of the kind check; all of them or none."""
    lock_evaluation(evaluation)
    if not answers.keys() <= {question.key for question in kind_questions()}:
        raise UnknownQuestion
    changed = write_set(
        evaluation.kind_answers.all(),
        column="question",
        edits={key: {"answer": answer} for key, answer in answers.items()},
        new={"evaluation": evaluation},
        version=version,
        stale=ReadinessIsStale,
    )
    if changed:
        tell("kind_check.changed", evaluation, actor=actor, now=now)


@transaction.atomic
def save_readiness(
    *,
    evaluation: Evaluation,
    edits: Mapping[str, ReadinessEdit],
    version: int,
    actor: User,
    now: datetime,
) -> None:
    """Store answers on readiness; all of them or none."""
    lock_evaluation(evaluation)
    if not edits.keys() <= {point.key for point in readiness_points()}:
        raise UnknownQuestion
    owners = [edit.owner for edit in edits.values() if edit.owner]
    if any(owner.evaluation_id != evaluation.pk for owner in owners):
        raise OwnerIsGone
    changed = write_set(
        evaluation.readiness_answers.all(),
        column="point",
        edits={key: columns_of(edit) for key, edit in edits.items()},
        new={"evaluation": evaluation},
        version=version,
        stale=ReadinessIsStale,
    )
    if changed:
        tell("readiness.changed", evaluation, actor=actor, now=now)


def columns_of(edit: ReadinessEdit) -> dict[str, Any]:
    return {
        "answer": edit.answer,
        "owner_id": edit.owner.pk if edit.owner else None,
        "note": clean_line(edit.note),
    }


def tell(verb: str, evaluation: Evaluation, *, actor: User, now: datetime) -> None:
    record(
        verb, team=evaluation.team, actor=actor, change=change_of(evaluation), now=now
    )
